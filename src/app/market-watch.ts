import { reasonOf, UserError } from '../base/index.ts'
import type { BreakerMoved, Instrument } from '../domain/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { TickRecord } from '../market/index.ts'
import {
  type BreakerRules,
  Breakers,
  ErrorCascadeCondition,
  MarketConditions,
} from '../risk/index.ts'
import { venueOfMarket } from './choose-live-market.ts'
import { type PriceSource, pricesAt } from './prices-at.ts'
import { repeatEvery } from './repeat-every.ts'
import { WatchedFeed } from './watched-feed.ts'

export type WatchedDesk = {
  /** As the header of its run names it: `kraken`, `venue:binance`. */
  readonly market: string
  readonly instruments: readonly Instrument[]
  /** Another server that speaks the venue's REST and WebSocket. */
  readonly url?: string | undefined
  /** Prices are compared where two or more are given. */
  readonly sources: readonly PriceSource[]
  readonly rules: BreakerRules
  /** Breakers that stand on the desk now: what was seen outside is taken over, and rests anew. */
  readonly standing: readonly BreakerMoved[]
  readonly clock: Clock
  /** Told every move, to be journaled before it acts. */
  readonly onMove: (event: BreakerMoved) => void
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/** How often time alone is looked at: the age of quotes, and rests that end. */
const lookEveryUs = 100_000

/** Watches the market of a desk on a venue; one that is made up, or of files, is never late. */
export function watchMarket(desk: WatchedDesk): MarketWatch | undefined {
  const venue = venueOfMarket(desk.market)
  return venue === undefined ? undefined : new MarketWatch(desk, venue)
}

/**
 * Listens to what a desk does not: quotes, trades, books, other venues, the answers to its own
 * calls. It moves breakers of its own, and every move is told as an event of the venue's. Whatever
 * fails here counts as quotes that are old, so it stops new risk and never the desk.
 */
export class MarketWatch {
  readonly #desk: WatchedDesk
  readonly #breakers: Breakers
  readonly #markets: readonly MarketConditions[]
  readonly #errors: ErrorCascadeCondition
  readonly #feeds: WatchedFeed[] = []
  readonly #endLooking: () => void
  /** There are no streams at the venue: bars are the feed, and of that the desk knows itself. */
  #isStreaming = true
  #told = ''

  constructor(desk: WatchedDesk, venue: string) {
    const { clock, rules, standing, sources, instruments } = desk
    const ts = clock.now()
    this.#desk = desk
    const needs = { instruments: instruments.length, agents: 0, rules, actor: 'venue' } as const
    this.#breakers = new Breakers({ ...needs, onMove: desk.onMove })
    const mine = standing.filter(({ actor, scope }) => actor === 'venue' && scope !== 'strategy')
    for (const event of mine) this.#breakers.adopt(event, ts)
    this.#markets = instruments.map(
      ({ tickSize: tick }, instrument) =>
        new MarketConditions({
          breakers: this.#breakers,
          rules,
          instrument,
          tick,
          sources: 1 + sources.length,
          ts,
        }),
    )
    const { errorCalls: calls, errorsMax, errorWindowSeconds: windowSeconds } = rules
    this.#errors = new ErrorCascadeCondition({ calls, errorsMax, windowSeconds })
    this.#listen(venue, instruments)
    this.#endLooking = repeatEvery(clock, lookEveryUs, () => this.#look())
  }

  /** A call of the desk to its venue was answered. @param isError - By nothing, or by trouble. */
  onCall(isError: boolean): void {
    const ts = this.#desk.clock.now()
    const { level, was, max } = this.#errors.onCall(isError, ts)
    if (level !== 'trouble') return
    this.#breakers.trip({ scope: 'venue', subject: 0, cause: 'errors', ts, was, max })
  }

  async stop(): Promise<void> {
    this.#endLooking()
    await Promise.all(this.#feeds.map((feed) => feed.stop()))
  }

  #look(): void {
    const ts = this.#desk.clock.now()
    this.#breakers.tick(ts)
    if (this.#isStreaming) for (const market of this.#markets) market.at(ts)
  }

  #listen(venue: string, instruments: readonly Instrument[]): void {
    const { url, clock, sources } = this.#desk
    const instrumentIds = instruments.map(({ id }) => id)
    const onNote = (line: string): void => this.#tell(line)
    const ear = {
      onOpen: () => this.#tell(`watching ${instrumentIds.join(', ')}`),
      onRecord: (i: number, record: TickRecord) => this.#markets[i]?.onRecord(record, clock.now()),
      onLost: (error: unknown) => this.#lose(error),
      onNote,
    }
    this.#feeds.push(new WatchedFeed({ venue, url, instrumentIds, isBookOnly: false, clock, ear }))
    for (const [i, source] of sources.entries())
      for (const [instrument, { base, quote }] of instruments.entries()) {
        const onPrice = (price: number): void =>
          this.#markets[instrument]?.onSource(i + 1, price, clock.now())
        const feed = pricesAt({ ...source, pair: `${base}/${quote}`, clock, onPrice, onNote })
        if (feed !== undefined) this.#feeds.push(feed)
      }
    if (sources.length === 1) this.#tell('prices are not compared: that takes two other venues')
  }

  #lose(error: unknown): void {
    if (error instanceof UserError && error.code === 'no-stream') {
      this.#isStreaming = false
      return this.#tell('quotes do not stream at this venue; its bars alone are watched')
    }
    const ts = this.#desk.clock.now()
    for (const market of this.#markets) market.onLoss(ts)
    this.#tell(`quotes are not heard, so there is no new risk: ${reasonOf(error)}`)
  }

  /** The same sentence is not told twice in a row. */
  #tell(line: string): void {
    if (line !== this.#told) this.#desk.onNote(line)
    this.#told = line
  }
}
