import { createHmac } from 'node:crypto'
import { pro } from 'ccxt'
import { defined } from '../../src/base/index.ts'
import { serveExchange } from '../../src/doors/index.ts'
import { type InstrumentId, instrument, type Micros } from '../../src/domain/index.ts'
import { type Clock, liveClock } from '../../src/kernel/index.ts'
import {
  BinanceDialect,
  type FaultPlan,
  FlatFees,
  type Listing,
  openRules,
  WireExchange,
} from '../../src/venue/index.ts'
import { type Fees, noFaults } from '../../src/venue/sim/index.ts'
import { keyOf, secretFor, secretOf } from '../house/canaries.ts'
import { unfitCustomers } from './unfit-customers.ts'

/** The unchanged client, looking at us instead of the venue. */
export type BinanceClient = InstanceType<typeof pro.binance>

/** What of the venue's own answers is looked at, where ccxt has no word of its own. */
export type Told = {
  readonly amendedOrder: { readonly origQty: string }
  readonly orderListId: number
  readonly contingencyType: string
  readonly listOrderStatus: string
  readonly orders: readonly { readonly orderId: number }[]
  readonly orderReports: readonly { readonly type: string; readonly status: string }[]
  readonly standardCommission: { readonly maker: string }
  readonly listenKey: string
}

/** Where the market of the scene stands. Unit: ticks of 0.01. */
export const middle = 3_000_000

const rules = {
  ...openRules,
  lotsMax: 900_000_000,
  marketLotsMax: 100_000_000,
  notionalMin: 500_000_000n,
  openOrdersMax: 20,
  stopOrdersMax: 5,
}

function listing(id: string, tick: string, lot: string): Listing {
  const made = instrument(id as InstrumentId, tick, lot)
  const of = defined(made.ok ? made.value : undefined, id)
  return { instrument: of, rules, perpetual: undefined }
}

type Settings = {
  readonly isLimited?: boolean
  /** What goes wrong; the seed is always the same. */
  readonly faults?: Partial<FaultPlan> | undefined
  readonly fees?: Fees
  /** The venue's clock. */
  readonly clock?: Clock
  /** What an earlier scene saved. */
  readonly state?: ReturnType<WireExchange['save']>
}

/** Binance's dialect over the simulated exchange, with a market that moves only when told to. */
export class BinanceScene {
  readonly house: WireExchange
  readonly dialect: BinanceDialect
  readonly clock: Clock

  constructor({ isLimited = false, faults, state, fees, clock = liveClock }: Settings = {}) {
    this.clock = clock
    const setup = {
      listings: [
        listing('BTC-USDT.SIM', '0.01', '0.00001'),
        listing('ETH-USDT.SIM', '0.01', '0.0001'),
      ],
      fees: fees ?? new FlatFees(1_000, 1_000, { kind: 'received' }),
      customers: [
        { key: keyOf('demo'), secret: secretOf('demo'), units: 100_000 },
        { key: keyOf('other'), secret: secretOf('other'), units: 100_000 },
        ...unfitCustomers,
      ],
      startTs: clock.now(),
      faults: faults === undefined ? undefined : { plan: { ...noFaults, ...faults }, seed: 1 },
    }
    this.house = new WireExchange(setup, state)
    this.dialect = new BinanceDialect(this.house, { isLimited })
    this.house.attach(this.dialect)
    if (state !== undefined) return
    this.act((exchange, ts) => exchange.deposit(0, 'BTC', 10_00000000n, ts))
    this.act((exchange, ts) => exchange.deposit(0, 'USDT', 900_000_00000000n, ts))
    this.quote(middle)
  }

  act<T>(what: (exchange: WireExchange['exchange'], ts: Micros) => T): T {
    return this.house.act(this.clock.now(), (ts) => what(this.house.exchange, ts))
  }

  /** Twenty levels of a coin a side, a unit apart, around a price; and a trade at the price. */
  quote(at: number): void {
    this.act((exchange, ts) => {
      exchange.clearDepth(0, ts)
      for (let i = 1; i <= 20; i += 1) {
        exchange.onDepth(0, true, at - 100 * i, 100_000, ts)
        exchange.onDepth(0, false, at + 100 * i, 100_000, ts)
      }
      exchange.onTrade(0, true, at, 1_000, ts)
    })
  }

  onTime(now: Micros): void {
    this.house.onTime(now)
  }

  save(): void {}
}

/** A scene on the network, and clients of it. */
export class BinanceVenue {
  readonly scene: BinanceScene
  readonly port: number
  readonly #living: Awaited<ReturnType<typeof serveExchange>>
  readonly #clients: BinanceClient[] = []

  private constructor(scene: BinanceScene, living: Awaited<ReturnType<typeof serveExchange>>) {
    this.scene = scene
    this.port = living.port
    this.#living = living
  }

  static async open(settings: Settings = {}): Promise<BinanceVenue> {
    const scene = new BinanceScene(settings)
    const where = { host: '127.0.0.1', port: 0 }
    const living = await serveExchange({ served: scene, clock: scene.clock, ...where })
    return new BinanceVenue(scene, living)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async client(name = 'demo', secret: string = secretFor(name)): Promise<BinanceClient> {
    const client = new pro.binance({ apiKey: keyOf(name), secret, enableRateLimit: false })
    const socket = this.url.replace('http', 'ws')
    Object.assign(client.options, { fetchMarkets: { types: ['spot'] } })
    const rest = `${this.url}/api/v3`
    const urls = { public: rest, private: rest, sapi: `${this.url}/sapi/v1` }
    const ws = { spot: `${socket}/stream/ws`, 'ws-api': { spot: `${socket}/ws-api/v3` } }
    Object.assign(client.urls, { api: { ...urls, ws } })
    // What ccxt asks for before it opens a socket without TLS.
    await client.loadHttpProxyAgent()
    this.#clients.push(client)
    return client
  }

  /** Asks what ccxt has no word for, signed by ccxt. */
  ask(client: BinanceClient, call: string, params: object = {}): Promise<Told> {
    const [method, path] = call.split(' ')
    return client.request(path ?? '', 'private', method, params)
  }

  async close(): Promise<void> {
    for (const client of this.#clients) await client.close()
    await this.#living.close()
  }
}

/** What a client was told when it was declined: the class of its error. */
export async function refused(task: Promise<unknown>): Promise<string> {
  try {
    await task
  } catch (error) {
    return error instanceof Error ? error.constructor.name : String(error)
  }
  return 'accepted'
}

/** Parameters as the demo account signs them now. */
export function signedQuery(params: ReadonlyMap<string, string>): string {
  const timestamp = Math.floor(liveClock.now() / 1_000)
  const form = new URLSearchParams([...params, ['timestamp', String(timestamp)]]).toString()
  return `${form}&signature=${createHmac('sha256', secretOf('demo')).update(form).digest('hex')}`
}
