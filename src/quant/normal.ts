import { requireBetween } from './argument.ts'
import { horner } from './horner.ts'

/**
 * The share of a standard normal that lies below `x`. Good to 1e-11 of its value.
 *
 * @returns 0 to 1; NaN for NaN.
 * @see Hart 1968, in the double precision form of West, "Better approximations to cumulative
 *   normal functions", 2005. Golden numbers: scipy.stats.norm.cdf.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  const size = Math.abs(x)
  const tail = size > 38 ? 0 : Math.exp((-size * size) / 2) * tailOverDensity(size)
  return x > 0 ? 1 - tail : tail
}

function tailOverDensity(size: number): number {
  // Hart's fit is good to 1e-16 of 1, which far out is much of what is left.
  if (size < 4) return horner(hartAbove, size) / horner(hartBelow, size)
  // The continued fraction of Mills' ratio, innermost term first.
  let fraction = size
  for (let k = 64; k >= 1; k -= 1) fraction = size + k / fraction
  return 1 / (fraction * Math.sqrt(2 * Math.PI))
}

/** The density of a standard normal at `x`. @returns 0 to 0.3989; NaN for NaN. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
}

/**
 * The inverse of `normalCdf`: the `x` below which a share `p` lies. Good to about 1e-16.
 *
 * @returns -Infinity for 0, Infinity for 1.
 * @throws ArgumentError when `p` is not from 0 to 1.
 * @see Wichura, "Algorithm AS 241", PPND16, 1988. Golden numbers: scipy.stats.norm.ppf.
 */
export function normalQuantile(p: number): number {
  requireBetween('p', p, 0, 1)
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  const centred = p - 0.5
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180625 - centred * centred
    return (centred * horner(middleAbove, r)) / horner(middleBelow, r)
  }
  const r = Math.sqrt(-Math.log(centred < 0 ? p : 1 - p))
  const size =
    r <= 5
      ? horner(nearAbove, r - 1.6) / horner(nearBelow, r - 1.6)
      : horner(farAbove, r - 5) / horner(farBelow, r - 5)
  return centred < 0 ? -size : size
}

const hartAbove: readonly number[] = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
]
const hartBelow: readonly number[] = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
]
const middleAbove: readonly number[] = [
  2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
  13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
]
const middleBelow: readonly number[] = [
  5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
  5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
]
const nearAbove: readonly number[] = [
  7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
  1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
  1.42343711074968357734,
]
const nearBelow: readonly number[] = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
  0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
]
const farAbove: readonly number[] = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
  0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
  6.6579046435011037772,
]
const farBelow: readonly number[] = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
  7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769,
  1,
]
