import { ArgumentError, requireSameLength, requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { type WaveletName, requireWavelet, scalingFilter, waveletFilter } from './daubechies.ts'

/** A series as what is smooth in it and details, level by level. */
export type WaveletTransform = {
  /** Finest first, each half as long as the one before. */
  readonly details: readonly Float64Array[]
  /** As long as the last details. */
  readonly approximation: Float64Array
}

/**
 * Discrete wavelet transform, the series taken as a circle. The basis is orthonormal: the squares
 * of all coefficients sum to those of the series, and `inverseWaveletTransform` gives it back.
 *
 * @param levels - 1 or more.
 * @throws ArgumentError when the length is not a multiple of 2^levels, or a value is not finite.
 * @see Mallat 1989; Daubechies 1992. Golden numbers: PyWavelets 1.9.0
 *   `wavedec(mode="periodization")`.
 */
export function waveletTransform(
  series: Float64Array,
  wavelet: WaveletName,
  levels: number,
): WaveletTransform {
  requireWavelet(wavelet)
  requireWhole('levels', levels, 1, 30)
  requireModerate('series', series, 1 << levels)
  if (series.length % (1 << levels) !== 0)
    throw new ArgumentError(
      `series must have a multiple of ${1 << levels} values, had ${series.length}`,
    )
  const [low, high] = [scalingFilter(wavelet), waveletFilter(wavelet)]
  const details: Float64Array[] = []
  let approximation: Float64Array = series
  for (let level = 0; level < levels; level += 1) {
    details.push(analyse(approximation, high))
    approximation = analyse(approximation, low)
  }
  return { details, approximation }
}

/**
 * The series a transform was made from.
 *
 * @throws ArgumentError when parts do not fit in length, or a value is not finite.
 */
export function inverseWaveletTransform(
  transform: WaveletTransform,
  wavelet: WaveletName,
): Float64Array {
  requireWavelet(wavelet)
  const [low, high] = [scalingFilter(wavelet), waveletFilter(wavelet)]
  requireModerate('approximation', transform.approximation, 1)
  let series = transform.approximation
  for (let level = transform.details.length - 1; level >= 0; level -= 1) {
    const detail = transform.details[level] as Float64Array
    requireSameLength('approximation', series, `details[${level}]`, detail)
    requireModerate(`details[${level}]`, detail, 1)
    const next = new Float64Array(2 * series.length)
    synthesise(next, series, low)
    synthesise(next, detail, high)
    series = next
  }
  return series
}

/** Every second value of the series filtered, centred as PyWavelets does. */
function analyse(series: Float64Array, taps: Float64Array): Float64Array {
  const count = series.length
  const half = taps.length / 2
  return Float64Array.from({ length: count / 2 }, (_, k) => {
    let sum = 0
    for (let tap = 0; tap < taps.length; tap += 1)
      sum += (taps[tap] as number) * (series[around(2 * k + half - tap, count)] as number)
    return sum
  })
}

/** Adds what coefficients stand for: the transpose of `analyse`. */
function synthesise(series: Float64Array, from: Float64Array, taps: Float64Array): void {
  const count = series.length
  const half = taps.length / 2
  for (let k = 0; k < from.length; k += 1)
    for (let tap = 0; tap < taps.length; tap += 1) {
      const at = around(2 * k + half - tap, count)
      series[at] = (series[at] as number) + (taps[tap] as number) * (from[k] as number)
    }
}

function around(at: number, count: number): number {
  return ((at % count) + count) % count
}
