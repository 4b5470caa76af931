import type { StateSpace } from './state-space.ts'

/** One row of observations, turned so that their noises are independent. */
export type FreedRow = {
  /** How many were there. */
  count: number
  /** Which. */
  readonly index: Int32Array
  readonly values: Float64Array
  /** Observed by states. */
  readonly loadings: Float64Array
  readonly noises: Float64Array
}

/** Room for a row. */
export function freedRow(model: StateSpace): FreedRow {
  const observed = model.observation.rows
  return {
    count: 0,
    index: new Int32Array(observed),
    values: new Float64Array(observed),
    loadings: new Float64Array(observed * model.transition.rows),
    noises: new Float64Array(observed),
  }
}

/**
 * Takes the values of a row that are there, and takes out of each what the noises before it say of
 * its own: the factor of an LDL' of their covariance, which may be singular. The likelihood stays
 * as it is, the factor having ones on its diagonal.
 *
 * @param factor - Scratch, observed by observed.
 */
export function freeRow(
  row: FreedRow,
  model: StateSpace,
  observations: Float64Array,
  at: number,
  factor: Float64Array,
): void {
  const observed = model.observation.rows
  const states = model.transition.rows
  const noise = model.observationNoise.values
  row.count = 0
  for (let source = 0; source < observed; source += 1) {
    let value = observations[at * observed + source] as number
    if (Number.isNaN(value)) continue
    const i = row.count
    let own = noise[source * observed + source] as number
    row.index[i] = source
    for (let k = 0; k < states; k += 1)
      row.loadings[i * states + k] = model.observation.values[source * states + k] as number
    for (let j = 0; j < i; j += 1) {
      const share = noiseShare(row, noise, factor, i, j, observed)
      factor[i * observed + j] = share
      if (share === 0) continue
      value -= share * (row.values[j] as number)
      own -= share * share * (row.noises[j] as number)
      for (let k = 0; k < states; k += 1)
        row.loadings[i * states + k] =
          (row.loadings[i * states + k] as number) -
          share * (row.loadings[j * states + k] as number)
    }
    row.values[i] = value
    row.noises[i] = Math.max(0, own)
    row.count += 1
  }
}

/** L(i, j) of LDL'. */
function noiseShare(
  row: FreedRow,
  noise: Float64Array,
  factor: Float64Array,
  i: number,
  j: number,
  observed: number,
): number {
  const own = row.noises[j] as number
  if (own === 0) return 0
  let sum = noise[(row.index[i] as number) * observed + (row.index[j] as number)] as number
  for (let k = 0; k < j; k += 1)
    sum -=
      (factor[i * observed + k] as number) *
      (factor[j * observed + k] as number) *
      (row.noises[k] as number)
  return sum / own
}
