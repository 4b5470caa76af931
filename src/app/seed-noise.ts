import { deviation, mean, studentTQuantile } from '../quant/index.ts'

/** How far a return differs by the seed alone. Per cent. */
export type SeedNoise = {
  /** Runs that it is told from, the first included. */
  readonly runs: number
  readonly mean: number
  /** Of one run from another; `undefined` of fewer than two. */
  readonly deviation: number | undefined
  /**
   * What the return of one more run lies between, by the seed alone, in 95 of 100 such tables;
   * `undefined` where all runs came to the same, which measures no noise.
   */
  readonly bounds: readonly [low: number, high: number] | undefined
}

/** A table in which nothing is the matter has a row beyond the bounds so often. */
const falseAlarm = 0.05

/**
 * What the return of one more run may be by the seed alone: the prediction interval of a normal law
 * of unknown mean and deviation, wide enough for as many runs as are asked about at once.
 *
 * @param returnsPct - Of runs that differ by their seed alone; one or more.
 * @param asked - Runs that are set beside them. Whole, 1 or more.
 */
export function seedNoise(returnsPct: readonly number[], asked: number): SeedNoise {
  const runs = returnsPct.length
  const values = Float64Array.from(returnsPct)
  const middle = mean(values) ?? 0
  const [first] = returnsPct
  if (runs > 1 && returnsPct.every((value) => value === first))
    return { runs, mean: middle, deviation: 0, bounds: undefined }
  const spread = deviation(values)
  if (spread === undefined) return { runs, mean: middle, deviation: spread, bounds: undefined }
  const width = studentTQuantile(1 - falseAlarm / (2 * asked), runs - 1)
  const reach = width * spread * Math.sqrt(1 + 1 / runs)
  return { runs, mean: middle, deviation: spread, bounds: [middle - reach, middle + reach] }
}
