import { requireOneOf } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { mean } from '../moments.ts'
import { fourierTransform } from '../fourier/index.ts'

/** How the variance of a series is shared among frequencies. */
export type Periodogram = {
  /** Cycles per step, from 0 to 0.5. */
  readonly frequencies: Float64Array
  /** One-sided density: squared units of the series per cycle per step. */
  readonly powers: Float64Array
}

/** The cycle with the largest share of a series. */
export type StrongestCycle = {
  /** Steps. */
  readonly period: number
  /** Of all power, 0 to 1. */
  readonly share: number
}

/** How to look at a series: as it is, or with its ends faded out by a Hann window. */
export type Taper = 'none' | 'hann'

/**
 * Power by frequency, the mean taken out first.
 *
 * @throws ArgumentError with fewer than 4 values, or one not finite.
 * @see Schuster 1898. Golden numbers: scipy 1.17.1 `signal.periodogram`.
 */
export function periodogram(series: Float64Array, taper: Taper = 'none'): Periodogram {
  requireModerate('series', series, 4)
  requireOneOf('taper', taper, ['none', 'hann'])
  const count = series.length
  const middle = mean(series) ?? 0
  let weight = 0
  const faded = Float64Array.from(series, (value, i) => {
    const share = taper === 'none' ? 1 : (1 - Math.cos((2 * Math.PI * i) / count)) / 2
    weight += share * share
    return (value - middle) * share
  })
  const { real, imaginary } = fourierTransform(faded)
  const last = Math.floor(count / 2)
  const powers = Float64Array.from({ length: last + 1 }, (_, k) => {
    const [re, im] = [real[k] as number, imaginary[k] as number]
    // A frequency stands for its mirror as well, but 0 and, in an even length, the last have none.
    const sides = k === 0 || 2 * k === count ? 1 : 2
    return (sides * (re * re + im * im)) / weight
  })
  return { frequencies: Float64Array.from(powers, (_, k) => k / count), powers }
}

/**
 * The period of the highest peak of the periodogram, of frequencies n has a whole number of.
 *
 * Take a trend out first: it is the longest cycle of any series.
 *
 * @param taper - Hann when left out: without, a cycle that n is no multiple of leaks all over.
 * @returns `undefined` for a constant series.
 * @throws ArgumentError as `periodogram`.
 */
export function strongestCycle(
  series: Float64Array,
  taper: Taper = 'hann',
): StrongestCycle | undefined {
  const { powers } = periodogram(series, taper)
  if (series.every((value) => value === series[0])) return undefined
  let best = 1
  let total = 0
  for (let k = 1; k < powers.length; k += 1) {
    total += powers[k] as number
    if ((powers[k] as number) > (powers[best] as number)) best = k
  }
  return total > 0
    ? { period: series.length / best, share: (powers[best] as number) / total }
    : undefined
}
