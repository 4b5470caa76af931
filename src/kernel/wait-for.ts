import type { Clock } from './clock.ts'

/** Ends after `us` microseconds of `clock`, or when `signal` is aborted. Never rejects. */
export function waitFor(clock: Clock, us: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve()
  return new Promise((resolve) => {
    let cancel = (): void => undefined
    const end = (): void => {
      cancel()
      signal?.removeEventListener('abort', end)
      resolve()
    }
    cancel = clock.after(us, end)
    signal?.addEventListener('abort', end)
  })
}
