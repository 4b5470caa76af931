import type { Agent } from '../../agents/index.ts'
import type { Stopwatch } from '../../kernel/index.ts'
import { quantile } from '../../quant/index.ts'

/** Times kept; the newest are. */
const room = 1 << 16

/**
 * Times of decisions, measured while a desk runs. A decision is all that the desk does from asking
 * an agent about one bar to asking it about the next: limits, orders, fills, books and features.
 */
export class DecisionTimes {
  readonly #times = new Float64Array(room)
  readonly #stopwatch: Stopwatch
  #count = 0
  #last = Number.NaN

  constructor(stopwatch: Stopwatch) {
    this.#stopwatch = stopwatch
  }

  /** The same agent, whose askings are timed. */
  timed(agent: Agent): Agent {
    return {
      ...agent,
      opine: (view) => {
        this.#mark()
        return agent.opine(view)
      },
    }
  }

  /** Unit: us, the first `skipped` left out: code that is new is slow. */
  times(skipped: number): Float64Array {
    const kept = Math.min(this.#count, room)
    const all = this.#times.slice(0, kept)
    return this.#count > room ? all : all.slice(Math.min(skipped, kept))
  }

  #mark(): void {
    const now = this.#stopwatch()
    if (!Number.isNaN(this.#last)) {
      this.#times[this.#count % room] = now - this.#last
      this.#count += 1
    }
    this.#last = now
  }
}

const controlRuns = 400
const controlSteps = 20_000

/**
 * How long the same work takes, again and again, while nothing else is asked for: how far these
 * times differ is the machine's doing. Unit: us.
 */
export function idleControl(stopwatch: Stopwatch): Float64Array {
  const times = new Float64Array(controlRuns)
  let sum = 0
  for (let run = 0; run < controlRuns; run += 1) {
    const start = stopwatch()
    for (let step = 0; step < controlSteps; step += 1) sum = Math.sqrt(sum + step)
    // The sum is part of the answer, so that nobody can leave the work out.
    times[run] = stopwatch() - start + (sum < 0 ? 1 : 0)
  }
  // The first quarter is compiled while it runs.
  return times.slice(controlRuns / 4)
}

/** 90th over 10th percentile of the times of equal work; 1 on a machine at rest. */
export function noiseOf(times: Float64Array): number | undefined {
  const [low, high] = [quantile(times, 0.1), quantile(times, 0.9)]
  return low === undefined || high === undefined || !(low > 0) ? undefined : high / low
}
