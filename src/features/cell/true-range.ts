import type { BarArrays } from '../bar-arrays.ts'
import type { Cell } from './cell.ts'

/** How far a bar moved, counting the gap from the close before it. */
export function trueRange(high: number, low: number, closeBefore: number): number {
  return (high > closeBefore ? high : closeBefore) - (low < closeBefore ? low : closeBefore)
}

/** How far each bar moved, counting the gap from the close before it. */
export class TrueRange implements Cell {
  /** Close before, whether there is one. */
  readonly state: Float64Array = new Float64Array(2)

  /** @returns NaN for the first bar, which has no close before it. */
  push({ high, low, close }: BarArrays, row: number): number {
    const { state } = this
    const before = state[0] as number
    state[0] = close[row] as number
    if (state[1] === 0) {
      state[1] = 1
      return Number.NaN
    }
    return trueRange(high[row] as number, low[row] as number, before)
  }
}
