import type { Clock } from '../../kernel/index.ts'

/** Ends after `us` microseconds, or when `signal` is aborted. */
export function waitFor(clock: Clock, us: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = (): void => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(us, end)
    signal.addEventListener('abort', end)
  })
}
