import { reasonOf } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { GapReason, GapStream, TickRecord } from '../../market/index.ts'
import { BookDiffer, type BookStep, type WireBook } from './book-differ.ts'
import { symbolOf } from './symbol-of.ts'
import { ConnectionWatch, drawChance } from './connection-watch.ts'
import { endingOf } from './ending-of.ts'
import { hearKrakenBooks } from './hear-kraken-books.ts'
import { KrakenTickBook } from './kraken-tick-book.ts'
import { parseQuote, parseTrade } from './parse-tick.ts'
import { RecentTrades } from './recent-trades.ts'

/** What is used of ccxt's object for a venue. Nothing it tells is trusted. */
export interface TickExchange {
  readonly id: string
  readonly has: Readonly<Record<string, unknown>>
  readonly orderbooks: unknown
  client(url: string): object
  watchOrderBook(symbol: string, depth?: number): Promise<WireBook>
  watchTrades(symbol: string): Promise<readonly unknown[]>
  watchBidsAsks(symbols: string[]): Promise<Readonly<Record<string, unknown>>>
  close(): Promise<unknown>
}

export type TickStreamOptions = {
  /** A connection of this instrument's own: a book that is wrong takes nobody else with it. */
  readonly exchange: TickExchange
  readonly instrument: Instrument
  readonly clock: Clock
  /** The venue's clock minus ours, as far as it is known. */
  readonly clockOffsetUs: number | undefined
  /** Levels of each side; the venue's own choice when left out. */
  readonly depth: number | undefined
  /** A book that shows nothing for so long is asked for anew. */
  readonly silenceUs: number
  /** Neither trades nor quotes. */
  readonly isBookOnly?: boolean
  readonly onRecord: (record: TickRecord) => void
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/** What ccxt follows of Kraken's books when it is told nothing. */
const usualDepth = 10

type StreamName = Exclude<GapStream, 'all'>

/** Everything that is heard of one instrument, as records, until it is closed. */
export class TickStream {
  readonly #options: TickStreamOptions
  readonly #symbol: string
  readonly #end: () => Promise<void>
  readonly #differ: BookDiffer
  readonly #krakenBook: KrakenTickBook
  /** Of which nothing has come since a gap was marked. */
  readonly #gapped = new Set<StreamName>()
  #isClosed = false
  #isClosing = false
  readonly #cancels = new Set<() => void>()
  readonly #recentTrades = new RecentTrades()
  readonly #chance: () => number
  readonly #book: ConnectionWatch
  /** When it began to listen, by the venue's clock. */
  #since = 0

  constructor(options: TickStreamOptions) {
    this.#options = options
    this.#symbol = symbolOf(options.instrument.id)
    const { clock, silenceUs, instrument } = options
    this.#chance = drawChance(clock.now(), instrument.id)
    this.#book = new ConnectionWatch(silenceUs, this.#chance, clock.now())
    this.#end = endingOf(options.exchange)
    this.#differ = new BookDiffer(options.instrument)
    this.#krakenBook = new KrakenTickBook(options.instrument, options.depth ?? usualDepth)
  }

  /** Begins to listen. Never throws for a network: gaps tell of it. */
  open(): void {
    const { exchange, clock, depth } = this.#options
    const isKraken = exchange.id === 'kraken'
    this.#book.onTried(clock.now())
    this.#since = clock.now() + (this.#options.clockOffsetUs ?? 0)
    if (isKraken)
      hearKrakenBooks(exchange, this.#symbol, (message) =>
        this.#step(this.#krakenBook.take(message, clock.now())),
      )
    void this.#watch('book', async () => {
      const book = await exchange.watchOrderBook(this.#symbol, depth)
      if (!isKraken) this.#step(this.#differ.take(book, clock.now()))
    })
    this.#guardSilence()
    if (this.#options.isBookOnly === true) return
    void this.#watch('trades', async () => {
      for (const trade of await exchange.watchTrades(this.#symbol)) this.#trade(trade)
    })
    if (exchange.has['watchBidsAsks'] === true)
      void this.#watch('quotes', async () => {
        const quotes = await exchange.watchBidsAsks([this.#symbol])
        this.#quote(quotes[this.#symbol])
      })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const cancel of this.#cancels) cancel()
    await this.#end()
  }

  async #watch(stream: StreamName, next: () => Promise<void>): Promise<void> {
    const { clock, silenceUs } = this.#options
    const watch =
      stream === 'book' ? this.#book : new ConnectionWatch(silenceUs, this.#chance, clock.now())
    while (!this.#isClosed) {
      try {
        await next()
        watch.onHeard(clock.now())
      } catch (error) {
        if (this.#isClosed) return
        this.#gap(stream, 'reconnect', `lost (${reasonOf(error)})`)
        await this.#pause(watch.onBroken())
        watch.onTried(clock.now())
      }
    }
  }

  #step(step: BookStep): void {
    if (this.#isClosed || this.#isClosing) return
    this.#book.onHeard(this.#options.clock.now())
    if (step.kind === 'record') this.#tell('book', step.record)
    else if (step.kind === 'malformed')
      this.#wrongBook('malformed', 'told a level no book can hold')
    else if (step.kind === 'lost') this.#wrongBook('sequence', 'a change of an unknown book came')
    else if (step.kind === 'wrong-checksum')
      this.#wrongBook('checksum', 'the book does not fit its checksum')
  }

  #trade(wire: unknown): void {
    const { instrument, clock } = this.#options
    const record = parseTrade(wire, instrument, clock.now())
    if (record === undefined) this.#gap('trades', 'malformed', 'told a trade that is none')
    // Some venues begin with trades from before anybody listened.
    else if (!(record.tsEvent < this.#since) && this.#isNew(wire)) this.#tell('trades', record)
  }

  /** Many begin again with trades they told before the connection broke. */
  #isNew(wire: unknown): boolean {
    const { id } = Object(wire)
    return typeof id !== 'string' || this.#recentTrades.note(id)
  }

  #quote(wire: unknown): void {
    const { instrument, clock } = this.#options
    const record = parseQuote(wire, instrument, clock.now())
    if (record !== undefined) this.#tell('quotes', record)
  }

  #tell(stream: StreamName, record: TickRecord): void {
    if (this.#isClosed) return
    this.#gapped.delete(stream)
    this.#options.onRecord(record)
  }

  /** The book is given up, and with it the connection: no venue sends a second snapshot on one. */
  #wrongBook(reason: GapReason, why: string): void {
    this.#gap('book', reason, why)
    void this.#hangUp()
  }

  /** Marks a gap once, until something comes again. */
  #gap(stream: StreamName, reason: GapReason, why: string): void {
    if (stream === 'book') this.#forgetBook()
    if (this.#gapped.has(stream)) return
    this.#gapped.add(stream)
    const { instrument, clock, onRecord, onNote } = this.#options
    const tsInit = clock.now()
    onRecord({ kind: 'gap', tsEvent: Number.NaN, tsInit, stream, reason, missing: 0 })
    onNote(`${instrument.id}: ${stream}: ${why}; a gap is marked.`)
  }

  #forgetBook(): void {
    this.#differ.lose()
    this.#krakenBook.lose()
    const books: unknown = this.#options.exchange.orderbooks
    if (books instanceof Object) Reflect.deleteProperty(books, this.#symbol)
  }

  async #hangUp(): Promise<void> {
    if (this.#isClosing) return
    this.#isClosing = true
    // Whatever it says to a connection that is going, it goes.
    await this.#options.exchange.close().catch(() => undefined)
    this.#forgetBook()
    this.#isClosing = false
  }

  #guardSilence(): void {
    const { silenceUs, clock } = this.#options
    this.#later(silenceUs / 2, () => {
      if (this.#book.state(clock.now()) === 'silent') {
        this.#book.onTried(clock.now())
        this.#wrongBook('reconnect', 'silent for too long')
      }
      this.#guardSilence()
    })
  }

  #pause(us: number): Promise<void> {
    return new Promise((resolve) => this.#later(us, resolve))
  }

  /** Called off when the stream is closed: whoever waits then, waits for ever, and is collected. */
  #later(us: number, task: () => void): void {
    const cancel = this.#options.clock.after(us, () => {
      this.#cancels.delete(cancel)
      task()
    })
    this.#cancels.add(cancel)
  }
}
