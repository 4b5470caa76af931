import { reasonOf } from '../base/index.ts'
import type { Clock } from '../kernel/index.ts'

/** Runs `task` again and again, `us` microseconds apart. @returns A way to stop. */
export function repeatEvery(clock: Clock, us: number, task: () => void): () => void {
  let isStopped = false
  let cancel = clock.after(us, turn)
  function turn(): void {
    task()
    if (!isStopped) cancel = clock.after(us, turn)
  }
  return () => {
    isStopped = true
    cancel()
  }
}

/**
 * The same for a task that may fail, as where a disk is full, and goes on all the same.
 *
 * @param onFail - Told why, once as long as it stays so.
 * @returns A way to stop.
 */
export function tryEvery(
  clock: Clock,
  us: number,
  task: () => void,
  onFail: (reason: string) => void,
): () => void {
  let failed: string | undefined
  return repeatEvery(clock, us, () => {
    try {
      task()
    } catch (error) {
      const reason = reasonOf(error)
      if (reason !== failed) onFail(reason)
      failed = reason
    }
  })
}
