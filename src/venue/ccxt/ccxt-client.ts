import type { Exchange } from 'ccxt'
import { UserError } from '../../base/index.ts'
import {
  formatInterval,
  type Instrument,
  type InstrumentId,
  instrument,
  type Micros,
  micros,
} from '../../domain/index.ts'
import { openExchange, readMarkets } from './open-exchange.ts'
import { isOtherServer, testNetwork, toTestNetwork } from './test-network.ts'
import { traitsOf } from './venue-traits.ts'
import { symbolOf } from './symbol-of.ts'
import { wireStep } from './wire-step.ts'

export type CcxtClientOptions = {
  /** ccxt's name of the venue: `kraken`. */
  readonly venue: string
  /** Longest wait for one answer. */
  readonly timeoutMs?: number | undefined
  /** Another server that speaks the venue's REST, or `testNetwork`, for rehearsals. */
  readonly url?: string | undefined
}

/** One venue's public market data, as ccxt gives it. Nothing here is trusted yet. */
export interface CcxtClient {
  /** For people: `Kraken`. */
  readonly name: string
  /** The venue's own time. @throws whatever ccxt throws. */
  time(): Promise<Micros>
  /** What the venue says about an instrument. @throws UserError when it does not list it. */
  instrument(id: InstrumentId): Promise<Instrument>
  /**
   * Rows of `[open ms, open, high, low, close, volume]`, oldest first, the running bar among them.
   *
   * @param since - Open of the first bar wanted.
   */
  bars(id: InstrumentId, intervalUs: number, since: Micros): Promise<unknown>
  /** Lengths of bars the venue has: `1m`. */
  readonly intervals: readonly string[]
}

/**
 * Opens a venue without asking it anything.
 *
 * @throws UserError `unknown-venue`.
 */
export async function openCcxtClient(options: CcxtClientOptions): Promise<CcxtClient> {
  const exchange = await openExchange(options.venue, {
    timeout: options.timeoutMs ?? 10_000,
    enableRateLimit: !isOtherServer(options.url),
    enableLastJsonResponse: true,
  })
  if (options.url === testNetwork) toTestNetwork(exchange)
  if (isOtherServer(options.url)) redirect(exchange, options.venue, options.url)
  return clientOf(exchange)
}

function clientOf(exchange: Exchange): CcxtClient {
  return {
    name: exchange.name ?? exchange.id,
    intervals: Object.keys(Object(exchange.timeframes)),
    time: async () => {
      const ms: unknown = await exchange.fetchTime()
      if (typeof ms !== 'number' || !Number.isSafeInteger(ms))
        throw new Error('no time in the answer')
      return micros(ms * 1_000)
    },
    instrument: async (id) => {
      await readMarkets(exchange)
      return listed(exchange, id)
    },
    bars: async (id, intervalUs, since) => {
      const rows = await exchange.fetchOHLCV(
        symbolOf(id),
        formatInterval(intervalUs),
        since / 1_000,
      )
      // ccxt takes a page of HTML for an answer without bars; we take it for no answer.
      if (!(exchange.last_json_response instanceof Object)) throw new Error('the answer is no JSON')
      return rows
    },
  }
}

/** An instrument as the venue lists it. @throws UserError when it does not. */
export function listed(exchange: Exchange, id: InstrumentId): Instrument {
  const symbol = symbolOf(id)
  const market: unknown = exchange.markets?.[symbol]
  const steps = market instanceof Object && 'precision' in market ? market.precision : undefined
  const { price, amount } = Object(steps)
  const tick = wireStep(price, exchange.precisionMode)
  const lot = wireStep(amount, exchange.precisionMode)
  if (tick === undefined || lot === undefined)
    throw new UserError(
      'unknown-instrument',
      `${exchange.name} lists no ${symbol} for spot trading; choose another instrument.`,
    )
  const of = instrument(id, tick, lot)
  if (!of.ok) throw new UserError('unknown-instrument', `${of.error}; choose another instrument.`)
  return of.value
}

function redirect(exchange: Exchange, venue: string, url: string): void {
  const { rehearsal, options } = traitsOf(venue)
  const parts = Object.keys(Object(exchange.urls['api']))
  const all = Object.fromEntries(parts.map((part) => [part, url]))
  exchange.urls['api'] = { ...all, ...rehearsal(url, url.replace(/^http/, 'ws')) }
  // What a server for rehearsals does not speak of is not asked for.
  Object.assign(exchange.options, options, { adjustForTimeDifference: false })
}
