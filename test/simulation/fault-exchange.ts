import { Random } from '../../src/base/index.ts'
import { dayUs, type Micros, micros, secondUs } from '../../src/domain/index.ts'
import { GeneratedMarket } from '../../src/market/index.ts'
import {
  type ExchangeSink,
  FlatFees,
  frictionless,
  GeneratedStream,
  type MarketFeed,
  MergedFeed,
  plainDepth,
} from '../../src/venue/sim/index.ts'
import { pick } from './exchange-draws.ts'
import type { ExchangeInvariants } from './exchange-invariants.ts'
import type { AccountKind } from './exchange-shadow-money.ts'
import { drawFees, makerPpm, queues, roughFrictions, takerPpm } from './exchange-world.ts'
import type { ClientAccount } from './fault-client.ts'
import { FaultHouse } from './fault-house.ts'
import {
  faultInstruments,
  faultListings,
  faultMargin,
  faultPerpetual,
  startsWith,
  tradedBy,
} from './fault-listings.ts'
import { WatchedExchange } from './fault-watched-exchange.ts'

/** A little before midnight, when days end and interest is due, so that runs go over it. */
export function drawStart(seed: number): Micros {
  const before = 3 + Random.stream(seed, 'fault-start').below(25)
  return micros(19_723 * dayUs - before * secondUs)
}

/** The accounts of a run: one of each kind, and in every other run one that does everything. */
export function kindsOf(seed: number): readonly AccountKind[] {
  return seed % 2 === 0 ? ['cash', 'margin', 'perpetual'] : ['cash', 'margin', 'perpetual', 'mixed']
}

/** Whether matches of a run come in pieces and move the price; in one of four they do. */
export function isRough(seed: number): boolean {
  return Random.stream(seed, 'fault-frictions').next() < 0.25
}

/** An exchange that opens at `startTs`, and its market in `feed`. */
export function openFaultExchange(
  seed: number,
  startTs: Micros,
  feed: StoppableFeed,
  watch: ExchangeInvariants,
  sink: ExchangeSink,
): WatchedExchange {
  const random = Random.stream(seed, 'fault-exchange')
  const fees = new FlatFees(makerPpm, takerPpm, drawFees(random))
  const queue = pick(random, queues)
  const frictions = isRough(seed) ? roughFrictions : frictionless
  const setup = { listings: faultListings, fees, sink, startTs, queue, frictions, tellsBook: true }
  const exchange = new WatchedExchange(setup, watch)
  const bars = new GeneratedMarket({
    seed,
    instruments: faultInstruments,
    intervalUs: 2 * secondUs,
    from: startTs,
  })
  const depth = { ...plainDepth, levels: 4, stepTicks: 2 }
  const accounts = kindsOf(seed).length
  const stream = new GeneratedStream({ bars, target: exchange, seed, depth })
  const house = new FaultHouse(seed, exchange, { perpetual: faultPerpetual, accounts })
  feed.play(new MergedFeed([stream, house]))
  return exchange
}

export function openFaultAccount(
  exchange: WatchedExchange,
  watch: ExchangeInvariants,
  kind: AccountKind,
): ClientAccount {
  watch.openAccount(kind)
  const account = exchange.openAccount(kind === 'margin' ? { margin: faultMargin } : {})
  for (const [currency, amount] of startsWith[kind])
    exchange.deposit(account, currency, amount, exchange.now)
  const instruments = tradedBy[kind]
  if (instruments.includes(faultPerpetual)) exchange.setLeverage(account, faultPerpetual, 20)
  return { account, instruments }
}

/** A market that can be stopped, so that the last news of it can arrive. */
export class StoppableFeed implements MarketFeed {
  readonly fidelity = 'bars' as const
  #feed: MarketFeed | undefined

  get nextTs(): number {
    return this.#feed?.nextTs ?? Number.POSITIVE_INFINITY
  }

  play(feed: MarketFeed): void {
    this.#feed = feed
  }

  stop(): void {
    this.#feed = undefined
  }

  step(): void {
    this.#feed?.step()
  }
}
