import { Random } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import {
  type Backtest,
  backtest,
  backtestNull,
  type BacktestSetup,
  curveRoom,
  type RunResult,
  type TrialLedger,
} from '../../engine/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import {
  columnsAt,
  dailyReturns,
  measure,
  type Pairs,
  pairedEffect,
  shiftTest,
  type TestedClaim,
  weekShifts,
} from '../../research/index.ts'
import { codeMoat } from '../../sources/index.ts'
import { outcomeOf } from '../trial-outcome.ts'
import type { Subject } from './load-subject.ts'
import type { TradingArms } from './plan-experiment.ts'

export type TradingQuestion = {
  readonly arms: TradingArms
  readonly subject: Subject
  readonly lagUs: number
  readonly seeds: readonly number[]
  readonly permutations: number
  readonly confidence: number
  /** Of shifts and bootstraps. */
  readonly seed: number
  readonly trials: TrialLedger
  readonly onShift?: (() => void) | undefined
}

/** Fewer days than this say nothing. */
const daysMin = 64

/**
 * Whether an agent that hears the source earns more than one that does not: daily returns of both
 * on the same bars, with the same seeds, costs and money, the mean over the seeds. Both are trials
 * like any other. Under shifts the treatment is run again, as a null of its own trial.
 *
 * @returns A sentence when the data are too few to ask.
 */
export function testTrading(question: TradingQuestion): TestedClaim | string {
  const { arms, subject, seeds, seed, lagUs } = question
  const { market, grid, log } = subject
  const closes = market.bars.ts.subarray(0, market.bars.length)
  const moat = codeMoat(log, grid.clock, { lagUs })
  const beside = columnsAt(grid, moat, closes, 0)
  const absent = shareAbsent(beside)
  if (absent > 0.5) return `the source had nothing to say of ${Math.round(100 * absent)} % of bars`
  const treated = arms.treatment
  const controls = seeds.map((each) => counted(question, { ...arms.control, seed: each }))
  const treatments = seeds.map((each) => counted(question, { ...treated, seed: each }, beside))
  const pairs: Pairs = {
    control: meanReturns(controls, ({ run }) => run),
    treatment: meanReturns(treatments, ({ run }) => run),
  }
  const days = pairs.control.length
  if (days < daysMin) return `only ${days} days were traded, ${daysMin} at least are asked`
  const shifts = weekShifts(
    grid.weeks,
    question.permutations,
    Random.stream(seed, 'trading/shifts'),
  )
  // Of a shifted run only its returns are kept, so all write their curves to one place.
  const room = curveRoom([market.bars], 0)
  const test = shiftTest('return', pairs, shifts, (weeks) => {
    const outside = [columnsAt(grid, moat, closes, weeks)]
    question.onShift?.()
    return meanReturns(treatments, ({ recorded }) => backtestNull(recorded, { outside, room }))
  })
  const random = Random.stream(seed, 'trading/bootstrap')
  const end = closes[closes.length - 1] as number
  return {
    ...pairedEffect('return', pairs, { confidence: question.confidence, lags: 7, random }),
    ...{ test, absent, pairs, samples: days },
    ts: Float64Array.from({ length: days }, (_, i) => end - (days - 1 - i) * dayUs),
  }
}

function counted(
  { subject, trials }: TradingQuestion,
  setup: BacktestSetup,
  outside?: OutsideColumns,
): Backtest {
  const done = backtest({ setup, market: [subject.market], outside: [outside] }, trials)
  trials.settle(done.trial, outcomeOf(done.run, measure(done.run)))
  return done
}

/** Of each day, over the seeds. A run is let go before the next is made. */
function meanReturns(
  seeds: readonly Backtest[],
  runOf: (seed: Backtest) => RunResult,
): Float64Array {
  let sums = new Float64Array(0)
  for (const seed of seeds) {
    const returns = dailyReturns(runOf(seed))
    if (sums.length === 0) sums = new Float64Array(returns.length)
    for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] as number) + (returns[i] as number)
  }
  return sums.map((sum) => sum / seeds.length)
}

/** Of bars at which the source had nothing to say. */
function shareAbsent({ commits24h }: OutsideColumns): number {
  if (commits24h === undefined || commits24h.length === 0) return 1
  let absent = 0
  for (const value of commits24h) if (Number.isNaN(value)) absent += 1
  return absent / commits24h.length
}
