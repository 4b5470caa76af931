import type { RunResult } from '../../engine/index.ts'

/**
 * Equal stretches of time that the returns of a trial are kept of: 16 blocks of a cross-validation
 * have 6 each, and a thousand trials take a megabyte.
 */
const stretches = 96

/** Returns are kept to a thousandth of a basis point: what a file holds is what was computed. */
const steps = 1e7

/** What of a run its returns are made of. */
type Run = Pick<RunResult, 'equity' | 'startEquity' | 'from' | 'to'>

/**
 * Returns over 96 equal stretches of the time of a run: enough to tell trials of the same data
 * apart and to cut them into halves, few enough to keep thousands.
 *
 * @returns Fractions, 0 once nothing is left; `undefined` for a run of fewer than 96 bars.
 */
export function blockReturns({ equity, startEquity, from, to }: Run): Float64Array | undefined {
  if (equity.length < stretches) return undefined
  const returns = new Float64Array(stretches)
  let before = startEquity
  let row = 0
  for (let k = 0; k < stretches; k += 1) {
    const end =
      k === stretches - 1 ? Number.POSITIVE_INFINITY : from + ((to - from) * (k + 1)) / stretches
    while (row < equity.length && (equity.ts[row] as number) <= end) row += 1
    const after = row === 0 ? startEquity : (equity.equity[row - 1] as number)
    if (!(before > 0)) break
    returns[k] = Math.max(-1, Math.round((after / before - 1) * steps) / steps)
    before = after
  }
  return returns
}
