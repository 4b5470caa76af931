import type { Micros } from '../../../domain/index.ts'
import type { MarketEvent } from '../../sim/exchange/exchange-event.ts'
import type { BinanceDesk } from './binance-desk.ts'
import type { MarketStream } from './market-stream.ts'
import { openStream } from './open-stream.ts'
import type { Reader } from './topic.ts'

/** All streams that somebody reads; one is made for its first reader and dropped after its last. */
export class MarketStreams {
  readonly #desk: BinanceDesk
  readonly #byName = new Map<string, MarketStream>()
  /** By instrument, for events; those of all symbols stand in every one. */
  readonly #bySymbol: readonly Set<MarketStream>[]
  readonly #touched = new Set<number>()

  constructor(desk: BinanceDesk) {
    this.#desk = desk
    this.#bySymbol = desk.house.exchange.listings.map(() => new Set<MarketStream>())
  }

  /** @returns Whether there is such a stream. */
  join(name: string, reader: Reader): boolean {
    const stream = this.#byName.get(name) ?? openStream(this.#desk, name)
    if (stream === undefined) return false
    stream.topic.add(reader)
    if (this.#byName.has(name)) return true
    this.#byName.set(name, stream)
    for (const [index, streams] of this.#bySymbol.entries())
      if ((stream.symbol?.index ?? index) === index) streams.add(stream)
    return true
  }

  leave(name: string, reader: Reader): void {
    const stream = this.#byName.get(name)
    if (stream === undefined) return
    stream.topic.remove(reader)
    if (!stream.topic.isIdle) return
    this.#byName.delete(name)
    for (const streams of this.#bySymbol) streams.delete(stream)
  }

  onEvent(event: MarketEvent): void {
    if (event.kind !== 'trade' && event.kind !== 'book') return
    const streams = this.#bySymbol[event.instrument]
    if (streams === undefined || streams.size === 0) return
    this.#touched.add(event.instrument)
    for (const stream of streams)
      if (event.kind === 'trade') stream.onTrade?.(event)
      else stream.onBook?.(event)
  }

  onRest(now: Micros): void {
    for (const index of this.#touched)
      for (const stream of this.#bySymbol[index] ?? []) stream.onRest?.(now)
    this.#touched.clear()
  }

  onTime(now: Micros): void {
    for (const stream of this.#byName.values()) stream.onTime?.(now)
  }
}
