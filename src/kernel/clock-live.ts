import { type Micros, micros } from '../domain/index.ts'
import type { Clock, Stopwatch } from './clock.ts'

/** The machine's own time. For doors, feeds and the paper desk's timers; never for agents. */
export const liveClock: Clock = {
  now: (): Micros => micros(Date.now() * 1_000),
  after: (us, task) => {
    const timer = setTimeout(task, us / 1_000)
    return () => clearTimeout(timer)
  },
}

/** The machine's finest time, to measure how long something takes; no decision depends on it. */
export const liveStopwatch: Stopwatch = () => performance.now() * 1_000
