import { requirePositive } from '../argument.ts'
import { horner } from '../horner.ts'
import { stirlingError } from './stirling.ts'

/** ln √(2π). */
export const logRootTwoPi = 0.9189385332046727418
const oneLessEuler = 0.42278433509846713939

/**
 * The natural logarithm of the gamma function. Good to 1e-15 of its value, also beside its zeros at
 * 1 and 2: a Taylor series around 2, products down to it below 10, Stirling's series above.
 *
 * @param x - Above 0, finite.
 * @throws ArgumentError when `x` is not.
 * @see Abramowitz and Stegun 6.1.33, 6.1.41. Golden numbers: mpmath 1.4.1
 *   (`test/golden/quant/special.json`).
 */
export function logGamma(x: number): number {
  requirePositive('x', x)
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + logRootTwoPi + stirlingError(x)
  if (x < 0.5) return logGammaFromTwo(x) - Math.log1p(x) - Math.log(x)
  if (x < 1.5) return logGammaFromTwo(x - 1) - Math.log1p(x - 1)
  let product = 1
  let rest = x
  while (rest > 2.5) {
    rest -= 1
    product *= rest
  }
  return Math.log(product) + logGammaFromTwo(rest - 2)
}

/** ln Γ(1 + `a`) without the rounding of 1 + `a`. @param a - -0.5 to 0.5. */
export function logGammaFromOne(a: number): number {
  return logGammaFromTwo(a) - Math.log1p(a)
}

/**
 * ln Γ(a + ½) - ln Γ(a), which is small beside either.
 *
 * @param a - Above 0, finite.
 * @throws ArgumentError when `a` is not.
 */
export function logGammaStep(a: number): number {
  requirePositive('a', a)
  if (a < 10) return logGamma(a + 0.5) - logGamma(a)
  const rest = stirlingError(a + 0.5) - stirlingError(a)
  return a * Math.log1p(0.5 / a) - 0.5 + 0.5 * Math.log(a) + rest
}

/** ln Γ(2 + `z`). @param z - -0.5 to 0.5. */
function logGammaFromTwo(z: number): number {
  return z * (oneLessEuler + z * horner(taylor, z))
}

/** (-1)^k (ζ(k) - 1) / k for k = 28 down to 2. */
const taylor: readonly number[] = [
  1.3304764374244489481e-10, -2.7595228851242331452e-10, 5.7313672416788620133e-10,
  -1.1921401405860912074e-9, 2.4836745438024783172e-9, -5.1834750419700466551e-9,
  1.0838659214896954091e-8, -2.271109460894316491e-8, 4.7698101693639805658e-8,
  -1.0043224823968099609e-7, 2.1207184805554665869e-7, -4.4924691987645660433e-7,
  9.5514121304074198329e-7, -2.0392157538013662368e-6, 4.3748667899074878042e-6,
  -9.439488275268395904e-6, 2.0507212775670691553e-5, -4.49262367381331417e-5,
  9.9457512781808533715e-5, -2.2315475845357937976e-4, 5.0966952474304242234e-4,
  -1.1927539117032609771e-3, 2.8905103307415232858e-3, -7.3855510286739852663e-3,
  2.0580808427784547879e-2, -6.7352301053198095133e-2, 0.32246703342411321824,
]
