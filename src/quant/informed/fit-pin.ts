import { mean } from '../moments.ts'
import { type Minimum, minimiseBounded } from '../optimise/index.ts'
import {
  dayTerms,
  logFactorials,
  type PinParameters,
  pinOf,
  requireDays,
  type TradeDays,
} from './pin.ts'

/** The parameters under which the days are likeliest. */
export type PinFit = PinParameters & {
  readonly pin: number
  readonly logLikelihood: number
  /** Whether a search met its tolerance; if not, treat the rest with care. */
  readonly hasConverged: boolean
}

const daysMin = 10
/** Alpha and delta keep away from 0 and 1, where the logarithm of a chance has no value. */
const shareMin = 1e-9
/** So many of the starts, the likeliest, are searched from. */
const searches = 12
const grid: readonly number[] = [0.1, 0.3, 0.5, 0.7, 0.9]

/**
 * Fits the PIN model by maximum likelihood. The surface has several hills: a grid of 125 starts,
 * all with the observed means of buys and of sells, is looked at, and the likeliest are climbed
 * with exact slopes.
 *
 * Without a day that stands out alpha and mu cannot be told apart; then their product is near 0,
 * and so is the PIN.
 *
 * @param days - At least 10; sixty are customary.
 * @returns `undefined` when there are no buys or no sells at all: then a rate is 0.
 * @throws ArgumentError when days are too few, of different lengths, or not counts.
 * @see Easley, Hvidkjaer and O'Hara 2002; Yan and Zhang, "An improved estimation method and
 *   empirical properties of the probability of informed trading", 2012, for the grid. Golden
 *   numbers: scipy 1.17.1 `minimize` from 300 starts.
 */
export function fitPin(days: TradeDays): PinFit | undefined {
  requireDays(days, daysMin)
  const buyMean = mean(days.buys) ?? 0
  const sellMean = mean(days.sells) ?? 0
  if (!(buyMean > 0 && sellMean > 0)) return undefined
  const climbs = likeliest(startsOf(buyMean, sellMean), days).map((start) => climb(start, days))
  let best = climbs[0]
  for (const found of climbs) if (best === undefined || found.value < best.value) best = found
  if (best === undefined) return undefined
  const parameters = parametersOf(best.x)
  return {
    ...parameters,
    pin: pinOf(parameters) ?? 0,
    logLikelihood: -best.value - logFactorials(days),
    hasConverged: best.hasConverged,
  }
}

/** Alpha, delta and the logarithms of mu and the epsilons, all with the means observed. */
function startsOf(buyMean: number, sellMean: number): Float64Array[] {
  const starts: Float64Array[] = []
  for (const alpha of grid)
    for (const delta of grid)
      for (const uninformed of grid) {
        const mu = (buyMean * (1 - uninformed)) / (alpha * (1 - delta))
        const epsilonSell = sellMean - alpha * delta * mu
        if (epsilonSell > 0)
          starts.push(
            Float64Array.of(
              alpha,
              delta,
              Math.log(mu),
              Math.log(buyMean * uninformed),
              Math.log(epsilonSell),
            ),
          )
      }
  return starts
}

function likeliest(starts: readonly Float64Array[], days: TradeDays): Float64Array[] {
  return starts
    .map((start) => ({ start, value: dayTerms(days, parametersOf(start)) }))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, searches)
    .map(({ start }) => start)
}

function climb(start: Float64Array, days: TradeDays): Minimum {
  const open = Number.POSITIVE_INFINITY
  return minimiseBounded((x) => -dayTerms(days, parametersOf(x)), start, {
    lower: [shareMin, shareMin, -30, -30, -30],
    upper: [1 - shareMin, 1 - shareMin, open, open, open],
    gradient: (x, out) => {
      dayTerms(days, parametersOf(x), out)
      for (let i = 0; i < out.length; i += 1) out[i] = -(out[i] as number)
    },
    tolerance: 1e-10,
  })
}

function parametersOf(x: Float64Array): PinParameters {
  return {
    alpha: x[0] as number,
    delta: x[1] as number,
    mu: Math.exp(x[2] as number),
    epsilonBuy: Math.exp(x[3] as number),
    epsilonSell: Math.exp(x[4] as number),
  }
}
