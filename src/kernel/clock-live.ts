import { type Micros, micros } from '../domain/index.ts'
import type { Clock } from './clock.ts'

/** The machine's own time. For doors, feeds and the paper desk's timers; never for agents. */
export const liveClock: Clock = {
  now: (): Micros => micros(Date.now() * 1_000),
  after: (us, task) => {
    const timer = setTimeout(task, us / 1_000)
    return () => clearTimeout(timer)
  },
}
