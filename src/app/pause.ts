import type { Clock } from '../kernel/index.ts'

/** Waits so long, or until `stop` is given. Unit: us. */
export function pause(clock: Clock, us: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve()
    const cancel = clock.after(us, () => {
      stop.removeEventListener('abort', onStop)
      resolve()
    })
    const onStop = (): void => {
      cancel()
      resolve()
    }
    stop.addEventListener('abort', onStop, { once: true })
  })
}
