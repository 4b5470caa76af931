import { type Measure, effectOf, type Pairs } from './paired-effect.ts'

/** How an effect stands among those of shifted columns. */
export type ShiftTest = {
  /** (as large or larger + 1) / (shifts + 1). */
  readonly probability: number
  readonly shifts: number
  /** Mean effect of the shifted: what a column that knows nothing does. */
  readonly nullMean: number | undefined
}

/**
 * Of so large an effect, were it no matter where the column stands: the treatment is run again
 * beside columns shifted in time, which cost as many parameters and know nothing.
 *
 * @param treatmentOf - The treatment under one shift.
 * @see Phipson and Smyth, "Permutation p-values should never be zero", 2010.
 */
export function shiftTest(
  measure: Measure,
  pairs: Pairs,
  shifts: readonly number[],
  treatmentOf: (shift: number) => Float64Array,
): ShiftTest {
  const observed = effectOf(measure, pairs)
  let [reached, sum] = [0, 0]
  for (const shift of shifts) {
    const effect = effectOf(measure, { ...pairs, treatment: treatmentOf(shift) })
    sum += effect
    if (effect >= observed) reached += 1
  }
  return {
    probability: (reached + 1) / (shifts.length + 1),
    shifts: shifts.length,
    nullMean: shifts.length === 0 ? undefined : sum / shifts.length,
  }
}
