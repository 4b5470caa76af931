import type { Exchange } from 'ccxt'
import { reasonOf, UserError } from '../../base/index.ts'
import type { Instrument, InstrumentId } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { BookRecord, TickRecord } from '../../market/index.ts'
import { askBook } from './ask-book.ts'
import { listed } from './ccxt-client.ts'
import { openExchange, readMarkets } from './open-exchange.ts'
import { TickStream } from './tick-stream.ts'
import { isOtherServer, testNetwork, toTestNetwork } from './test-network.ts'
import { traitsOf } from './venue-traits.ts'

type TickFeedOptions = {
  /** ccxt's name of the venue: `kraken`. */
  readonly venue: string
  /** Another server that speaks the venue's REST and WebSocket. */
  readonly url?: string | undefined
  readonly instrumentIds: readonly InstrumentId[]
  readonly clock: Clock
  /** A book that shows nothing for so long is asked for anew; 30 s when left out. */
  readonly silenceUs?: number | undefined
  /** Neither trades nor quotes are listened to. */
  readonly isBookOnly?: boolean
}

type TickListener = {
  /** @param instrument - Its place in `instruments`. */
  readonly onRecord: (instrument: number, record: TickRecord) => void
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/** A venue's public market as it happens: trades, best quotes and books. */
export interface TickFeed {
  readonly instruments: readonly Instrument[]
  /** The venue's clock minus ours; `undefined` when it does not tell. Unit: us. */
  readonly clockOffsetUs: number | undefined
  /** Whether it numbers the trades of an instrument without a hole. */
  readonly areTradesNumbered: boolean
  listen(listener: TickListener): void
  /**
   * Asks for the whole book, by REST. @returns A snapshot whose `tsInit` is when it was asked for;
   * `undefined` when there is no answer, or one that is no book.
   */
  askBook(instrument: number): Promise<BookRecord | undefined>
  close(): Promise<void>
}

/** Levels of each side that are followed, where a venue lets one choose. */
const depths: ReadonlyMap<string, number> = new Map([['kraken', 100]])
/** Venues whose numbers of the trades of an instrument rise by one. */
const numbered: ReadonlySet<string> = new Set(['kraken', 'binance', 'binanceus'])
const usualSilenceUs = 30_000_000

/**
 * Opens the public streams of a venue; nothing is heard before `listen`.
 *
 * @throws UserError `unknown-venue`, `unknown-instrument`, `no-stream`, and `venue-unreachable`
 *   (exit 3).
 */
export async function openTickFeed(options: TickFeedOptions): Promise<TickFeed> {
  const { venue, instrumentIds, clock, silenceUs = usualSilenceUs } = options
  const exchanges: Exchange[] = []
  for (const _ of instrumentIds) exchanges.push(await opened(options))
  const [first] = exchanges
  if (first === undefined) throw new UserError('usage', 'no instrument was named.')
  if (first.has['watchOrderBook'] !== true || first.has['watchTrades'] !== true)
    throw new UserError('no-stream', `ccxt has no streams of ${venue}; choose another venue.`)
  const clockOffsetUs = await reached(first, clock)
  const instruments: Instrument[] = []
  for (const [i, id] of instrumentIds.entries()) {
    const exchange: Exchange = exchanges[i] ?? first
    if (exchange !== first) exchange.setMarkets(first.markets)
    instruments.push(listed(exchange, id))
  }
  const streams: TickStream[] = []
  return {
    instruments,
    clockOffsetUs,
    // Our own exchange numbers the trades of all instruments in one row.
    areTradesNumbered: numbered.has(venue) && options.url === undefined,
    listen: ({ onRecord, onNote }) => {
      for (const [i, instrument] of instruments.entries()) {
        const stream = new TickStream({
          exchange: exchanges[i] ?? first,
          instrument,
          clock,
          clockOffsetUs,
          depth: depths.get(venue),
          silenceUs,
          isBookOnly: options.isBookOnly ?? false,
          onRecord: (record) => onRecord(i, record),
          onNote,
        })
        streams.push(stream)
        stream.open()
      }
    },
    askBook: async (i) => {
      const [exchange, of] = [exchanges[i], instruments[i]]
      return exchange && of && askBook(exchange, of, clock)
    },
    close: async () => {
      await Promise.all(streams.map((stream) => stream.close()))
    },
  }
}

async function opened({ venue, url }: TickFeedOptions): Promise<Exchange> {
  const { options, rehearsal } = traitsOf(venue)
  const exchange = await openExchange(venue, {
    timeout: 10_000,
    enableRateLimit: !isOtherServer(url),
    options,
  })
  if (url === testNetwork) toTestNetwork(exchange)
  if (!isOtherServer(url)) return exchange
  const api = rehearsal(url, url.replace(/^http/, 'ws'))
  if (api === undefined)
    throw new UserError('usage', `--url is for kraken and binance; ${venue} has no other server.`)
  exchange.urls['api'] = { ...Object(exchange.urls['api']), ...api }
  // What ccxt asks for before it opens a socket without TLS.
  await exchange.loadHttpProxyAgent()
  return exchange
}

/** Loads the markets. @returns The venue's clock minus ours, as far as the way there lets see. */
async function reached(exchange: Exchange, clock: Clock): Promise<number | undefined> {
  try {
    await readMarkets(exchange)
  } catch (error) {
    throw new UserError(
      'venue-unreachable',
      `${exchange.name ?? exchange.id} does not answer (${reasonOf(error)}); try again later.`,
      3,
    )
  }
  if (exchange.has['fetchTime'] !== true) return undefined
  const before = clock.now()
  const ms: unknown = await exchange.fetchTime().catch(() => undefined)
  const after = clock.now()
  // Whole seconds are what a venue says that knows no better, as Kraken.
  if (typeof ms !== 'number' || !Number.isFinite(ms) || ms % 1_000 === 0) return undefined
  return Math.round(ms * 1_000 - (before + after) / 2)
}
