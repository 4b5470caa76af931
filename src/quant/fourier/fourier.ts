import { ArgumentError, requireSameLength, requireWhole } from '../argument.ts'
import { isPowerOfTwo } from '../power-of-two.ts'

/**
 * The discrete Fourier transform of one length, a power of two, again and again: angles and places
 * are worked out once, and nothing is allocated after that. `fourierTransform` is for any length.
 *
 * @see Cooley and Tukey 1965.
 */
export class Fourier {
  readonly #size: number
  readonly #cosine: Float64Array
  readonly #sine: Float64Array
  readonly #reversed: Uint32Array

  /**
   * @param size - A power of two, 2 to 2^30.
   * @throws ArgumentError when it is none.
   */
  constructor(size: number) {
    requireWhole('size', size, 2, 1_073_741_824)
    if (!isPowerOfTwo(size)) throw new ArgumentError(`size must be a power of two, was ${size}`)
    this.#size = size
    this.#cosine = new Float64Array(size / 2)
    this.#sine = new Float64Array(size / 2)
    for (let k = 0; k < size / 2; k += 1) {
      this.#cosine[k] = Math.cos((2 * Math.PI * k) / size)
      this.#sine[k] = -Math.sin((2 * Math.PI * k) / size)
    }
    this.#reversed = new Uint32Array(size)
    for (let i = 1; i < size; i += 1)
      this.#reversed[i] = ((this.#reversed[i >> 1] as number) >> 1) | ((i & 1) * (size / 2))
  }

  /**
   * Puts sums of (`real` + i `imaginary`) exp(-2 pi i j k / size) in the place of both, without a
   * factor.
   *
   * @throws ArgumentError when either is not `size` long.
   */
  transform(real: Float64Array, imaginary: Float64Array): void {
    if (real.length !== this.#size)
      throw new ArgumentError(`real must have ${this.#size} values, had ${real.length}`)
    requireSameLength('real', real, 'imaginary', imaginary)
    this.#reorder(real)
    this.#reorder(imaginary)
    for (let half = 1; half < this.#size; half *= 2)
      for (let from = 0; from < this.#size; from += 2 * half)
        this.#butterflies(real, imaginary, from, half)
  }

  #reorder(values: Float64Array): void {
    for (let i = 0; i < this.#size; i += 1) {
      const j = this.#reversed[i] as number
      if (j <= i) continue
      const value = values[i] as number
      values[i] = values[j] as number
      values[j] = value
    }
  }

  #butterflies(real: Float64Array, imaginary: Float64Array, from: number, half: number): void {
    const stride = this.#size / (2 * half)
    for (let k = 0; k < half; k += 1) {
      const low = from + k
      const high = low + half
      const cosine = this.#cosine[k * stride] as number
      const sine = this.#sine[k * stride] as number
      const re = real[high] as number
      const im = imaginary[high] as number
      const turnedRe = re * cosine - im * sine
      const turnedIm = re * sine + im * cosine
      real[high] = (real[low] as number) - turnedRe
      imaginary[high] = (imaginary[low] as number) - turnedIm
      real[low] = (real[low] as number) + turnedRe
      imaginary[low] = (imaginary[low] as number) + turnedIm
    }
  }
}
