import type { Micros } from '../../../domain/index.ts'
import { BookTopic, bookDepths } from './book-topic.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import type { KrakenPair } from './kraken-names.ts'
import { intervalUs } from './market-answers.ts'
import { BarTopic, TickerTopic, TradeTopic } from './market-topics.ts'
import { OrderQueueTopic, queueDepths } from './order-queue-topic.ts'
import type { StreamTopic } from './stream-topic.ts'

/** A channel of single instruments, with its settings read. */
export type MarketChannel = {
  /** Tells topics of one instrument apart. */
  readonly name: string
  readonly make: (house: KrakenHouse, pair: KrakenPair, now: Micros) => StreamTopic
  /** What the answer repeats of the settings. JSON by name. */
  readonly settings: Readonly<Record<string, string>>
}

/** @returns A word for what is wrong; `undefined` when there is no such channel. */
export function marketChannel(
  channel: string,
  params: KrakenFields,
): MarketChannel | string | undefined {
  if (channel === 'trade')
    return { name: channel, make: (house, pair) => new TradeTopic(house, pair), settings: {} }
  if (channel === 'ticker') return tickerChannel(params)
  if (channel === 'book') return bookChannel(params)
  if (channel === 'level3') return queueChannel(params)
  if (channel === 'ohlc') return barChannel(params)
  return undefined
}

function tickerChannel(params: KrakenFields): MarketChannel | string {
  const event = params.text('event_trigger') ?? 'trades'
  if (event !== 'trades' && event !== 'bbo') return 'Subscription object unsupported field'
  return {
    name: `ticker ${event}`,
    make: (house, pair) => new TickerTopic(house, pair, event === 'bbo'),
    settings: { event_trigger: JSON.stringify(event) },
  }
}

/** @returns A word for what is wrong when it is none of the depths. */
function depthOf(params: KrakenFields, depths: readonly number[]): number | string {
  const depth = params.has('depth') ? params.whole('depth') : 10
  if (depth === undefined) return 'Subscription book depth must be an integer'
  return depths.includes(depth) ? depth : 'Subscription depth not supported'
}

function queueChannel(params: KrakenFields): MarketChannel | string {
  const depth = depthOf(params, queueDepths)
  if (typeof depth === 'string') return depth
  return {
    name: `level3 ${depth}`,
    make: (house, pair, now) => new OrderQueueTopic(pair, house.exchange, depth, now),
    settings: { depth: String(depth) },
  }
}

function bookChannel(params: KrakenFields): MarketChannel | string {
  const depth = depthOf(params, bookDepths)
  if (typeof depth === 'string') return depth
  return {
    name: `book ${depth}`,
    make: (house, pair) => new BookTopic(pair, house.exchange, depth),
    settings: { depth: String(depth) },
  }
}

function barChannel(params: KrakenFields): MarketChannel | string {
  const minutes = params.has('interval') ? params.whole('interval') : 1
  if (minutes === undefined) return 'Subscription ohlc interval must be an integer'
  const interval = intervalUs(minutes)
  if (interval === undefined) return 'Subscription ohlc interval not supported'
  return {
    name: `ohlc ${minutes}`,
    make: (house, pair) => new BarTopic(house, pair, interval),
    settings: { interval: String(minutes) },
  }
}

/** What a new follower is sent first. */
export function firstMessages(
  topic: StreamTopic,
  params: KrakenFields,
  now: Micros,
): readonly string[] {
  return wantsSnapshot(params) ? topic.snapshot(now) : []
}

/** A snapshot comes unless it is declined. */
export function wantsSnapshot(params: KrakenFields, name = 'snapshot'): boolean {
  return !params.has(name) || params.flag(name)
}
