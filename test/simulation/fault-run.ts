import { createHash, type Hash } from 'node:crypto'
import { Random } from '../../src/base/index.ts'
import { micros, secondUs } from '../../src/domain/index.ts'
import {
  drawFaultPlan,
  type ExchangeEvent,
  type FaultPlan,
  FaultyExchange,
  openLegs,
  usualLatency,
} from '../../src/venue/sim/index.ts'
import { ExchangeInvariants } from './exchange-invariants.ts'
import { ShadowMoney } from './exchange-shadow-money.ts'
import { ExchangeTally } from './exchange-tally.ts'
import { promise } from './exchange-violation.ts'
import { makerPpm, takerPpm } from './exchange-world.ts'
import { FaultClients } from './fault-clients.ts'
import { eventLine } from './fault-event-line.ts'
import {
  drawStart,
  isRough,
  kindsOf,
  openFaultAccount,
  openFaultExchange,
  StoppableFeed,
} from './fault-exchange.ts'
import { Idempotency } from './fault-idempotency.ts'
import { faultListings } from './fault-listings.ts'
import type { WatchedExchange } from './fault-watched-exchange.ts'

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
  /** Orders and groups sent once more, and groups alone. */
  readonly resent: number
  readonly resentGroups: number
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
  const startTs = faulty.now
  for (let ts: number = startTs; ts < startTs + faultyUs; ts += turnUs) {
    faulty.run(micros(ts))
    clients.act(random)
  }
  faulty.heal()
  settle(scene, healingUs)
  const calmTs = faulty.now
  for (let ts = calmTs; ts < calmTs + calmUs; ts = micros(ts + turnUs)) {
    faulty.run(ts)
    clients.act(random)
  }
  settle(scene, calmUs)
  // The last news arrive, and nobody looks anything up any more. Orders may end by themselves yet.
  scene.feed.stop()
  let before = -1
  for (let quiet = 0; quiet < 2; quiet = watch.events === before ? quiet + 1 : 0) {
    before = watch.events
    faulty.run(micros(faulty.now + secondUs))
  }
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
    resentGroups: clients.resentGroups,
    breaks: clients.breaks,
    compared: clients.compared,
    seen: new Map([...seen, ...watch.orders.seen]),
  }
}

/** Lets clients find out what became of all, for `leastUs` or more; they begin nothing new. */
function settle({ faulty, clients }: FaultScene, leastUs: number): void {
  const fromTs = faulty.now
  while (!clients.isSettled || faulty.now < fromTs + leastUs) {
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
    faultListings.length,
    !isRough(seed),
  )
  const idempotency = new Idempotency()
  const hash = createHash('sha256')
  const feed = new StoppableFeed()
  const seen = new Map<string, number>()
  const note = (kind: string, line: string): void => {
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    hash.update(line)
  }
  const startTs = drawStart(seed)
  const faulty = new FaultyExchange({
    plan,
    seed,
    legs: legs.value,
    startTs,
    open: (sink) => {
      const told = {
        onExchangeEvent: (event: ExchangeEvent): void => {
          hash.update(eventLine(event))
          watch.onExchangeEvent(event)
          idempotency.onExchangeEvent(event)
          sink.onExchangeEvent(event)
        },
      }
      const tally = new ExchangeTally(told, seen)
      const exchange = openFaultExchange(seed, startTs, feed, watch, tally)
      return { exchange, feed }
    },
  })
  const { exchange } = faulty
  const accounts = kindsOf(seed).map((kind) => openFaultAccount(exchange, watch, kind))
  const clients = new FaultClients(faulty, accounts, note)
  return { faulty, clients, feed, watch, idempotency, hash, seen }
}
