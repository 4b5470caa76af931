import {
  depegFall,
  type Fall,
  measuredFalls,
  type StressLimits,
  type StressScenario,
  stressScenarios,
  worstDayDeviations,
} from './scenarios.ts'
import type { StressPortfolio, StressPosition } from './stress-portfolio.ts'

/** What a scenario would do to the portfolio as it stands. */
export type StressRow = {
  readonly scenario: StressScenario
  /** Share of equity lost when nothing is done; negative is a gain, NaN not known. */
  readonly loss: number
  /** The same when stops fill, each behind the worst step of the scenario. */
  readonly lossWithStops: number
  readonly limit: number
  /** Whether `lossWithStops` is known and no more than the limit. */
  readonly isWithin: boolean
}

/** In a scenario of its own kind: the loss of one position, first without its stop. */
type PositionLoss = (position: StressPosition) => readonly [plain: number, stopped: number]

/**
 * Plays every scenario on a portfolio. What is not known and would matter is NaN, and so not
 * within its limit.
 *
 * A fall takes long positions with their beta, but not less than 1, and gives short ones with
 * their beta, but not more than 1, so a hedge is never taken for better than the market. A stop
 * jumps the worst step. Nobody buys again on the way down.
 */
export function stressTests(
  portfolio: StressPortfolio,
  limits: StressLimits,
): readonly StressRow[] {
  return stressScenarios.map((scenario) => {
    const [loss, lossWithStops] = lossesIn(scenario, portfolio)
    const limit = limits[scenario]
    return { scenario, loss, lossWithStops, limit, isWithin: lossWithStops <= limit }
  })
}

function lossesIn(
  scenario: StressScenario,
  { positions, cash, venues }: StressPortfolio,
): readonly [number, number] {
  switch (scenario) {
    case 'flash-crash':
      return summed(positions, againstBy(measuredFalls[scenario]))
    case 'correlations-one':
      return summed(positions, worstDay)
    case 'spread-tenfold':
      return summed(positions, (of) => twice(Math.abs(of.share) * 5 * of.spread))
    case 'depth-tenth':
      return summed(positions, (of) => twice(closingCost(of)))
    case 'depeg':
      return twice(depegFall * largest(cash))
    case 'venue-loss':
      return twice(largest(venues))
    default:
      return summed(positions, inFall(measuredFalls[scenario]))
  }
}

/** Adds up what is held; what is not held needs not be known. */
function summed(positions: readonly StressPosition[], lossOf: PositionLoss): [number, number] {
  let [plain, stopped] = [0, 0]
  for (const position of positions) {
    if (position.share === 0) continue
    const [more, less] = lossOf(position)
    plain += more
    stopped += less
  }
  return [plain, stopped]
}

function inFall({ fall, gap }: Fall): PositionLoss {
  return ({ share, beta, stop }) => {
    const known = Number.isNaN(beta) ? 1 : beta
    if (share < 0) return twice(share * fall * Math.max(0, Math.min(1, known)))
    const reach = Math.max(1, known)
    const whole = Math.min(1, reach * fall)
    return [share * whole, share * stoppedAt(stop, whole, Math.min(1, reach * gap))]
  }
}

/** A move against every position, long or short. */
function againstBy({ fall, gap }: Fall): PositionLoss {
  return ({ share, stop }) => {
    const size = Math.abs(share)
    return [size * fall, size * stoppedAt(stop, fall, gap)]
  }
}

/** Every position has a day as bad as one in a hundred, all the same day. */
function worstDay({ share, volatility, stop }: StressPosition): readonly [number, number] {
  const size = Math.abs(share)
  const move = worstDayDeviations * volatility
  return [size * move, size * stoppedAt(stop, move, measuredFalls['crypto-2020-03'].gap)]
}

/** The way to where a stop fills: the step that begins just before it is the worst one. */
function stoppedAt(stop: number, whole: number, gap: number): number {
  return stop > 0 ? Math.min(whole, 1 - (1 - Math.min(1, stop)) * (1 - gap)) : whole
}

/** Of closing into a tenth of the depth: half of the way that the price is pushed. */
function closingCost({ share, depth }: StressPosition): number {
  const size = Math.abs(share)
  const pushed = (0.01 * size) / (depth / 10)
  return size * Math.min(1, pushed / 2)
}

/** Of what is ours; debts lose nothing. */
function largest(shares: readonly number[]): number {
  return shares.reduce((most, share) => Math.max(most, share), 0)
}

function twice(loss: number): [number, number] {
  return [loss, loss]
}
