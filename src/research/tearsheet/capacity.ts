import type { BarColumns } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { deviation, mean } from '../../quant/index.ts'
import type { MarketSize } from '../../venue/index.ts'
import { measure } from '../metrics/measure.ts'
import { chooseSampling, sampleReturns } from '../metrics/sample-returns.ts'

/** What a configuration comes to with other money, when its own orders move the price. */
export type CapacityPoint = {
  /** At the start, quote units. */
  readonly capital: number
  readonly netPnl: number
  readonly returnPct: number
  /** Annual, after costs and impact. */
  readonly sharpe: number | undefined
  readonly sharpeLow: number | undefined
  readonly sharpeHigh: number | undefined
  readonly fills: number
  /** Fill against decision, impact included, in basis points of what changed hands. */
  readonly slippageBps: number | undefined
}

/** Where the Sharpe ratio has come down to half of the best that a smaller capital has. */
export type HalfLife =
  | { readonly kind: 'reached'; readonly capital: number }
  | { readonly kind: 'not-reached' }
  /** There is nothing to halve. */
  | { readonly kind: 'undefined'; readonly why: string }

export type Capacity = {
  readonly points: readonly CapacityPoint[]
  readonly halfLife: HalfLife
  /** Days' volatilities the price moves for an order of a whole day's volume. */
  readonly impactFactor: number
  /** What was taken for an ordinary day of every instrument. */
  readonly markets: readonly MarketSize[]
}

/** Half a decade apart, $1k to $10M. */
export const capacityCapitals = [
  1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000,
] as const

/**
 * The capacity curve: one configuration with each of nine capitals, under square-root impact.
 *
 * @param options.runWith - Runs it again with so much money; its curve may be overwritten after.
 */
export function capacityCurve(options: {
  readonly markets: readonly MarketSize[]
  readonly impactFactor: number
  readonly runWith: (capital: number) => RunResult
}): Capacity {
  const { markets, impactFactor } = options
  const points = capacityCapitals.map((capital) => pointOf(capital, options.runWith(capital)))
  return { points, halfLife: halfLifeOf(points), impactFactor, markets }
}

function pointOf(capital: number, run: RunResult): CapacityPoint {
  const { curve, costs } = measure(run)
  return {
    capital,
    netPnl: curve.netPnl,
    returnPct: curve.returnPct,
    sharpe: curve.sharpe?.value,
    sharpeLow: curve.sharpe?.low,
    sharpeHigh: curve.sharpe?.high,
    fills: costs.fills,
    slippageBps: costs.slippageBps,
  }
}

/**
 * Beyond the capital with the best ratio: below it whole lots, smallest orders and capital tiers
 * hold a strategy back, not its own impact. Between two capitals the ratio is taken to fall evenly
 * in the logarithm of capital; a capital at which nothing was traded is none.
 */
export function halfLifeOf(points: readonly CapacityPoint[]): HalfLife {
  const traded = points.flatMap(({ capital, fills, sharpe }) =>
    fills > 0 && sharpe !== undefined ? [{ capital, sharpe }] : [],
  )
  const best = traded.reduce((most, { sharpe }) => Math.max(most, sharpe), Number.NEGATIVE_INFINITY)
  if (traded.length === 0) return { kind: 'undefined', why: 'nothing was traded at any capital' }
  if (best <= 0) return { kind: 'undefined', why: 'the Sharpe ratio is not above 0 at any capital' }
  const half = best / 2
  let before = traded.findIndex(({ sharpe }) => sharpe === best)
  for (const b of traded.slice(before + 1)) {
    const a = traded[before] as (typeof traded)[number]
    before += 1
    if (b.sharpe > half) continue
    const share = (a.sharpe - half) / (a.sharpe - b.sharpe)
    const span = Math.log(b.capital) - Math.log(a.capital)
    return { kind: 'reached', capital: Math.exp(Math.log(a.capital) + share * span) }
  }
  return { kind: 'not-reached' }
}

/**
 * An ordinary day of an instrument over all its bars: the deviation of its daily moves (of shorter
 * ones made daily, where there are too few), and the mean of what strangers traded a day.
 *
 * @param intervalUs - Length of a bar.
 * @returns `undefined` with fewer than two moves, or where nothing was traded.
 */
export function marketSize(bars: BarColumns, intervalUs: number): MarketSize | undefined {
  const { length } = bars
  const [from, to] = [bars.ts[0] ?? 0, bars.ts[length - 1] ?? 0]
  const sampling = chooseSampling(to - from, intervalUs)
  const closes = { length, ts: bars.ts.subarray(0, length), equity: bars.close.subarray(0, length) }
  const curve = { ...closes, exposure: new Float32Array(0) }
  const { returns } = sampleReturns(curve, bars.open[0] ?? 0, intervalUs)
  const perDay = sampling.perYear / 365
  const spread = deviation(returns)
  const volume = mean(bars.volume.subarray(0, length))
  if (spread === undefined || volume === undefined || !(volume > 0)) return undefined
  const barsPerDay = (length * 86_400_000_000) / (to - from + intervalUs)
  return { volatilityPerDay: spread * Math.sqrt(perDay), lotsPerDay: volume * barsPerDay }
}
