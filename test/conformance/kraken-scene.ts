import { createHash, createHmac } from 'node:crypto'
import { defined } from '../../src/base/index.ts'
import { type InstrumentId, instrument, type Micros, micros } from '../../src/domain/index.ts'
import {
  type FaultPlan,
  type Fees,
  FlatFees,
  type Listing,
  noFaults,
  openRules,
  type SimulatedExchange,
} from '../../src/venue/sim/index.ts'
import {
  KrakenDialect,
  krakenMargin,
  WireExchange,
  type WireReply,
  type WireRequest,
} from '../../src/venue/index.ts'
import { keyOf, secretFor, secretOf } from '../house/canaries.ts'
import { unfitCustomers } from './unfit-customers.ts'

/** Instruments of the scene, by place. */
export const btc = 0
export const eth = 1
/** Traded in whole units at whole prices. */
export const xrp = 2

const rules = { ...openRules, lotsMin: 10, notionalMin: 5_00000000n, openOrdersMax: 40 }

function listing(id: string, tick: string, lot: string): Listing {
  const made = instrument(id as InstrumentId, tick, lot)
  const of = defined(made.ok ? made.value : undefined, id)
  return { instrument: of, rules: lot === '1' ? openRules : rules, perpetual: undefined }
}

type Settings = {
  readonly now: () => Micros
  readonly tier?: 'starter' | undefined
  /** What every account may borrow for. */
  readonly leverage?: number | undefined
  /** What goes wrong; the seed is always the same. */
  readonly faults?: Partial<FaultPlan> | undefined
  readonly fees?: Fees | undefined
  /** What an earlier scene saved. */
  readonly state?: ReturnType<WireExchange['save']> | undefined
}

/** What an answer of Kraken's comes to. */
export type KrakenAnswer = { readonly error: readonly string[]; readonly result: unknown }

/** The simulated exchange speaking Kraken's dialect, with two accounts and a market in our hand. */
export class KrakenScene {
  readonly house: WireExchange
  readonly dialect: KrakenDialect
  readonly #now: () => Micros
  #nonce: number

  constructor({ now, tier, leverage, faults, state, fees }: Settings) {
    this.#now = now
    this.#nonce = now()
    const setup = {
      listings: [
        listing('BTC-USD.KRAKEN', '0.1', '0.00001'),
        listing('ETH-USD.KRAKEN', '0.01', '0.0001'),
        listing('XRP-USD.KRAKEN', '1', '1'),
      ],
      fees: fees ?? new FlatFees(1_600, 2_600),
      customers: [
        { key: keyOf('demo'), secret: secretOf('demo'), units: 100_000 },
        { key: keyOf('other'), secret: secretOf('other'), units: 1_000 },
        ...unfitCustomers,
      ],
      startTs: now(),
      margin: leverage === undefined ? undefined : krakenMargin(leverage),
      faults: faults === undefined ? undefined : { plan: { ...noFaults, ...faults }, seed: 1 },
    }
    this.house = new WireExchange(setup, state)
    this.dialect = new KrakenDialect(this.house, { tier })
    this.house.attach(this.dialect)
    if (state === undefined) for (const each of [btc, eth, xrp]) this.quote(each)
  }

  act<T>(what: (exchange: SimulatedExchange, ts: Micros) => T): T {
    return this.house.act(this.#now(), (ts) => what(this.house.exchange, ts))
  }

  /** Twenty levels a side around a price, and a trade at the ask. */
  quote(instrument: number, middle: number = 300_000): void {
    this.act((exchange, ts) => {
      exchange.clearDepth(instrument, ts)
      for (let i = 1; i <= 20; i += 1) {
        exchange.onDepth(instrument, true, middle - i, 100_000 + 1_000 * i, ts)
        exchange.onDepth(instrument, false, middle + i, 100_000 + 1_001 * i, ts)
      }
      exchange.onTrade(instrument, true, middle + 1, 5, ts)
    })
  }

  /** A public call. */
  get(call: string, query = ''): KrakenAnswer {
    const request = { method: 'GET', path: `/0/public/${call}`, query, headers: {}, body: '' }
    return parsed(this.answer({ ...request, address: 'a' }).body)
  }

  /** A signed call with the next nonce. @param body - A form, or a JSON object. */
  ask(call: string, body = '', key = 'demo'): KrakenAnswer {
    return parsed(this.sign(call, body, key).body)
  }

  sign(call: string, body: string, key = 'demo'): WireReply {
    this.#nonce += 1
    const nonce = String(this.#nonce)
    const isJson = body.startsWith('{')
    const whole = isJson ? body.replace('{', `{"nonce":${nonce},`) : `nonce=${nonce}&${body}`
    return this.#send(call, whole, key, nonce, secretFor(key))
  }

  /** A call signed with whatever it is told. */
  post(
    call: string,
    body: string,
    key: string,
    nonce: string,
    secret: string = secretFor(key),
  ): KrakenAnswer {
    return parsed(this.#send(call, body, key, nonce, secret).body)
  }

  #send(call: string, body: string, key: string, nonce: string, secret: string): WireReply {
    const path = `/0/private/${call}`
    const digest = createHash('sha256').update(nonce).update(body).digest()
    const sign = createHmac('sha512', secret).update(path).update(digest).digest('base64')
    const type = body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded'
    const headers = { 'api-key': keyOf(key), 'api-sign': sign, 'content-type': type }
    return this.answer({ method: 'POST', path, query: '', headers, body, address: 'a' })
  }

  answer(request: WireRequest): WireReply {
    return this.house.answer(request, this.#now())
  }

  /** Whether all money is still there. */
  isBalanced(): boolean {
    return [...this.house.exchange.imbalance().values()].every((sum) => sum === 0n)
  }

  /** A stream that notes all it is told. */
  stream(): KrakenStream {
    return new KrakenStream(this.dialect, (what) => this.house.act(this.#now(), what))
  }

  /** The market's and the accounts' time goes by. */
  pass(): void {
    this.house.onTime(this.#now())
  }
}

function parsed(body: string): KrakenAnswer {
  return JSON.parse(body)
}

type Message = { readonly [name: string]: unknown }

/** One connection to a scene. */
export class KrakenStream {
  readonly #told: string[] = []
  readonly #say: (text: string) => void

  constructor(dialect: KrakenDialect, act: (what: (ts: Micros) => void) => void) {
    const socket = {
      send: (text: string): void => void this.#told.push(text),
      end: (): void => undefined,
      address: 'a',
    }
    const session = defined(dialect.open('/v2', '', socket), 'stream')
    this.#say = (text) => act((ts) => session.onText(text, ts))
  }

  /** @returns What came of it. */
  say(method: string, params: object = {}): readonly Message[] {
    this.take()
    this.send(JSON.stringify({ method, params, req_id: 1 }))
    return this.take()
  }

  send(text: string): void {
    this.#say(text)
  }

  /** What it was told since it was last taken. */
  take(): readonly Message[] {
    return this.takeTexts().map((text): Message => JSON.parse(text))
  }

  takeTexts(): readonly string[] {
    return this.#told.splice(0)
  }
}

/** A clock that goes as the test says. */
export class SceneClock {
  #now = 1_700_000_000_000_000

  readonly now = (): Micros => {
    this.#now += 1_000
    return micros(this.#now)
  }

  pass(seconds: number): void {
    this.#now += seconds * 1_000_000
  }
}
