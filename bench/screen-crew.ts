import { Worker } from 'node:worker_threads'
import { ScreenMarket, screenVariants } from '../src/research/index.ts'
import {
  gridBars,
  type SweepGrid,
  sweepTerms,
  variantCount,
  variantCrossing,
} from './sweep-grid.ts'

/** Variants that a thread takes at a time. */
const chunk = 400

/** Figures kept of a variant: final equity in quote units, fills, drawdown, fees. */
export const figuresKept = 4

/** What a thread is told once. */
export type CrewPlan = {
  readonly grid: SweepGrid
  /** The next variant that nobody has taken, shared. */
  readonly next: Int32Array
  /** `figuresKept` of every variant, shared. */
  readonly figures: Float64Array
}

export function crewPlan(grid: SweepGrid): CrewPlan {
  const count = variantCount(grid)
  return {
    grid,
    next: new Int32Array(new SharedArrayBuffer(4)),
    figures: new Float64Array(new SharedArrayBuffer(8 * figuresKept * count)).fill(Number.NaN),
  }
}

/** Screens chunks of variants until none is left: averages, trades and all that is measured. */
export function screenChunks({ grid, next, figures }: CrewPlan): void {
  const count = variantCount(grid)
  const market = new ScreenMarket(gridBars(grid))
  for (;;) {
    const from = Atomics.add(next, 0, chunk)
    if (from >= count) return
    const numbers = Array.from({ length: Math.min(chunk, count - from) }, (_, i) => from + i)
    const crossings = numbers.map((n) => variantCrossing(grid, n))
    screenVariants(market, crossings, sweepTerms).forEach(({ curve, costs }, i) => {
      const { endEquity, drawdowns } = curve
      const found = [endEquity, costs.fills, drawdowns.max, costs.fees]
      figures.set(found, (from + i) * figuresKept)
    })
  }
}

/** Threads that screen a grid together. They are started once and run it as often as asked. */
export class ScreenCrew {
  readonly plan: CrewPlan
  readonly #threads: readonly Worker[]

  constructor(grid: SweepGrid, threads: number) {
    this.plan = crewPlan(grid)
    const program = new URL('./screen-worker.ts', import.meta.url)
    this.#threads = Array.from({ length: threads }, () => {
      return new Worker(program, { workerData: this.plan })
    })
  }

  /** The whole grid once. @returns Seconds. */
  async run(): Promise<number> {
    this.plan.next[0] = 0
    const start = process.hrtime.bigint()
    await Promise.all(this.#threads.map(runThread))
    return Number(process.hrtime.bigint() - start) / 1e9
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()))
  }
}

function runThread(thread: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.once('message', () => {
      thread.removeListener('error', reject)
      resolve()
    })
    thread.postMessage('run', [])
  })
}
