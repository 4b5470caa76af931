import { type Matrix, matrix, multiply } from '../matrix/index.ts'
import { logGamma } from '../special/index.ts'

/** 2 to the 100th. */
const large = 1.2676506002282294e30

/**
 * The chance that the distance of `count` values from their own law is at least `distance`.
 *
 * @see Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's distribution", 2003; far out twice the
 *   one-sided chance of Birnbaum and Tingey 1951, which differs by 1e-13 of its value there.
 */
export function exactKolmogorovTail(distance: number, count: number): number {
  const reach = distance * count
  if (reach <= 0.5) return 1
  if (distance >= 1) return 0
  if (reach * distance > 5) return Math.min(1, 2 * oneSidedTail(distance, count))
  return Math.max(0, 1 - pathShare(distance, count))
}

function oneSidedTail(distance: number, count: number): number {
  let sum = 0
  const ways = logGamma(count + 1)
  for (let j = 0; j <= Math.floor(count * (1 - distance)); j += 1) {
    const rest = 1 - distance - j / count
    if (rest <= 0) continue
    const choose = ways - logGamma(j + 1) - logGamma(count - j + 1)
    const logarithm =
      choose + (count - j) * Math.log(rest) + (j - 1) * Math.log(distance + j / count)
    sum += Math.exp(logarithm)
  }
  return distance * sum
}

/** The middle of a power of a matrix of banded chances, kept in range by powers of two. */
function pathShare(distance: number, count: number): number {
  const k = Math.floor(count * distance) + 1
  const size = 2 * k - 1
  const start = bandMatrix(size, k - count * distance)
  let base = start
  let baseShift = 0
  let result: Matrix | undefined
  let shift = 0
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      result = result === undefined ? base : multiply(result, base)
      shift += baseShift
      shift += tame(result.values, size, k)
    }
    if (rest > 1) {
      base = multiply(base, base)
      baseShift = 2 * baseShift + tame(base.values, size, k)
    }
  }
  const middle = (result ?? start).values[(k - 1) * size + k - 1] as number
  return middle * Math.exp(logGamma(count + 1) - count * Math.log(count) + shift * Math.LN2)
}

/** @param edge - How far the band's border lies above a whole step. */
function bandMatrix(size: number, edge: number): Matrix {
  const band = matrix(size, size)
  const { values } = band
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      if (row - column + 1 >= 0) values[row * size + column] = 1
  let power = edge
  for (let row = 0; row < size; row += 1) {
    const [first, last] = [row * size, (size - 1) * size + size - 1 - row]
    values[first] = (values[first] as number) - power
    values[last] = (values[last] as number) - power
    power *= edge
  }
  if (2 * edge > 1) {
    let corner = 1
    for (let i = 0; i < size; i += 1) corner *= 2 * edge - 1
    values[(size - 1) * size] = (values[(size - 1) * size] as number) + corner
  }
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column <= row; column += 1)
      for (let k = 2; k <= row - column + 1; k += 1)
        values[row * size + column] = (values[row * size + column] as number) / k
  return band
}

/** Divides a matrix whose middle is large by a power of two. @returns The power. */
function tame(values: Float64Array, size: number, k: number): number {
  if ((values[(k - 1) * size + k - 1] as number) < large) return 0
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] as number) / large
  return 100
}
