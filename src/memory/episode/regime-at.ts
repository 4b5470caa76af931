import type { BarColumns } from '../../domain/index.ts'
import { windowAt } from './bar-window.ts'
import { type MarketRegime, regimeOf } from './market-regime.ts'
import { factsOf } from './window-moves.ts'

/** What the market is like at the close of row `row`, from bars up to it alone. */
export function regimeAt(columns: BarColumns, row: number): MarketRegime {
  return regimeOf(factsOf(windowAt(columns, row)), Number(columns.ts[row]))
}
