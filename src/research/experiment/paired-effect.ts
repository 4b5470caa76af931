import type { Random } from '../../base/index.ts'
import {
  deviation,
  dieboldMariano,
  mean,
  optimalBlockLength,
  quantile,
  stationaryBootstrap,
} from '../../quant/index.ts'

/**
 * What is measured of two arms on the same times. `loss`: by how many per cent of the control's the
 * treatment's losses are less. `return`: by how many basis points its returns are more. Above 0 the
 * treatment is better.
 */
export type Measure = 'loss' | 'return'

/** Two arms, value by value. Both as long, at least 16. */
export type Pairs = { readonly control: Float64Array; readonly treatment: Float64Array }

export type PairedEffect = {
  readonly effect: number
  /** Interval of the effect, by a stationary bootstrap of the pairs. */
  readonly low: number
  readonly high: number
  /** Mean difference over its deviation; `undefined` when all differences are alike. */
  readonly standardised: number | undefined
  /** Diebold and Mariano: of so large a difference were there none; `undefined` as above. */
  readonly dieboldMariano: number | undefined
  /** Mean length of a block of the bootstrap, pairs. */
  readonly blockMean: number
}

/** By how much the treatment is better, of means over the same times. */
export function effectOf(measure: Measure, { control, treatment }: Pairs): number {
  const [ofControl, ofTreatment] = [mean(control) ?? 0, mean(treatment) ?? 0]
  if (measure === 'return') return 10_000 * (ofTreatment - ofControl)
  return (100 * (ofControl - ofTreatment)) / ofControl
}

/** How many times a record is drawn anew for an interval. */
const draws = 999

/**
 * The effect with its interval. Pairs are drawn together and in blocks, so that what depends on its
 * neighbours, or on the other arm, still does.
 *
 * @param confidence - Of the interval. Above 0 and below 1.
 * @param lags - Differences so many pairs apart may depend, in the test of Diebold and Mariano,
 *   which weighs them less the farther apart. 1 or more.
 */
export function pairedEffect(
  measure: Measure,
  pairs: Pairs,
  options: { readonly confidence: number; readonly lags: number; readonly random: Random },
): PairedEffect {
  const { control, treatment } = pairs
  const better = betterBy(measure, pairs)
  const blockMean = Math.max(1, optimalBlockLength(better)?.stationary ?? 1)
  const drawn = {
    control: new Float64Array(control.length),
    treatment: new Float64Array(control.length),
  }
  const effects = stationaryBootstrap({
    values: Float64Array.from(control.keys()),
    ...{ blockMean, draws, random: options.random },
    statistic: (rows) => {
      for (let i = 0; i < rows.length; i += 1) {
        drawn.control[i] = control[rows[i] as number] as number
        drawn.treatment[i] = treatment[rows[i] as number] as number
      }
      return effectOf(measure, drawn)
    },
  })
  const tail = (1 - options.confidence) / 2
  const spread = deviation(better) ?? 0
  return {
    effect: effectOf(measure, pairs),
    low: quantile(effects ?? new Float64Array(), tail) ?? Number.NEGATIVE_INFINITY,
    high: quantile(effects ?? new Float64Array(), 1 - tail) ?? Number.POSITIVE_INFINITY,
    standardised: spread > 0 ? (mean(better) ?? 0) / spread : undefined,
    dieboldMariano: testOf(better, options.lags),
    blockMean,
  }
}

/** By how much the treatment is better, pair by pair. */
function betterBy(measure: Measure, { control, treatment }: Pairs): Float64Array {
  const sign = measure === 'loss' ? -1 : 1
  return control.map((value, i) => sign * ((treatment[i] as number) - value))
}

function testOf(better: Float64Array, lags: number): number | undefined {
  const nothing = new Float64Array(better.length)
  const options = { alternative: 'greater', horizon: lags, window: 'bartlett' } as const
  return dieboldMariano(better, nothing, options)?.probability
}
