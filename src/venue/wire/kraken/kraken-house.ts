import type { Json } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { ExchangeEvent } from '../../sim/exchange/exchange-event.ts'
import type { SimulatedExchange } from '../../sim/exchange/simulated-exchange.ts'
import type { MarketTape } from '../market-tape.ts'
import type { WireExchange } from '../wire-exchange.ts'
import { KrakenCounters, type KrakenTier } from './kraken-counter.ts'
import { KrakenNames, type KrakenPair } from './kraken-names.ts'
import { KrakenPositions } from './kraken-positions.ts'

/** One instant's best prices. Ticks; 0 where a side was empty. */
export type SpreadPoint = { readonly ts: number; readonly bid: number; readonly ask: number }

/** Money that came or went otherwise than by a trade. Minor units. */
export type Adjustment = {
  readonly sequence: number
  readonly ts: number
  readonly account: number
  readonly currency: string
  readonly change: bigint
  readonly reason: string
}

export type KrakenOptions = {
  /** The limits everybody is held to; nobody when it is left out. */
  readonly tier?: KrakenTier | undefined
}

const spreadsKept = 200
const adjustmentsKept = 10_000

/** What all parts of the dialect work with: the house behind it, its names, and what it noted. */
export class KrakenHouse {
  readonly wire: WireExchange
  readonly counters: KrakenCounters
  readonly positions: KrakenPositions = new KrakenPositions()
  #names: KrakenNames
  #isStale = false
  readonly #spreads = new Map<number, SpreadPoint[]>()
  readonly #touched = new Set<number>()
  #adjustments: Adjustment[] = []
  #serial = 0

  constructor(wire: WireExchange, { tier }: KrakenOptions) {
    this.wire = wire
    this.counters = new KrakenCounters(tier)
    this.#names = new KrakenNames(wire.exchange.listings)
  }

  get exchange(): SimulatedExchange {
    return this.wire.exchange
  }

  /** Names and rules of now: an instrument may have been listed anew. */
  get names(): KrakenNames {
    if (this.#isStale) this.#names = new KrakenNames(this.wire.exchange.listings)
    this.#isStale = false
    return this.#names
  }

  tape(pair: KrakenPair): MarketTape {
    return this.wire.tape(pair.index)
  }

  /** What orders may ask for beside none: 2, 3 and so on; empty where nothing is lent. */
  get leverages(): readonly number[] {
    return Array.from({ length: this.wire.leverageMax - 1 }, (_, i) => i + 2)
  }

  /** A number nobody was given before. */
  serial(): number {
    this.#serial += 1
    return this.#serial
  }

  /** Oldest first. */
  spreads(pair: KrakenPair): readonly SpreadPoint[] {
    return this.#spreads.get(pair.index) ?? []
  }

  /** Oldest first; the latest ones. */
  adjustments(account: number): readonly Adjustment[] {
    return this.#adjustments.filter((each) => each.account === account)
  }

  onEvent(event: ExchangeEvent): void {
    this.positions.onEvent(event)
    if (event.kind === 'listing') this.#isStale = true
    if (event.kind === 'book') this.#touched.add(event.instrument)
    if (event.kind === 'balance-changed') {
      const { sequence, ts, account, currency, change, reason } = event
      this.#adjustments.push({ sequence, ts, account, currency, change, reason })
      if (this.#adjustments.length >= 2 * adjustmentsKept)
        this.#adjustments = this.#adjustments.slice(-adjustmentsKept)
    }
  }

  onRest(now: Micros): void {
    for (const instrument of this.#touched) this.#noteSpread(instrument, now)
    this.#touched.clear()
  }

  save(): Json {
    return {
      serial: this.#serial,
      positions: this.positions.save(),
      adjustments: this.#adjustments.slice(-adjustmentsKept).map((each) => ({
        ...each,
        change: String(each.change),
      })),
    }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly serial: number
      /** Absent in states of houses that lent nothing. */
      readonly positions?: Json
      readonly adjustments: readonly (Omit<Adjustment, 'change'> & { readonly change: string })[]
    }
    this.#serial = saved.serial
    if (saved.positions !== undefined) this.positions.load(saved.positions)
    this.#adjustments = saved.adjustments.map((each) => ({ ...each, change: BigInt(each.change) }))
  }

  #noteSpread(instrument: number, ts: Micros): void {
    const bid = this.exchange.best(instrument, 'buy')?.price ?? 0
    const ask = this.exchange.best(instrument, 'sell')?.price ?? 0
    const points = this.#spreads.get(instrument) ?? []
    const last = points.at(-1)
    if (last?.bid === bid && last.ask === ask) return
    points.push({ ts, bid, ask })
    if (points.length > 2 * spreadsKept) points.splice(0, spreadsKept)
    this.#spreads.set(instrument, points)
  }
}
