import { requireWhole } from '../argument.ts'
import { chiSquaredQuantile } from '../law/index.ts'
import { requireModerate } from '../moderate.ts'
import { type WaveletName, requireWavelet, scalingFilter, waveletFilter } from './daubechies.ts'

/** A wavelet transform without thinning: a value for every step at every level. */
export type MaximalOverlap = {
  /** Finest first: level j holds changes over some 2^(j-1) steps. */
  readonly details: readonly Float64Array[]
  readonly smooth: Float64Array
}

/** The variance of a series at one scale. */
export type ScaleVariance = {
  /** Steps of the changes: 2^(level - 1). */
  readonly scale: number
  readonly variance: number
  /** 95 %, by a chi-square with as many degrees as there are stretches of 2^level steps. */
  readonly low: number
  readonly high: number
  /** Values not touched by the ends. */
  readonly count: number
}

/**
 * Maximal overlap discrete wavelet transform, the series taken as a circle. Energy is kept: the
 * squares of all parts sum to those of the series.
 *
 * @param levels - 1 or more; 2^levels up to the length.
 * @throws ArgumentError when values are not finite, or too few for the levels.
 * @see Percival and Walden, "Wavelet methods for time series analysis", 2000, chapter 5. Golden
 *   numbers: waveslim 1.8.4 `modwt`.
 */
export function maximalOverlap(
  series: Float64Array,
  wavelet: WaveletName,
  levels: number,
): MaximalOverlap {
  requireWavelet(wavelet)
  requireWhole('levels', levels, 1, 30)
  requireModerate('series', series, 1 << levels)
  // Taps of synthesis run on in time: the other way round than those of analysis.
  const low = scalingFilter(wavelet)
    .reverse()
    .map((tap) => tap / Math.SQRT2)
  const high = waveletFilter(wavelet)
    .reverse()
    .map((tap) => tap / Math.SQRT2)
  const details: Float64Array[] = []
  let smooth: Float64Array = series
  for (let level = 0; level < levels; level += 1) {
    details.push(filterCircle(smooth, high, 1 << level))
    smooth = filterCircle(smooth, low, 1 << level)
  }
  return { details, smooth }
}

/**
 * The variance of a series scale by scale: the mean square of its maximal overlap details, those
 * touched by the ends left out.
 *
 * @returns One for each level that has values left; fewer than asked in a short series.
 * @throws ArgumentError as `maximalOverlap`.
 * @see Percival 1995. Golden numbers: waveslim 1.8.4 `wave.variance`.
 */
export function waveletVariance(
  series: Float64Array,
  wavelet: WaveletName,
  levels: number,
): readonly ScaleVariance[] {
  const { details } = maximalOverlap(series, wavelet, levels)
  const taps = scalingFilter(wavelet).length
  return details.flatMap((detail, level) => {
    const scale = 1 << level
    const touched = (2 * scale - 1) * (taps - 1)
    const count = detail.length - touched
    if (count < 1) return []
    let sum = 0
    for (let i = touched; i < detail.length; i += 1)
      sum += (detail[i] as number) * (detail[i] as number)
    const variance = sum / count
    const degrees = Math.max(count / (2 * scale), 1)
    const low = (degrees * variance) / chiSquaredQuantile(0.975, degrees)
    const high = (degrees * variance) / chiSquaredQuantile(0.025, degrees)
    return [{ scale, variance, low, high, count }]
  })
}

/** Sum of taps times values `stride` steps apart, back in time, around the circle. */
function filterCircle(series: Float64Array, taps: Float64Array, stride: number): Float64Array {
  const count = series.length
  return Float64Array.from(series, (_, i) => {
    let sum = 0
    let at = i
    for (let tap = 0; tap < taps.length; tap += 1) {
      sum += (taps[tap] as number) * (series[at] as number)
      at -= stride % count
      if (at < 0) at += count
    }
    return sum
  })
}
