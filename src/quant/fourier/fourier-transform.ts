import { requireRecord, requireSameLength } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { isPowerOfTwo, powerOfTwoFrom } from '../power-of-two.ts'
import { Fourier } from './fourier.ts'

/** Complex numbers as two arrays. */
export type Spectrum = { readonly real: Float64Array; readonly imaginary: Float64Array }

/**
 * The discrete Fourier transform: sums of x exp(-2 pi i j k / n). Any length: by halves where it is
 * a power of two, by Bluestein's convolution otherwise; n log n in both.
 *
 * @param imaginary - Zeros when left out.
 * @returns As many values as went in, without a factor.
 * @throws ArgumentError for nothing, values not finite, or lengths that differ.
 * @see Cooley and Tukey 1965; Bluestein 1970. Golden numbers: numpy 2.4.6 `fft.fft`.
 */
export function fourierTransform(real: Float64Array, imaginary?: Float64Array): Spectrum {
  requireModerate('real', real, 1)
  if (imaginary !== undefined) requireModerate('imaginary', imaginary, 1)
  const made = {
    real: real.slice(),
    imaginary: imaginary?.slice() ?? new Float64Array(real.length),
  }
  requireSameLength('real', real, 'imaginary', made.imaginary)
  transformInPlace(made)
  return made
}

/** Undoes `fourierTransform`, with the factor 1 / n. @throws ArgumentError as that. */
export function inverseFourierTransform(spectrum: Spectrum): Spectrum {
  requireRecord('spectrum', spectrum)
  requireModerate('real', spectrum.real, 1)
  requireModerate('imaginary', spectrum.imaginary, 1)
  requireSameLength('real', spectrum.real, 'imaginary', spectrum.imaginary)
  // Real and imaginary part changed about, there and back, turn every angle around.
  const turned = { real: spectrum.imaginary.slice(), imaginary: spectrum.real.slice() }
  transformInPlace(turned)
  const scale = 1 / turned.real.length
  return {
    real: turned.imaginary.map((value) => value * scale),
    imaginary: turned.real.map((value) => value * scale),
  }
}

function transformInPlace(spectrum: Spectrum): void {
  const { real, imaginary } = spectrum
  if (real.length === 1) return
  if (isPowerOfTwo(real.length)) new Fourier(real.length).transform(real, imaginary)
  else transformAny(spectrum)
}

/** In place, for any length: a convolution with a chirp, over a power of two. */
function transformAny({ real, imaginary }: Spectrum): void {
  const count = real.length
  const size = powerOfTwoFrom(2 * count - 1)
  const chirp = chirpOf(count)
  const one = room(size)
  const other = room(size)
  for (let i = 0; i < count; i += 1) {
    const [c, s] = [chirp.real[i] as number, chirp.imaginary[i] as number]
    one.real[i] = (real[i] as number) * c + (imaginary[i] as number) * s
    one.imaginary[i] = (imaginary[i] as number) * c - (real[i] as number) * s
    other.real[i] = c
    other.imaginary[i] = s
    if (i === 0) continue
    other.real[size - i] = c
    other.imaginary[size - i] = s
  }
  const halves = new Fourier(size)
  halves.transform(one.real, one.imaginary)
  halves.transform(other.real, other.imaginary)
  multiplyInto(one, other)
  halves.transform(one.imaginary, one.real)
  for (let i = 0; i < count; i += 1) {
    const [c, s] = [(chirp.real[i] as number) / size, (chirp.imaginary[i] as number) / size]
    const [re, im] = [one.real[i] as number, one.imaginary[i] as number]
    real[i] = re * c + im * s
    imaginary[i] = im * c - re * s
  }
}

/** exp(pi i j² / n), the square taken modulo 2 n, lest large angles lose digits. */
function chirpOf(count: number): Spectrum {
  const chirp = room(count)
  for (let i = 0; i < count; i += 1) {
    const angle = (Math.PI * ((i * i) % (2 * count))) / count
    chirp.real[i] = Math.cos(angle)
    chirp.imaginary[i] = Math.sin(angle)
  }
  return chirp
}

function room(count: number): Spectrum {
  return { real: new Float64Array(count), imaginary: new Float64Array(count) }
}

function multiplyInto(one: Spectrum, other: Spectrum): void {
  for (let i = 0; i < one.real.length; i += 1) {
    const [a, b] = [one.real[i] as number, one.imaginary[i] as number]
    const [c, d] = [other.real[i] as number, other.imaginary[i] as number]
    one.real[i] = a * c - b * d
    one.imaginary[i] = a * d + b * c
  }
}
