import { assert, type Random } from '../base/index.ts'

/**
 * Re-draws a series in blocks of random length, so that what depends on its neighbours still does,
 * and computes a statistic on each draw. The series wraps around; lengths are geometric.
 *
 * @param options.blockMean - Mean length of a block, in samples. >= 1; 1 is the plain bootstrap.
 * @param options.draws - How many series to draw. Whole, >= 1.
 * @param options.statistic - Of one drawn series. The array is reused: keep no reference to it.
 * @returns The statistic of each draw, in the order drawn; `undefined` for fewer than two values.
 * @see Politis and Romano, "The stationary bootstrap", 1994.
 */
export function stationaryBootstrap(options: {
  readonly values: Float64Array
  readonly blockMean: number
  readonly draws: number
  readonly statistic: (drawn: Float64Array) => number
  readonly random: Random
}): Float64Array | undefined {
  const { values, blockMean, draws, random } = options
  assert(blockMean >= 1, `blockMean must be >= 1, was ${blockMean}`)
  assert(Number.isInteger(draws) && draws >= 1, `draws must be whole and >= 1, was ${draws}`)
  if (values.length < 2) return undefined
  const drawn = new Float64Array(values.length)
  const statistics = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw += 1) {
    redraw(values, drawn, 1 / blockMean, random)
    statistics[draw] = options.statistic(drawn)
  }
  return statistics
}

/** Fills `drawn` with one resample of `values`. @param restart - Chance that a block ends. */
function redraw(values: Float64Array, drawn: Float64Array, restart: number, random: Random): void {
  const count = values.length
  let at = random.below(count)
  for (let i = 0; i < count; i += 1) {
    drawn[i] = values[at] as number
    if (random.next() < restart) at = random.below(count)
    else at = at + 1 === count ? 0 : at + 1
  }
}
