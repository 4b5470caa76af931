import { Random } from '../../base/index.ts'
import { mean, optimalBlockLength, quantile, stationaryBootstrap } from '../../quant/index.ts'
import type { CheckRow } from '../check-row.ts'
import { gateThresholds } from '../gate/gate-rows.ts'
import { formatPercent, formatPlain, plural } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import {
  bounded,
  category,
  fromRow,
  type SoundnessCategory,
  type SoundnessCheck,
  statement,
  told,
} from './soundness-check.ts'
import type { SoundnessThresholds } from './soundness-thresholds.ts'

export type StatisticsEvidence = {
  readonly metrics: Metrics
  /** 95 % interval of the expectancy; see `expectancyInterval`. */
  readonly expectancy: readonly [low: number, high: number] | undefined
  readonly overfitting: OverfittingFigures
  /** Rows of the bias detectors on bars that are not known yet, and on where the data begin. */
  readonly rows: readonly CheckRow[]
  /** Null tests; empty when none was asked for. */
  readonly nulls: readonly CheckRow[]
}

const plain = (value: number): string => formatPlain(value, 2)
const share = (value: number): string => formatPercent(100 * value)

/** Whether its figures are good enough, and no better than true ones are. */
export function statisticalSanity(
  of: StatisticsEvidence,
  asked: SoundnessThresholds,
): SoundnessCategory {
  const { metrics, overfitting, rows, nulls } = of
  const { curve, trades } = metrics
  const sharpe = curve.sharpe?.value
  const figures = {
    expectancy: trades.expectancy,
    expectancyLow: of.expectancy?.[0],
    expectancyHigh: of.expectancy?.[1],
    ...{ sharpe, sharpeLow: curve.sharpe?.low, sharpeHigh: curve.sharpe?.high },
    ...{ drawdownMax: curve.drawdowns.max, trades: trades.count, winRate: trades.winRate },
    ...{ psr: overfitting.probabilistic, dsr: overfitting.deflated, trials: overfitting.trials },
  }
  return category('statistical sanity', figures, [
    expectancy(of),
    sharpeCheck(of, asked),
    bounded({
      ...{ name: 'deepest drawdown', value: curve.drawdowns.max, text: share },
      ...{ relation: 'at most', bound: asked.drawdownMax, leaveBound: asked.drawdownToLeave },
    }),
    bounded({
      ...{ name: 'closed trades', value: trades.count, text: (count) => formatPlain(count, 0) },
      ...{ relation: 'at least', bound: asked.tradesMin, leaveBound: asked.tradesToLeave },
    }),
    told(
      'win rate',
      trades.winRate === undefined ? 'n/a' : share(trades.winRate),
      `${share(asked.winRateLow)} to ${share(asked.winRateHigh)} is usual`,
    ),
    ...overfit(overfitting),
    ...rows.map((row) => fromRow(row, 'nothing known that cannot be')),
    nullCheck(nulls),
  ])
}

function expectancy({ metrics, expectancy: interval }: StatisticsEvidence): SoundnessCheck {
  const { expectancy: value } = metrics.trades
  const check = bounded({
    ...{ name: 'expectancy of a trade', value, text: plain, relation: 'above', bound: 0 },
    remark:
      interval === undefined
        ? 'too few trades for an interval'
        : `(95 %: ${plain(interval[0])} to ${plain(interval[1])})`,
  })
  const mayLeave = check.mayLeave && interval !== undefined && interval[0] > 0
  return { ...check, asked: `${check.asked}; to leave paper its interval too`, mayLeave }
}

function sharpeCheck({ metrics }: StatisticsEvidence, asked: SoundnessThresholds): SoundnessCheck {
  const { sharpe } = metrics.curve
  const { sharpeMin: bound, sharpeToLeave: leaveBound, sharpeReview } = asked
  const check = bounded({
    ...{ name: 'Sharpe, annual', value: sharpe?.value, text: plain, relation: 'above', bound },
    ...{ leaveBound, leaveRelation: 'at least' },
    ...(sharpe === undefined
      ? { remark: 'too few returns' }
      : { remark: `(95 %: ${plain(sharpe.low)} to ${plain(sharpe.high)})` }),
  })
  if (sharpe === undefined || sharpe.value <= sharpeReview) return check
  return {
    ...check,
    status: 'review',
    asked: `${check.asked}; above ${plain(sharpeReview)} review`,
  }
}

function overfit({
  probabilistic,
  deflated,
  trials,
  absent,
}: OverfittingFigures): SoundnessCheck[] {
  const text = (value: number | undefined): string => (value === undefined ? 'n/a' : share(value))
  const remark =
    deflated === undefined ? absent.join(' ') : `after ${plural(trials, 'trial')} on these data`
  return [
    told('PSR', text(probabilistic), 'probability that the true Sharpe is above 0'),
    bounded({
      ...{ name: 'DSR', value: deflated, remark },
      ...{ text: share, relation: 'at least', bound: 0, leaveBound: gateThresholds.deflatedMin },
    }),
  ]
}

function nullCheck(nulls: readonly CheckRow[]): SoundnessCheck {
  const name = 'null tests'
  const asked = 'none failed'
  if (nulls.length === 0)
    return {
      ...told(name, 'not asked for', '--draws 99 runs them; to leave paper'),
      mayLeave: false,
    }
  const run = nulls.filter(({ status }) => status !== 'NOT RUN')
  const failed = run.filter(({ status }) => status === 'fail').map((row) => row.name)
  if (run.length === 0)
    return { name, status: 'NOT RUN', found: nulls[0]?.why ?? '', asked, mayLeave: false }
  const found = failed.length === 0 ? `${run.length} passed` : `failed: ${failed.join(', ')}`
  return statement(name, failed.length === 0, found, asked)
}

const draws = 1_000
/** Fewer trades have no block length. */
const tradesMin = 8

/**
 * 95 % interval of the mean result of a trade: a stationary bootstrap, in blocks as long as the
 * memory of the results asks for.
 *
 * @param results - After fees, in quote units, in order of exit.
 * @returns `undefined` with fewer than 8 trades, or equal ones.
 * @see Politis and Romano 1994; Politis and White 2004 for the length of blocks.
 */
export function expectancyInterval(
  results: Float64Array,
  seed: number,
): readonly [low: number, high: number] | undefined {
  if (results.length < tradesMin) return undefined
  const block = optimalBlockLength(results)?.stationary
  if (block === undefined) return undefined
  const found = stationaryBootstrap({
    ...{ values: results, blockMean: Math.max(1, block), draws },
    statistic: (drawn) => mean(drawn) ?? 0,
    random: Random.stream(seed, 'soundness/expectancy'),
  })
  if (found === undefined) return undefined
  const [low, high] = [quantile(found, 0.025), quantile(found, 0.975)]
  return low === undefined || high === undefined ? undefined : [low, high]
}
