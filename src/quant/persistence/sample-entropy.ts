import { requirePositive, requireRecord, requireWhole } from '../argument.ts'
import { requireModerate } from '../moderate.ts'
import { deviation } from '../moments.ts'

/** When two stretches of a series count as alike. */
export type LikenessOptions = {
  /** Values of a stretch, 1 or more. 2 when left out. */
  readonly length?: number
  /** Most that any two values may differ, in the unit of the series; 0.2 deviations if left out. */
  readonly tolerance?: number
}

/**
 * How unlikely stretches that are alike are to stay so one value longer: 0 for a series that
 * repeats itself, 2 and more for noise. Pairs at most `tolerance` apart count, a stretch with
 * itself does not. The deviation of the default tolerance has divisor n.
 *
 * @returns Nats; `undefined` for a constant series, or when no pair is alike, or none stays so.
 * @throws ArgumentError with fewer than `length` + 2 values, one not finite, or an option out of
 *   range.
 * @see Richman and Moorman 2000. Golden numbers: antropy 0.2.3 `sample_entropy`.
 */
export function sampleEntropy(
  series: Float64Array,
  options: LikenessOptions = {},
): number | undefined {
  const found = likeness(series, options)
  if (found === undefined) return undefined
  const { length, tolerance } = found
  let [alike, stay] = [0, 0]
  for (let offset = 1; offset < series.length - length; offset += 1) {
    const end = series.length - offset
    let run = 0
    for (let i = 0; i < end; i += 1) {
      const gap = Math.abs((series[i] as number) - (series[i + offset] as number))
      run = gap <= tolerance ? run + 1 : 0
      // The last stretch has no value after it, and is not counted in either.
      if (run >= length && i < end - 1) alike += 1
      if (run > length) stay += 1
    }
  }
  return stay === 0 ? undefined : Math.log(alike / stay)
}

/**
 * The older form of sample entropy, in which a stretch is alike to itself: defined for every
 * series, but too small in a short one.
 *
 * @returns Nats; `undefined` for a constant series.
 * @throws ArgumentError as `sampleEntropy`.
 * @see Pincus 1991. Golden numbers: antropy 0.2.3 `app_entropy`.
 */
export function approximateEntropy(
  series: Float64Array,
  options: LikenessOptions = {},
): number | undefined {
  const found = likeness(series, options)
  if (found === undefined) return undefined
  const { length, tolerance } = found
  const alike = new Int32Array(series.length - length + 1).fill(1)
  const stay = new Int32Array(series.length - length).fill(1)
  for (let offset = 1; offset <= series.length - length; offset += 1) {
    const end = series.length - offset
    let run = 0
    for (let i = 0; i < end; i += 1) {
      const gap = Math.abs((series[i] as number) - (series[i + offset] as number))
      run = gap <= tolerance ? run + 1 : 0
      if (run >= length) countPair(alike, i - length + 1, offset)
      if (run > length) countPair(stay, i - length, offset)
    }
  }
  return meanLogShare(alike) - meanLogShare(stay)
}

function likeness(
  series: Float64Array,
  options: LikenessOptions,
): { readonly length: number; readonly tolerance: number } | undefined {
  requireRecord('options', options)
  const { length = 2 } = options
  requireWhole('length', length, 1)
  requireModerate('series', series, length + 2)
  if (options.tolerance !== undefined) requirePositive('tolerance', options.tolerance)
  const spread = deviation(series, 0)
  if (spread === undefined || spread === 0) return undefined
  return { length, tolerance: options.tolerance ?? 0.2 * spread }
}

function countPair(counts: Int32Array, start: number, offset: number): void {
  counts[start] = (counts[start] as number) + 1
  counts[start + offset] = (counts[start + offset] as number) + 1
}

function meanLogShare(counts: Int32Array): number {
  let sum = 0
  for (let i = 0; i < counts.length; i += 1) sum += Math.log((counts[i] as number) / counts.length)
  return sum / counts.length
}
