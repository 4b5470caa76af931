import { minorPerUnit } from '../../domain/index.ts'
import { backtestCapital, curveRoom, type RecordedTrial } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import {
  type Capacity,
  capacityCapitals,
  capacityCurve,
  marketSize,
  type NotRun,
} from '../../research/index.ts'
import type { Costs } from '../../venue/index.ts'

export type CapacityOptions = {
  readonly recorded: RecordedTrial
  readonly market: readonly LoadedBars[]
  readonly costs: Costs
  /** Days' volatilities the price moves for an order of a whole day's volume; 1 if left out. */
  readonly impactFactor?: number | undefined
  /** Told after each run. */
  readonly onRun?: (() => void) | undefined
}

/** Runs that `runCapacity` takes at most. */
export const capacityRuns: number = capacityCapitals.length

/** Usual for the square-root law: an order of a day's volume moves a day's volatility. */
const usualImpact = 1

/** Runs a recorded trial again with each capital of the curve, or says why it cannot be. */
export function runCapacity(options: CapacityOptions): Capacity | NotRun {
  const { recorded, market, costs, impactFactor = usualImpact, onRun } = options
  if (costs.matching === 'book')
    return {
      notRun:
        'Capital moves the price where bars alone fill orders, and these were filled from a book; ' +
        'run it without --matching book and --ticks.',
    }
  const sizes = market.map(({ bars, intervalUs }) => marketSize(bars, intervalUs))
  const markets = sizes.filter((size) => size !== undefined)
  if (markets.length < sizes.length)
    return { notRun: 'Some of the bars have no volume or no moves, by which impact is measured.' }
  const columns = market.map(({ bars }) => bars)
  const room = curveRoom(columns, 0)
  return capacityCurve({
    ...{ markets, impactFactor },
    runWith: (capital) => {
      const cash = BigInt(capital) * BigInt(minorPerUnit)
      const run = backtestCapital(recorded, { cash, impactFactor, markets, room })
      onRun?.()
      return run
    },
  })
}
