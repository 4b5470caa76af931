import { BarColumns } from '../domain/index.ts'
import type { TradeColumns } from './trade-columns.ts'

/**
 * Bars out of trades: one for each interval of the grid from 1970 in which something traded.
 * A trade on the boundary belongs to the bar that opens there.
 */
export function buildBars(trades: TradeColumns, intervalUs: number): BarColumns {
  const bars = new BarColumns(64)
  let close = Number.NEGATIVE_INFINITY
  for (let row = 0; row < trades.length; row += 1) {
    const ts = trades.ts[row] as number
    const price = trades.price[row] as number
    const quantity = trades.quantity[row] as number
    if (ts < close) extend(bars, price, quantity)
    else {
      close = (Math.floor(ts / intervalUs) + 1) * intervalUs
      bars.push(close, price, price, price, price, quantity)
    }
  }
  return bars.slice(0, bars.length)
}

function extend(bars: BarColumns, price: number, quantity: number): void {
  const last = bars.length - 1
  if (price > (bars.high[last] as number)) bars.high[last] = price
  if (price < (bars.low[last] as number)) bars.low[last] = price
  bars.close[last] = price
  bars.volume[last] = (bars.volume[last] as number) + quantity
}
