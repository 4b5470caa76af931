import { expect } from 'vitest'
import golden from './microstructure.json' with { type: 'json' }
import {
  loadQuoteTicks,
  loadTradeTicks,
  type QuoteTickTable,
  type TradeTickTable,
} from '../../../src/market/index.ts'
import type { BookTop } from '../../../src/features/index.ts'

/** Too large for the repository. */
export const ticks: string = '../shared/data/ticks'
const grids: Readonly<Record<string, { readonly tick: string; readonly lot: string }>> = {
  [golden.perpetual]: { tick: '0.1', lot: '0.001' },
  [golden.spot]: { tick: '0.01', lot: '0.00001' },
}

/** The best bid and ask of a recorded quote; prices in ticks, sizes in lots. */
export function topOf({ columns }: QuoteTickTable, row: number): BookTop {
  return {
    bid: columns.bidTicks[row] as number,
    bidSize: columns.bidLots[row] as number,
    ask: columns.askTicks[row] as number,
    askSize: columns.askLots[row] as number,
  }
}

/** Hands quotes and trades over in order of time; a trade before the quote of its microsecond. */
export function merge(
  quotes: QuoteTickTable,
  trades: TradeTickTable,
  onQuote: (row: number, ts: number) => void,
  onTrade: (row: number, ts: number) => void,
): void {
  let quote = 0
  for (let trade = 0; trade < trades.length; trade += 1) {
    const ts = trades.columns.tsInit[trade] as number
    for (; (quotes.columns.tsInit[quote] ?? Number.POSITIVE_INFINITY) < ts; quote += 1)
      onQuote(quote, quotes.columns.tsInit[quote] as number)
    onTrade(trade, ts)
  }
  for (; quote < quotes.length; quote += 1) onQuote(quote, quotes.columns.tsInit[quote] as number)
}

/** Quotes and trades of one recording. */
export async function loadTicks(name: string): Promise<readonly [QuoteTickTable, TradeTickTable]> {
  const spec = grids[name]
  if (spec === undefined) throw new Error(`nothing is known of ${name}`)
  return [
    await loadQuoteTicks(`${ticks}/${name}.bbo.csv.gz`, { spec }),
    await loadTradeTicks(`${ticks}/${name}.trades.csv.gz`, { spec }),
  ]
}

/** Equal to the tolerance of the golden numbers, relative. */
export function expectNear(value: number | undefined, wanted: number): void {
  const gap = Math.abs((value ?? Number.NaN) - wanted)
  expect(gap / Math.max(Math.abs(wanted), Number.MIN_VALUE)).toBeLessThanOrEqual(golden.tolerance)
}
