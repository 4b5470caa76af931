/**
 * The discrete Fourier transform of `real` + i `imaginary`, in place, with e^(-2 pi i jk / n).
 *
 * @param real - As long as a power of two; `imaginary` as long.
 * @see Cooley and Tukey 1965.
 */
export class Fourier {
  readonly #size: number
  readonly #cosine: Float64Array
  readonly #sine: Float64Array
  readonly #reversed: Uint32Array

  /** @param size - A power of two, at least 2. */
  constructor(size: number) {
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

  transform(real: Float64Array, imaginary: Float64Array): void {
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
