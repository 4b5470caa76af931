import { mean } from '../moments.ts'

/** Sums over neighbouring values of a series, around its mean. */
export type LagSums = {
  /** Values, one more than pairs. */
  readonly count: number
  /** The mean, taken off every value. */
  readonly centre: number
  readonly first: number
  readonly last: number
  readonly next: number
  readonly lastLast: number
  readonly nextNext: number
  readonly nextLast: number
}

/** Over pairs of a value (last) and the one after (next); `undefined` for a constant series. */
export function lagSums(series: Float64Array): LagSums | undefined {
  const centre = mean(series)
  if (centre === undefined || series.every((value) => value === series[0])) return undefined
  let [last, next, lastLast, nextNext, nextLast] = [0, 0, 0, 0, 0]
  for (let i = 1; i < series.length; i += 1) {
    const from = (series[i - 1] as number) - centre
    const to = (series[i] as number) - centre
    last += from
    next += to
    lastLast += from * from
    nextNext += to * to
    nextLast += to * from
  }
  const first = (series[0] as number) - centre
  return { count: series.length, centre, first, last, next, lastLast, nextNext, nextLast }
}
