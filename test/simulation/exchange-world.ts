import { canonicalJson, Random } from '../../src/base/index.ts'
import { dayUs, type Micros, micros } from '../../src/domain/index.ts'
import {
  type ExchangeSetup,
  type ExchangeSink,
  type FeePaidIn,
  FlatFees,
  type Frictions,
  type Listing,
  logQueue,
  type MarginTerms,
  powerQueue,
  type QueueModel,
  riskAverse,
  SimulatedExchange,
} from '../../src/venue/sim/index.ts'
import { type DrawScene, pick } from './exchange-draws.ts'
import { ExchangeInvariants } from './exchange-invariants.ts'
import { startTicks, worldListings } from './exchange-listings.ts'
import type { ShadowBook } from './exchange-shadow-book.ts'
import { type AccountKind, ShadowMoney } from './exchange-shadow-money.ts'
import { promise } from './exchange-violation.ts'

export const makerPpm = -100
export const takerPpm = 1_700
const discountPpm = 250_000

const margin: MarginTerms = { leverage: 3, interestPpmPerHour: 40, maintenancePpm: 150_000 }
const spot = [0, 1, 2]
const perpetual = [3, 4]
const kinds: readonly AccountKind[] = [
  'cash',
  'cash',
  'cash',
  'margin',
  'margin',
  'perpetual',
  'perpetual',
  'mixed',
]

/** Matches come in small pieces, and large ones move the price. */
export const roughFrictions: Frictions = {
  impactTicks: (_instrument, _ticks, lots) => (lots > 20 ? 1 : 0),
  slices: (lots) => (lots > 10 ? [10, lots - 10] : [lots]),
  save: () => ({}),
  load: () => {},
}

/** Where orders stand among strangers'; a seed decides, as it does what fees are paid in. */
export const queues: readonly QueueModel[] = [riskAverse, logQueue, powerQueue(2)]

export function drawFees(random: Random): FeePaidIn {
  const third: FeePaidIn = {
    kind: 'third',
    currency: 'FEE',
    discountPpm,
    priceIn: (quote) => (quote === 'USDT' ? 300_000_000n : undefined),
  }
  return pick<FeePaidIn>(random, [{ kind: 'quote' }, { kind: 'received' }, third])
}

/**
 * A seeded exchange with accounts of every kind, watched by `ExchangeInvariants` at every event.
 * What happens in it is up to whoever drives it; `exchange-actions.ts` does so at random.
 */
export class ExchangeWorld {
  readonly random: Random
  readonly watch: ExchangeInvariants
  readonly accounts: readonly number[]
  readonly ticks: number[] = [...startTicks]
  exchange: SimulatedExchange
  now: Micros = micros(19_000 * dayUs)
  steps = 0
  /** Calls the exchange declined. */
  refusals = 0
  #names = 0
  #strangers = 0
  readonly #makeSetup: (listings: readonly Listing[]) => ExchangeSetup

  /** @param wrap - Puts something between the exchange and its checker. */
  constructor(seed: number, wrap: (sink: ExchangeSink) => ExchangeSink = (sink) => sink) {
    this.random = Random.stream(seed, 'exchange-world')
    const isRough = this.random.next() < 0.25
    const paidIn = drawFees(this.random)
    const queue = pick(this.random, queues)
    const money = new ShadowMoney({ maker: makerPpm, taker: takerPpm })
    this.watch = new ExchangeInvariants(money, worldListings.length, !isRough)
    const sink = wrap(this.watch)
    this.#makeSetup = (listings) => ({
      listings,
      fees: new FlatFees(makerPpm, takerPpm, paidIn),
      sink,
      startTs: this.now,
      queue,
      tellsBook: true,
      remembered: 60,
      ...(isRough ? { frictions: roughFrictions } : {}),
    })
    this.exchange = new SimulatedExchange(this.#makeSetup(worldListings))
    this.watch.watch(this.exchange)
    this.accounts = kinds.map((kind) => this.#openAccount(kind))
    this.check()
  }

  #openAccount(kind: AccountKind): number {
    this.watch.openAccount(kind)
    const account = this.exchange.openAccount(kind === 'margin' ? { margin } : {})
    const deposit = (currency: string, most: number): void => {
      const amount = BigInt(this.random.below(most))
      this.exchange.deposit(account, currency, amount, this.now)
    }
    // What a few orders cost, so that money is short now and then and positions are called.
    deposit('USDT', kind === 'perpetual' ? 12_000_000 : kind === 'cash' ? 900_000_000 : 300_000_000)
    deposit('FEE', 1_000_000)
    for (const [instrument, leverage] of [
      [3, 20],
      [4, 5],
    ] as const)
      if (kind === 'perpetual') this.exchange.setLeverage(account, instrument, leverage)
    if (kind === 'perpetual') return account
    deposit('BTC', 20_000_000)
    deposit('ETH', 400_000_000)
    return account
  }

  instrumentsOf(account: number): readonly number[] {
    const kind = kinds[account]
    if (kind === 'perpetual') return perpetual
    return kind === 'mixed' ? [...spot, ...perpetual] : spot
  }

  sceneOf(account: number): DrawScene {
    return {
      random: this.random,
      now: this.now,
      instruments: this.instrumentsOf(account),
      ticksOf: (instrument) => this.ticks[instrument] ?? 1,
      unitOf: (instrument) => {
        const of = this.exchange.listings[instrument]?.instrument
        return of === undefined ? 1 : Number(of.notionalFactor) / Number(of.notionalDivisor)
      },
      name: () => this.#name(),
      startsEitherWay: true,
    }
  }

  bookOf(instrument: number): ShadowBook {
    return this.watch.bookOf(instrument)
  }

  isTrading(instrument: number): boolean {
    return this.exchange.modeOf(instrument) === 'trading'
  }

  /** A number for a stranger's order that no other had. */
  newStranger(): number {
    this.#strangers += 1
    return this.#strangers
  }

  #name(): string {
    const { random } = this
    if (random.next() < 0.5) return ''
    if (random.next() < 0.05 && this.#names > 0) return `n${random.below(this.#names)}`
    this.#names += 1
    return `n${this.#names}`
  }

  /** Lets time pass, with what is due meanwhile, before the next call is made. */
  pass(us: number): void {
    if (us === 0) return
    this.now = micros(this.now + us)
    this.exchange.advance(this.now)
    this.check()
  }

  /** To be called after every call of the exchange. */
  check(): void {
    this.steps += 1
    this.watch.check(this.steps % 64 === 0)
  }

  /** Stops the exchange and starts another from what it saved. */
  restart(): void {
    const saved = JSON.stringify(this.exchange.save())
    const next = new SimulatedExchange(this.#makeSetup(this.exchange.listings))
    next.load(JSON.parse(saved))
    const again = canonicalJson(next.save())
    const before = canonicalJson(JSON.parse(saved))
    promise(again === before, 'restart', () => 'a restarted exchange saves another state')
    this.exchange = next
    this.watch.watch(next)
  }
}
