import type { EquityCurve, RunResult } from '../../engine/index.ts'
import { type CurveFigures, curveFigures } from '../metrics/curve-figures.ts'

/** Times of a run. Microseconds; `from` is not part of it, `to` is. */
export type Part = { readonly from: number; readonly to: number }

/**
 * The figures of some parts of a run, put one behind the other as if there had been nothing between
 * them. Equity begins at 1.
 */
export function figuresOfRunParts(run: RunResult, parts: readonly Part[]): CurveFigures {
  return curveFigures(joined(run, parts), 1, run.intervalUs)
}

function joined(
  { equity: curve, startEquity, intervalUs }: RunResult,
  parts: readonly Part[],
): EquityCurve {
  const ts = new Float64Array(curve.length)
  const equity = new Float64Array(curve.length)
  let [length, at, value] = [0, 0, 1]
  for (let row = 0; row < curve.length; row += 1) {
    const now = curve.ts[row] as number
    while (at < parts.length && now > (parts[at] as Part).to) at += 1
    if (at === parts.length) break
    if (now <= (parts[at] as Part).from) continue
    const before = row === 0 ? startEquity : (curve.equity[row - 1] as number)
    value *= before > 0 ? (curve.equity[row] as number) / before : 1
    ts[length] = (length + 1) * intervalUs
    equity[length] = value
    length += 1
  }
  const exposure = new Float32Array(0)
  return { length, ts: ts.subarray(0, length), equity: equity.subarray(0, length), exposure }
}
