import type { DeskSnapshot } from '../../../app/index.ts'
import type { TradeRow } from '../../api/index.ts'

type Fill = DeskSnapshot['fills'][number]

/** Less than this of the most that was held counts as nothing: sums of lots as floats. */
const nothing = 1e-9

/**
 * Ways out of nothing and back that the fills of a view tell of, oldest first. What was open before
 * the first of them is left out: its beginning is not known.
 */
export function tradeRows({ fills, positions }: DeskSnapshot): readonly TradeRow[] {
  const now = new Map(positions.map(({ instrument, quantity }) => [instrument, quantity]))
  const names = [...new Set(fills.map(({ instrument }) => instrument))]
  const trades = names.flatMap((name) => {
    const own = fills.filter(({ instrument }) => instrument === name)
    return tradesOf(own, now.get(name) ?? 0)
  })
  return trades.sort((a, b) => a.t - b.t)
}

function tradesOf(fills: readonly Fill[], held: number): readonly TradeRow[] {
  const size = Math.max(...fills.map(({ quantity }) => quantity)) * nothing
  let was = fills.reduce((left, fill) => left - signed(fill), held)
  const trades: TradeRow[] = []
  let open: TradeRow | undefined
  for (const fill of fills) {
    const before = Math.abs(was) <= size ? 0 : was
    const after = before + signed(fill)
    const { t, instrument, side, fee, realised } = fill
    if (before === 0)
      open = { t, opened: t, instrument, side, quantity: 0, fills: 0, fees: 0, realised: 0 }
    was = after
    if (open === undefined) continue
    open = {
      ...open,
      t,
      quantity: Math.max(open.quantity, Math.abs(after)),
      fills: open.fills + 1,
      fees: open.fees + fee,
      realised: open.realised + realised,
    }
    if (Math.abs(after) > size) continue
    trades.push(open)
    open = undefined
  }
  return trades
}

function signed({ side, quantity }: Fill): number {
  return side === 'buy' ? quantity : -quantity
}
