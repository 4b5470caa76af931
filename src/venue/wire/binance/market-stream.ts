import type { Micros } from '../../../domain/index.ts'
import type { MarketEvent } from '../../sim/exchange/exchange-event.ts'
import type { BinanceSymbol } from './binance-symbol.ts'
import type { Topic } from './topic.ts'

export type TradeEvent = MarketEvent & { readonly kind: 'trade' }
export type BookEvent = MarketEvent & { readonly kind: 'book' }

/** One stream of one symbol, or of all. Each does what it needs of these. */
export type MarketStream = {
  readonly topic: Topic
  /** The only symbol it is about; all of them when `undefined`. */
  readonly symbol: BinanceSymbol | undefined
  readonly onTrade?: (event: TradeEvent) => void
  readonly onBook?: (event: BookEvent) => void
  /** The exchange is at rest after something happened to the symbol. */
  readonly onRest?: (now: Micros) => void
  readonly onTime?: (now: Micros) => void
}
