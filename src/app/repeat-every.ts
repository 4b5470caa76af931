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
