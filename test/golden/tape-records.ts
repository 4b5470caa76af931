import { defined } from '../../src/base/index.ts'
import type { BookRecord, DeltaTable, TickRecord, TickTape } from '../../src/market/index.ts'

/** The rows of a tape as they were heard, those of one time in the order of their kinds. */
export function recordsOf(tape: TickTape): readonly TickRecord[] {
  const deltas = defined(tape.deltas, 'deltas')
  const quotes = defined(tape.quotes, 'quotes').columns
  const trades = defined(tape.trades, 'trades').columns
  const row = (columns: object, at: number): Record<string, number> =>
    Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, column[at]]))
  const records = [
    ...updatesOf(deltas),
    ...Array.from(trades.tsInit, (_, i) => ({ kind: 'trade', ...row(trades, i) })),
    ...Array.from(quotes.tsInit, (_, i) => ({ kind: 'quote', ...row(quotes, i) })),
  ] as TickRecord[]
  return records.sort((a, b) => a.tsInit - b.tsInit)
}

function updatesOf({ columns, length }: DeltaTable): readonly BookRecord[] {
  const { last, isSnapshot, first, previous, tsEvent, tsInit, isBid, ticks: at, lots } = columns
  const starts = Array.from({ length }, (_, i) => i).filter(
    (i) => i === 0 || last[i] !== last[i - 1] || isSnapshot[i] !== isSnapshot[i - 1],
  )
  return starts.map((from, i) => {
    const end = starts[i + 1] ?? length
    return {
      kind: isSnapshot[from] === 1 ? 'snapshot' : 'delta',
      tsEvent: tsEvent[from] ?? 0,
      tsInit: tsInit[from] ?? 0,
      first: first[from] ?? 0,
      last: last[from] ?? 0,
      previous: previous[from] ?? 0,
      isBid: [...isBid.subarray(from, end)].map((each) => each === 1),
      ticks: [...at.subarray(from, end)],
      lots: [...lots.subarray(from, end)],
    }
  })
}
