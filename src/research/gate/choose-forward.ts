import { moments } from '../../quant/index.ts'

/** Samples left out before each test: what was decided there may not be over. */
const purged = 1

/** What choosing the best of some trials, again and again, would have come to. */
export type ForwardChoice = {
  /** Returns of what was chosen, over the tests one after another. */
  readonly returns: Float64Array
  /** Position in the family of what was chosen for each test. */
  readonly chosen: readonly number[]
}

/**
 * Walks forward over trials that were all run: before each of `folds` tests the trial with the best
 * Sharpe ratio so far is chosen, and only its returns on the test count.
 *
 * @param family - Returns of every trial, over the same samples.
 * @param folds - Tests, over the second half of the samples. Whole, 1 or more.
 * @returns `undefined` when a test would have fewer than 2 samples.
 */
export function chooseForward(
  family: readonly Float64Array[],
  folds: number,
): ForwardChoice | undefined {
  const samples = family[0]?.length ?? 0
  const first = Math.floor(samples / 2)
  if ((samples - first) / folds < 2 || first - purged < 2) return undefined
  const startOf = (fold: number): number => first + Math.floor(((samples - first) * fold) / folds)
  const returns = new Float64Array(samples - first)
  const chosen: number[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const from = startOf(fold)
    const best = bestByRatio(family.map((returns) => returns.subarray(0, from - purged)))
    chosen.push(best)
    returns.set((family[best] as Float64Array).subarray(from, startOf(fold + 1)), from - first)
  }
  return { returns, chosen }
}

/** Position of the returns with the best ratio; of equals the first. */
export function bestByRatio(family: readonly Float64Array[]): number {
  const ratios = family.map(ratioOf)
  return ratios.indexOf(Math.max(...ratios))
}

/** Sharpe ratio of a sample; 0 of one that never moved. */
export function ratioOf(returns: Float64Array): number {
  const shape = moments(returns)
  return shape === undefined ? 0 : shape.mean / Math.sqrt(shape.variance)
}
