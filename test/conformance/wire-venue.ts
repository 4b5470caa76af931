import { setTimeout as sleep } from 'node:timers/promises'
import ccxt, { type Order, pro } from 'ccxt'
import { defined } from '../../src/base/index.ts'
import type { Micros } from '../../src/domain/index.ts'
import { type LivingExchange, serveExchange } from '../../src/doors/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { BinanceDialect, KrakenDialect, WireExchange } from '../../src/venue/index.ts'
import { FlatFees, openRules, type SimulatedExchange } from '../../src/venue/sim/index.ts'
import type {
  CaseFill,
  CaseOrder,
  CaseStatus,
  Decline,
  Placed,
  VenueSession,
  VenueUnderTest,
} from './venue-port.ts'
import { caseInstrument } from './venue-steps.ts'
import { ccxtOrderOf } from './wire-order.ts'
import { keyOf, secretOf } from '../house/canaries.ts'

type Dialect = 'binance' | 'kraken'
type Client = InstanceType<typeof pro.binance> | InstanceType<typeof pro.kraken>

const quotes = { binance: 'USDT', kraken: 'USD' } as const

/** The house that stands behind a dialect in a case. */
function houseOf(dialect: Dialect): WireExchange {
  const btc = caseInstrument(`BTC-${quotes[dialect]}.SIM`)
  return new WireExchange({
    listings: [{ instrument: btc, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(1_000, 2_000),
    customers: [{ key: keyOf('demo'), secret: secretOf('demo'), units: 100_000 }],
    startTs: liveClock.now(),
  })
}

let lastNonce = 0

/**
 * ccxt, told where the exchange is. It stamps requests with milliseconds, in which two may come:
 * for Kraken that is out of order, and for Binance the same order twice is one request replayed.
 */
function clientOf(dialect: Dialect, port: number): Client {
  const client = dialect === 'binance' ? binanceClient(port) : krakenClient(port)
  client.nonce = () => {
    lastNonce = Math.max(lastNonce + 1, Date.now())
    return lastNonce
  }
  return client
}

function binanceClient(port: number): Client {
  const client = new pro.binance({
    apiKey: keyOf('demo'),
    secret: secretOf('demo'),
    enableRateLimit: false,
  })
  Object.assign(client.options, { fetchMarkets: { types: ['spot'] } })
  const url = `http://127.0.0.1:${port}`
  const rest = `${url}/api/v3`
  const api = { public: rest, private: rest, sapi: `${url}/sapi/v1` }
  Object.assign(client.urls, { api })
  return client
}

function krakenClient(port: number): Client {
  const secret = Buffer.from(secretOf('demo')).toString('base64')
  const client = new pro.kraken({ apiKey: keyOf('demo'), secret, rateLimit: 1 })
  const url = `http://127.0.0.1:${port}`
  Object.assign(client.urls, { api: { public: url, private: url } })
  return client
}

/** The simulated exchange through REST, as ccxt sees it. */
export function wireVenue(dialect: Dialect, lacks: VenueUnderTest['lacks']): VenueUnderTest {
  return {
    name: `the wire, ${dialect} by ccxt`,
    lacks,
    open: () => WireSession.open(dialect),
  }
}

class WireSession implements VenueSession {
  readonly #dialect: Dialect
  readonly #house: WireExchange
  readonly #living: LivingExchange
  readonly #client: Client
  readonly #sides = new Map<string, 'buy' | 'sell'>()

  private constructor(
    dialect: Dialect,
    house: WireExchange,
    living: LivingExchange,
    client: Client,
  ) {
    this.#dialect = dialect
    this.#house = house
    this.#living = living
    this.#client = client
  }

  static async open(dialect: Dialect): Promise<WireSession> {
    const house = houseOf(dialect)
    const speech =
      dialect === 'binance'
        ? new BinanceDialect(house, { isLimited: false })
        : new KrakenDialect(house, { tier: undefined })
    house.attach(speech)
    const served = {
      house,
      dialect: speech,
      onTime: (now: Micros) => house.onTime(now),
      save: () => undefined,
    }
    const where = { host: '127.0.0.1', port: 0 }
    const living = await serveExchange({ served, clock: liveClock, ...where })
    const client = clientOf(dialect, living.port)
    await client.loadMarkets()
    return new WireSession(dialect, house, living, client)
  }

  get #symbol(): string {
    return `BTC/${quotes[this.#dialect]}`
  }

  async place(order: CaseOrder): Promise<Placed> {
    const { type, price, params } = ccxtOrderOf(this.#dialect, order)
    const amount = order.lots / 100
    return this.#asked(order.side, () =>
      this.#client.createOrder(this.#symbol, type, order.side, amount, price, params),
    )
  }

  /** An order list, which Binance has and ccxt has no word of its own for. */
  async placeGroup(
    _kind: 'oco' | 'bracket',
    [target, stop]: readonly CaseOrder[],
  ): Promise<readonly Placed[]> {
    const client = this.#client
    if (!(client instanceof ccxt.binance) || target === undefined || stop === undefined)
      throw new Error('no list of orders')
    const answer = (await client.privatePostOrderListOco({
      symbol: `BTC${quotes.binance}`,
      side: 'SELL',
      quantity: String(target.lots / 100),
      aboveType: 'LIMIT_MAKER',
      abovePrice: String(target.price),
      belowType: 'STOP_LOSS_LIMIT',
      belowStopPrice: String(stop.trigger),
      belowPrice: String(stop.price),
      belowTimeInForce: 'GTC',
    })) as { readonly orderReports: readonly { readonly orderId: string; readonly type: string }[] }
    const idOf = (type: string): Placed => {
      const found = answer.orderReports.find((report) => report.type === type)
      return { id: defined(found, type).orderId }
    }
    return [idOf('LIMIT_MAKER'), idOf('STOP_LOSS_LIMIT')]
  }

  async amend(
    id: string,
    { lots, price }: { readonly lots?: number; readonly price?: number },
  ): Promise<Placed> {
    const side = this.#sides.get(id) ?? 'buy'
    const amount = lots === undefined ? undefined : lots / 100
    return this.#asked(side, async () => {
      const edited = await this.#client.editOrder(id, this.#symbol, 'limit', side, amount, price)
      // Kraken changes the order in place, and what comes back names the change.
      return this.#dialect === 'kraken' ? { id } : edited
    })
  }

  async cancel(id: string): Promise<Placed> {
    return this.#asked('buy', async () => {
      await this.#client.cancelOrder(id, this.#symbol)
      return { id }
    })
  }

  async cancelAll(): Promise<void> {
    await this.#client.cancelAllOrders(this.#symbol)
  }

  async #asked(side: 'buy' | 'sell', ask: () => Promise<Pick<Order, 'id'>>): Promise<Placed> {
    try {
      const id = String((await ask()).id)
      this.#sides.set(id, side)
      return { id }
    } catch (error) {
      return { declined: declineOf(error) }
    }
  }

  async status(id: string): Promise<CaseStatus> {
    const { status, filled, amount } = await this.#client.fetchOrder(id, this.#symbol)
    if (status === 'open') return 'open'
    return Number(amount) > 0 && Number(filled) >= Number(amount) - 1e-9 ? 'filled' : 'ended'
  }

  async fills(id: string): Promise<readonly CaseFill[]> {
    const trades = await this.#client.fetchMyTrades(this.#symbol)
    return trades
      .filter(({ order }) => String(order) === id)
      .map(({ price, amount, takerOrMaker }) => ({
        price: Number(price),
        lots: Math.round(Number(amount) * 100),
        liquidity: takerOrMaker === 'maker' ? 'maker' : 'taker',
      }))
  }

  async owned(): Promise<{ readonly quote: number; readonly base: number }> {
    const { total } = (await this.#client.fetchBalance()) as unknown as {
      readonly total: Readonly<Record<string, number | undefined>>
    }
    return { quote: total[quotes[this.#dialect]] ?? 0, base: total['BTC'] ?? 0 }
  }

  async best(
    side: 'buy' | 'sell',
  ): Promise<{ readonly price: number; readonly lots: number } | undefined> {
    const book = await this.#client.fetchOrderBook(this.#symbol, 5)
    const [level] = side === 'buy' ? book.bids : book.asks
    if (level === undefined) return undefined
    return { price: Number(level[0]), lots: Math.round(Number(level[1]) * 100) }
  }

  #act(what: (exchange: SimulatedExchange, ts: Micros) => void): Promise<void> {
    this.#house.act(liveClock.now(), (ts) => what(this.#house.exchange, ts))
    return Promise.resolve()
  }

  depth(side: 'buy' | 'sell', price: number, lots: number): Promise<void> {
    return this.#act((exchange, ts) => exchange.onDepth(0, side === 'buy', price, lots, ts))
  }

  trade(aggressor: 'buy' | 'sell', price: number, lots: number): Promise<void> {
    return this.#act((exchange, ts) => exchange.onTrade(0, aggressor === 'buy', price, lots, ts))
  }

  async pass(us: number): Promise<void> {
    await sleep(us / 1_000)
  }

  async close(): Promise<void> {
    await this.#client.close()
    await this.#living.close()
  }
}

/** What an exception of ccxt's says; anything else is a fault of the case and goes on. */
function declineOf(error: unknown): Decline {
  if (error instanceof ccxt.InsufficientFunds) return 'funds'
  if (error instanceof ccxt.OrderNotFound) return 'unknown-order'
  if (error instanceof ccxt.OrderImmediatelyFillable) return 'would-take'
  if (error instanceof ccxt.DuplicateOrderId) return 'duplicate'
  // These the client knows no class for; the venue's words stand in the message.
  const words = error instanceof ccxt.ExchangeError ? error.message : ''
  if (words.includes('Duplicate order sent') || words.includes('arguments:cl_ord_id'))
    return 'duplicate'
  if (words.includes('Post only order')) return 'would-take'
  if (error instanceof ccxt.InvalidOrder) return 'bad-order'
  throw error
}
