import type { Micros } from '../../../domain/index.ts'
import type { MarketEvent } from '../../sim/exchange/exchange-event.ts'

/** What happened to one instrument since clients were last told. */
export type InstrumentNews = {
  /** Oldest first. */
  readonly trades: readonly (MarketEvent & { readonly kind: 'trade' })[]
  readonly isBidTouched: boolean
  readonly isAskTouched: boolean
}

/** Something about one instrument that clients can follow. */
export interface StreamTopic {
  /** Messages that bring a new follower up to now. */
  snapshot(now: Micros): readonly string[]
  /** Messages for those who follow already. */
  update(news: InstrumentNews, now: Micros): readonly string[]
}
