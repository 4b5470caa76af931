import type { Json } from '../../base/index.ts'
import type { Side } from '../../domain/index.ts'

/** Trades of one interval. Prices in ticks, quantities in lots, values in ticks × lots. */
export type TapeBar = {
  /** First instant of the interval. Unit: us. */
  readonly openTs: number
  readonly open: number
  high: number
  low: number
  close: number
  lots: number
  value: number
  trades: number
  /** The part of it in which the buyer was the aggressor. */
  takerBuyLots: number
  takerBuyValue: number
}

/** Bars of one length, oldest first, the running one last; bounded. */
export class BarSeries {
  readonly intervalUs: number
  readonly #capacity: number
  #bars: TapeBar[] = []

  constructor(intervalUs: number, capacity: number) {
    this.intervalUs = intervalUs
    this.#capacity = capacity
  }

  get bars(): readonly TapeBar[] {
    return this.#bars
  }

  trade(ts: number, price: number, lots: number, aggressor: Side): void {
    const openTs = ts - (ts % this.intervalUs)
    const bought = aggressor === 'buy' ? lots : 0
    this.add({
      openTs,
      open: price,
      high: price,
      low: price,
      close: price,
      lots,
      value: price * lots,
      trades: 1,
      takerBuyLots: bought,
      takerBuyValue: price * bought,
    })
  }

  /** Takes in a bar of the same or a shorter length. One older than the last is passed over. */
  add(bar: TapeBar): void {
    const openTs = bar.openTs - (bar.openTs % this.intervalUs)
    const last = this.#bars.at(-1)
    if (last !== undefined && openTs < last.openTs) return
    if (last?.openTs === openTs) return widen(last, bar)
    this.#bars.push({ ...bar, openTs })
    if (this.#bars.length >= 2 * this.#capacity) this.#bars = this.#bars.slice(-this.#capacity)
  }

  save(): Json {
    return this.#bars.slice(-this.#capacity).map((bar) => Object.values(bar))
  }

  load(state: Json): void {
    this.#bars = (state as unknown as readonly (readonly number[])[]).map((row) => {
      const [openTs = 0, open = 0, high = 0, low = 0, close = 0, lots = 0, value = 0] = row
      const [trades = 0, takerBuyLots = 0, takerBuyValue = 0] = row.slice(7)
      return { openTs, open, high, low, close, lots, value, trades, takerBuyLots, takerBuyValue }
    })
  }
}

function widen(wide: TapeBar, bar: TapeBar): void {
  wide.high = Math.max(wide.high, bar.high)
  wide.low = Math.min(wide.low, bar.low)
  wide.close = bar.close
  wide.lots += bar.lots
  wide.value += bar.value
  wide.trades += bar.trades
  wide.takerBuyLots += bar.takerBuyLots
  wide.takerBuyValue += bar.takerBuyValue
}

/** Bars put together into longer ones. @param openOf - First instant of the long bar `ts` is in. */
export function foldBars(
  bars: readonly TapeBar[],
  openOf: (ts: number) => number,
): readonly TapeBar[] {
  const folded: TapeBar[] = []
  for (const bar of bars) {
    const openTs = openOf(bar.openTs)
    const last = folded.at(-1)
    if (last?.openTs === openTs) widen(last, bar)
    else folded.push({ ...bar, openTs })
  }
  return folded
}
