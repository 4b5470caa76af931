import type { BarArrays } from '../bar-arrays.ts'
import type { Cell } from './cell.ts'

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
    const top = high[row] as number
    const bottom = low[row] as number
    return (top > before ? top : before) - (bottom < before ? bottom : before)
  }
}
