import { quantile } from '../quantile.ts'
import type { WaveletName } from './daubechies.ts'
import { inverseWaveletTransform, waveletTransform } from './wavelet-transform.ts'

/** Of a standard normal: half of its values are nearer to 0. */
const quartile = 0.6744897501960817

/**
 * A series without its noise: details are pulled towards 0 by the universal threshold
 * sigma sqrt(2 log n), sigma being the median size of the finest details over 0.6745.
 *
 * Looks at the whole series, the future too: for charts and research, not for a signal.
 *
 * @returns As long as the series.
 * @throws ArgumentError as `waveletTransform`.
 * @see Donoho and Johnstone, "Ideal spatial adaptation by wavelet shrinkage", 1994. Golden numbers:
 *   PyWavelets 1.9.0 `threshold(mode="soft")`.
 */
export function denoise(series: Float64Array, wavelet: WaveletName, levels: number): Float64Array {
  const { details, approximation } = waveletTransform(series, wavelet, levels)
  const [finest = new Float64Array(1)] = details
  const sigma = (quantile(finest.map(Math.abs), 0.5) ?? 0) / quartile
  const threshold = sigma * Math.sqrt(2 * Math.log(series.length))
  const kept = details.map((detail) =>
    detail.map((value) => Math.sign(value) * Math.max(0, Math.abs(value) - threshold)),
  )
  return inverseWaveletTransform({ details: kept, approximation }, wavelet)
}
