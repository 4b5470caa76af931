import { fourfoldDot, type GarchColumns } from './garch-columns.ts'

/**
 * The gradient, and the part of the Hessian made of slopes, for a path of any number of
 * parameters: with D the slopes, w their shared weight and V the crosses, the sums over the returns
 * of w Di Dj + Vi Dj + Vj Di.
 *
 * @param crossed - The parameters that have a cross.
 * @param size - Rows of the Hessian.
 */
export function addCurvature(
  columns: GarchColumns,
  pathSize: number,
  crossed: readonly number[],
  gradient: Float64Array,
  values: Float64Array,
  size: number,
): void {
  const { slopes, crosses, byState, byStateTwice, scratch, count } = columns
  for (let i = 0; i < pathSize; i += 1) {
    const slope = slopes[i] as Float64Array
    gradient[i] = fourfoldDot(byState, slope)
    for (let t = 0; t < count; t += 1)
      scratch[t] = (byStateTwice[t] as number) * (slope[t] as number)
    for (let j = 0; j <= i; j += 1)
      addBoth(values, size, i, j, fourfoldDot(scratch, slopes[j] as Float64Array))
  }
  for (const i of crossed)
    for (let j = 0; j < pathSize; j += 1) {
      const shared = fourfoldDot(crosses[i] as Float64Array, slopes[j] as Float64Array)
      addBoth(values, size, i, j, i === j ? 2 * shared : shared)
    }
}

/** `addCurvature` for a plain GARCH, whose mean and beta have a cross, in one pass. */
export function addGarchCurvature(
  columns: GarchColumns,
  gradient: Float64Array,
  values: Float64Array,
  size: number,
): void {
  const sums = new Float64Array(14)
  sumGarch(columns, sums)
  gradient.set(sums.subarray(0, 4))
  let k = 4
  for (let i = 0; i < 4; i += 1)
    for (let j = 0; j <= i; j += 1) {
      addBoth(values, size, i, j, sums[k] as number)
      k += 1
    }
}

/** The sums in registers. @param sums - Takes the gradient, then the lower triangle by rows. */
function sumGarch(columns: GarchColumns, sums: Float64Array): void {
  const { slopes, crosses, byState, byStateTwice } = columns
  const byMean = slopes[0] as Float64Array
  const byOmega = slopes[1] as Float64Array
  const byAlpha = slopes[2] as Float64Array
  const byBeta = slopes[3] as Float64Array
  const crossMean = crosses[0] as Float64Array
  const crossBeta = crosses[3] as Float64Array
  let [g0, g1, g2, g3] = [0, 0, 0, 0]
  let [s00, s10, s11, s20, s21] = [0, 0, 0, 0, 0]
  let [s22, s30, s31, s32, s33] = [0, 0, 0, 0, 0]
  for (let t = 0; t < byState.length; t += 1) {
    const mean = byMean[t] as number
    const omega = byOmega[t] as number
    const alpha = byAlpha[t] as number
    const beta = byBeta[t] as number
    const once = byState[t] as number
    const twice = byStateTwice[t] as number
    const ofMean = crossMean[t] as number
    const ofBeta = crossBeta[t] as number
    g0 += once * mean
    g1 += once * omega
    g2 += once * alpha
    g3 += once * beta
    const meanPull = twice * mean + ofMean
    const betaPull = twice * beta + ofBeta
    const omegaPull = twice * omega
    s00 += (meanPull + ofMean) * mean
    s10 += meanPull * omega
    s20 += meanPull * alpha
    s30 += meanPull * beta + ofBeta * mean
    s11 += omegaPull * omega
    s21 += omegaPull * alpha
    s22 += twice * alpha * alpha
    s31 += betaPull * omega
    s32 += betaPull * alpha
    s33 += (betaPull + ofBeta) * beta
  }
  sums.set([g0, g1, g2, g3, s00, s10, s11, s20, s21, s22, s30, s31, s32, s33])
}

/** Adds to an element, and to its mirror. */
export function addBoth(
  values: Float64Array,
  size: number,
  i: number,
  j: number,
  value: number,
): void {
  values[i * size + j] = (values[i * size + j] as number) + value
  if (i !== j) values[j * size + i] = (values[j * size + i] as number) + value
}
