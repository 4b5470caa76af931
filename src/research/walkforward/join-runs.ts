import type { EquityCurve, RunResult } from '../../engine/index.ts'
import { type Micros, micros } from '../../domain/index.ts'

/**
 * Runs over stretches with holes between them as one run: its returns are theirs, one stretch after
 * another, as if each had begun with what the one before left, and the holes took no time. Fills,
 * trades and costs are as they were made, each stretch from the same cash.
 *
 * @param runs - In the order of their time, all of one setup. One alone is returned as it is.
 */
export function joinRuns(runs: readonly RunResult[]): RunResult {
  const [first] = runs
  if (first === undefined) throw new RangeError('runs must not be empty')
  if (runs.length === 1) return first
  const equity = stitchCurves(runs, first.startEquity, holesOf(runs))
  const spanUs = runs.reduce((sum, { from, to }) => sum + (to - from), 0)
  const last =
    equity.length === 0 ? first.startEquity : (equity.equity[equity.length - 1] as number)
  return {
    ...first,
    bars: runs.reduce((sum, { bars }) => sum + bars, 0),
    to: (first.from + spanUs) as Micros,
    equity,
    fills: runs.flatMap(({ fills }) => fills),
    trades: runs.flatMap(({ trades }) => trades),
    endEquity: last,
    shut: shutIn(runs),
    halted: runs.find(({ halted }) => halted !== undefined)?.halted,
  }
}

/** What was shut in each, at the times at which it stands among the others. */
function shutIn(runs: readonly RunResult[]): RunResult['shut'] {
  const holes = holesOf(runs)
  return runs.flatMap(({ shut, to: end }, k) =>
    shut.map(({ from, to = end, ...rest }) => ({
      ...rest,
      from: micros(from - (holes[k] as number)),
      to: micros(to - (holes[k] as number)),
    })),
  )
}

/** By how much each stretch comes too late for there to be no hole before it. */
function holesOf(runs: readonly RunResult[]): readonly number[] {
  let ended = runs[0]?.from ?? 0
  return runs.map(({ from, to }) => {
    const hole = from - ended
    ended += to - from
    return hole
  })
}

/** A curve, and what it began with. */
export type CurvePart = Pick<RunResult, 'equity' | 'startEquity'>

/**
 * Curves one after another, as if each had begun with what the one before left.
 *
 * @param start - What the first begins with, in quote units.
 * @param earlier - By how much the times of each are moved back; not at all when left out.
 */
export function stitchCurves(
  parts: readonly CurvePart[],
  start: number,
  earlier: readonly number[] = [],
): EquityCurve {
  const length = parts.reduce((sum, { equity }) => sum + equity.length, 0)
  const ts = new Float64Array(length)
  const equity = new Float64Array(length)
  const exposure = new Float32Array(length)
  let at = 0
  let carried = start
  parts.forEach(({ equity: own, startEquity }, k) => {
    const scale = carried / startEquity
    const back = earlier[k] ?? 0
    exposure.set(own.exposure.subarray(0, own.length), at)
    for (let i = 0; i < own.length; i += 1) {
      ts[at + i] = (own.ts[i] as number) - back
      equity[at + i] = scale * (own.equity[i] as number)
    }
    at += own.length
    if (at > 0) carried = equity[at - 1] as number
  })
  return { length, ts, equity, exposure }
}
