import { requireOneOf } from '../argument.ts'
/**
 * Daubechies' wavelets of extremal phase, by vanishing moments as PyWavelets counts: `db1` (Haar, 2
 * taps), `db2` (4 taps, which others call D4) and `db4` (8 taps, D8).
 */
export type WaveletName = 'db1' | 'db2' | 'db4'

/** Low-pass taps of analysis, to the last digit of a double: by spectral factors, in 40 digits. */
const taps: Readonly<Record<WaveletName, readonly number[]>> = {
  db1: [Math.SQRT1_2, Math.SQRT1_2],
  db2: [-0.12940952255126037, 0.22414386804201339, 0.8365163037378079, 0.48296291314453416],
  db4: [
    -0.010597401785069032, 0.0328830116668852, 0.030841381835560764, -0.18703481171909309,
    -0.027983769416859854, 0.6308807679298589, 0.7148465705529157, 0.23037781330889651,
  ],
}

/** Declines a wavelet that is none. */
export function requireWavelet(wavelet: WaveletName): void {
  requireOneOf('wavelet', wavelet, Object.keys(taps))
}

/** What a wavelet smooths with. The taps sum to the root of 2, their squares to 1. */
export function scalingFilter(wavelet: WaveletName): Float64Array {
  return Float64Array.from(taps[wavelet])
}

/** What a wavelet takes differences with: the other filter backwards, every second sign turned. */
export function waveletFilter(wavelet: WaveletName): Float64Array {
  const low = scalingFilter(wavelet).reverse()
  return low.map((tap, i) => (i % 2 === 0 ? -tap : tap))
}
