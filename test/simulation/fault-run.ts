import { createHash, type Hash } from 'node:crypto'
import { Random } from '../../src/base/index.ts'
import {
  type Instrument,
  instrument,
  micros,
  parseInstrumentId,
  secondUs,
} from '../../src/domain/index.ts'
import { GeneratedMarket, type GeneratedMarketOptions } from '../../src/market/index.ts'
import {
  drawFaultPlan,
  type ExchangeSink,
  type FaultPlan,
  FaultyExchange,
  FlatFees,
  GeneratedStream,
  type MarketFeed,
  openLegs,
  openRules,
  plainDepth,
  usualLatency,
} from '../../src/venue/sim/index.ts'
import { ExchangeInvariants } from './exchange-invariants.ts'
import { ShadowMoney } from './exchange-shadow-money.ts'
import { promise } from './exchange-violation.ts'
import { FaultClients } from './fault-clients.ts'
import { eventLine } from './fault-event-line.ts'
import { Idempotency } from './fault-idempotency.ts'
import { WatchedExchange } from './fault-watched-exchange.ts'

const startTs = micros(1_704_067_200_000_000)
const makerPpm = -100
const takerPpm = 1_700
const faultyUs = 30 * secondUs
/** Longer than anything that was sent before can be under way. */
const healingUs = 12 * secondUs
/** Trading goes on where all is well. */
const calmUs = 3 * secondUs
const healingMaxUs = 60 * secondUs
const turnUs = 100_000

/** What a seeded run came to. */
export type FaultRun = {
  /** SHA-256 over everything the exchange told and the clients were answered. */
  readonly hash: string
  readonly plan: FaultPlan
  readonly events: number
  /** Names that became orders. */
  readonly orders: number
  readonly resent: number
  readonly breaks: number
  /** How often what was built from events alone was found to be what was read. */
  readonly compared: number
  /** How often what happened, by kind of event and by code of refusal. */
  readonly seen: ReadonlyMap<string, number>
}

/**
 * Drives clients through a faulty exchange, heals it, and compares what they believe with what is.
 * Throws an `ExchangeViolation` at the first promise broken.
 */
export function runFaults(seed: number, plan: FaultPlan = drawFaultPlan(seed)): FaultRun {
  const scene = openScene(seed, plan)
  const { faulty, clients, watch, hash, idempotency, seen } = scene
  const random = Random.stream(seed, 'fault-run')
  for (let ts: number = startTs; ts < startTs + faultyUs; ts += turnUs) {
    faulty.run(micros(ts))
    clients.act(random)
  }
  faulty.heal()
  settle(scene)
  const calmTs = faulty.now
  for (let ts = calmTs; ts < calmTs + calmUs; ts = micros(ts + turnUs)) {
    faulty.run(ts)
    clients.act(random)
  }
  settle(scene)
  // The last news arrive, and nobody looks anything up any more.
  scene.feed.stop()
  faulty.run(micros(faulty.now + 2 * secondUs))
  clients.compare(faulty.exchange)
  watch.check(true)
  for (const [currency, sum] of faulty.exchange.imbalance())
    promise(sum === 0n, 'imbalance', () => `${sum} ${currency} came from nowhere`)
  return {
    hash: hash.digest('hex'),
    plan,
    events: watch.events,
    orders: idempotency.names,
    resent: clients.resent,
    breaks: clients.breaks,
    compared: clients.compared,
    seen,
  }
}

/** Lets clients find out what became of everything; they begin nothing new. */
function settle({ faulty, clients }: FaultScene): void {
  const fromTs = faulty.now
  while (!clients.isSettled || faulty.now < fromTs + healingUs) {
    promise(faulty.now < fromTs + healingMaxUs, 'settling', () => clients.trouble())
    faulty.run(micros(faulty.now + turnUs))
    clients.act(undefined)
  }
}

type FaultScene = {
  readonly faulty: FaultyExchange<WatchedExchange>
  readonly clients: FaultClients
  readonly feed: StoppableFeed
  readonly watch: ExchangeInvariants
  readonly idempotency: Idempotency
  readonly hash: Hash
  readonly seen: ReadonlyMap<string, number>
}

function openScene(seed: number, plan: FaultPlan): FaultScene {
  const legs = openLegs({ feed: usualLatency, order: usualLatency, reply: usualLatency }, seed)
  if (!legs.ok) throw new Error(legs.error)
  const watch = new ExchangeInvariants(
    new ShadowMoney({ maker: makerPpm, taker: takerPpm }),
    instruments.length,
    true,
  )
  const idempotency = new Idempotency()
  const hash = createHash('sha256')
  const feed = new StoppableFeed()
  const seen = new Map<string, number>()
  const note = (kind: string, line: string): void => {
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    hash.update(line)
  }
  const faulty = new FaultyExchange({
    plan,
    seed,
    legs: legs.value,
    startTs,
    open: (sink) => {
      const exchange = openExchange(seed, feed, watch, {
        onExchangeEvent: (event) => {
          note(event.kind, eventLine(event))
          watch.onExchangeEvent(event)
          idempotency.onExchangeEvent(event)
          sink.onExchangeEvent(event)
        },
      })
      return { exchange, feed }
    },
  })
  const { exchange } = faulty
  const accounts = Array.from({ length: 2 + (seed % 2) }, () => openAccount(exchange, watch))
  const clients = new FaultClients(faulty, accounts, note)
  return { faulty, clients, feed, watch, idempotency, hash, seen }
}

const instruments: NonNullable<GeneratedMarketOptions['instruments']> = [
  {
    instrument: made('BTC-USD.SIM', '0.1', '0.00001'),
    price: 60_000,
    volatilityPerDay: 0.03,
    beta: 1,
    turnoverPerDay: 400e6,
  },
  {
    instrument: made('ETH-USD.SIM', '0.01', '0.0001'),
    price: 3_000,
    volatilityPerDay: 0.04,
    beta: 1,
    turnoverPerDay: 250e6,
  },
]

function made(name: string, tick: string, lot: string): Instrument {
  const id = parseInstrumentId(name)
  const result = id.ok ? instrument(id.value, tick, lot) : id
  if (!result.ok) throw new Error(result.error)
  return result.value
}

function openExchange(
  seed: number,
  feed: StoppableFeed,
  watch: ExchangeInvariants,
  sink: ExchangeSink,
): WatchedExchange {
  const bars = new GeneratedMarket({ seed, instruments, intervalUs: secondUs, from: startTs })
  const listings = bars.instruments.map((each) => ({
    instrument: each,
    rules: openRules,
    perpetual: undefined,
  }))
  const fees = new FlatFees(makerPpm, takerPpm)
  const exchange = new WatchedExchange({ listings, fees, sink, startTs, tellsBook: true }, watch)
  const depth = { ...plainDepth, levels: 4, stepTicks: 5 }
  feed.play(new GeneratedStream({ bars, target: exchange, seed, depth }))
  return exchange
}

function openAccount(exchange: WatchedExchange, watch: ExchangeInvariants): number {
  watch.openAccount('cash')
  const account = exchange.openAccount()
  exchange.deposit(account, 'USD', 10_000_000_000_000n, startTs)
  exchange.deposit(account, 'BTC', 100_000_000n, startTs)
  exchange.deposit(account, 'ETH', 2_000_000_000n, startTs)
  return account
}

/** A market that can be stopped, so that the last news of it can arrive. */
class StoppableFeed implements MarketFeed {
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
