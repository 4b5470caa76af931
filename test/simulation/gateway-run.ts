import { createHash } from 'node:crypto'
import { Random } from '../../src/base/index.ts'
import { clientOrderId, type Instrument, micros, secondUs } from '../../src/domain/index.ts'
import { stateHash } from '../../src/engine/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import { type FeedBar, GeneratedMarket } from '../../src/market/index.ts'
import {
  drawFaultPlan,
  type ExchangeSink,
  type FaultPlan,
  FaultyExchange,
  FlatFees,
  GeneratedStream,
  openLegs,
  openRules,
  plainDepth,
  SimulatedExchange,
  usualLatency,
} from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { DeskLife, deskNumber, deskSetup } from './gateway-desk.ts'
import { GatewayLink, PowerCut } from './gateway-link.ts'

const startTs = micros(1_704_067_200_000_000)
const faultySeconds = 60
const healingSeconds = 60
const turnUs = 50_000
const deposit = 10n ** 13n
const lotsMargin = { leverage: 20, interestPpmPerHour: 0, maintenancePpm: 0 }

/** What a run came to. */
export type GatewayRun = {
  readonly hash: string
  readonly orders: number
  readonly fills: number
  readonly restarts: number
  readonly unresolved: number
}

/**
 * The whole desk, agents to journal, trades on a faulty exchange, loses power now and then and goes
 * on from its disk. When all is well again its orders, fills and positions must be the exchange's.
 */
export function runGateway(seed: number, plan: FaultPlan = drawGatewayPlan(seed)): GatewayRun {
  const scene = new GatewayScene(seed, plan)
  for (let second = 0; second < faultySeconds; second += 1) scene.second(true)
  scene.heal()
  for (let second = 0; second < healingSeconds; second += 1) scene.second(false)
  return scene.check()
}

/** Trades made undone, and fees in another currency, are not the gateway's subject. */
export function drawGatewayPlan(seed: number): FaultPlan {
  return { ...drawFaultPlan(seed), bustsPerHour: 0, relistsPerHour: 0, delistingsPerHour: 0 }
}

class GatewayScene {
  readonly #seed: number
  readonly #random: Random
  readonly #disk = new SimulatedDisk()
  readonly #faulty: FaultyExchange<SimulatedExchange>
  readonly #bars: GeneratedMarket
  readonly #instruments: readonly Instrument[]
  readonly #hash = createHash('sha256')
  readonly #placed = new Set<string>()
  #link: GatewayLink | undefined
  #life: DeskLife | undefined
  #wakeTs = 0
  #restarts = 0
  #unresolved = 0
  #missed: FeedBar[] = []
  #isJudging = true

  constructor(seed: number, plan: FaultPlan) {
    this.#seed = seed
    this.#random = Random.stream(seed, 'gateway-run')
    this.#bars = market(seed)
    this.#instruments = this.#bars.instruments
    this.#faulty = openFaulty(seed, plan)
    const { exchange } = this.#faulty
    const account = exchange.openAccount({ margin: lotsMargin })
    exchange.deposit(account, 'USD', deposit, startTs)
    this.#begin()
  }

  /** A second of market, its closed bars, and perhaps the loss of power. */
  second(isFaulty: boolean): void {
    const until = this.#faulty.now + secondUs
    if (isFaulty && this.#random.next() < 0.05)
      this.#link?.dieAfter(Math.floor(this.#random.next() * 8) / 2)
    for (let ts = this.#faulty.now + turnUs; ts <= until; ts += turnUs)
      this.#alive(() => {
        this.#faulty.run(micros(ts))
        this.#life?.onTime(micros(ts))
        if (ts === until) this.#onBars(isFaulty)
        this.#unresolved = Math.max(this.#unresolved, this.#life?.gateway.unresolved ?? 0)
      })
    if (isFaulty && this.#life !== undefined && this.#random.next() < 0.04) this.#die()
  }

  heal(): void {
    this.#faulty.heal()
  }

  #onBars(isFaulty: boolean): void {
    this.#isJudging = isFaulty
    for (let i = 0; i < this.#instruments.length; i += 1)
      this.#missed.push({
        instrument: i,
        ts: micros(this.#bars.ts),
        open: this.#bars.open[i] as number,
        high: this.#bars.high[i] as number,
        low: this.#bars.low[i] as number,
        close: this.#bars.close[i] as number,
        volume: this.#bars.volume[i] as number,
      })
    this.#bars.next()
    if (this.#life === undefined && this.#wakeTs <= this.#faulty.now) this.#begin()
    if (this.#life === undefined) return
    const late = this.#missed.length - this.#instruments.length
    for (const [k, bar] of this.#missed.entries())
      this.#life.run.onBar(bar, k < late || !isFaulty ? 'catch-up' : 'live')
    this.#missed = []
    this.#life.run.commit()
  }

  /** Does something that may end in a loss of power. */
  #alive(what: () => void): void {
    try {
      what()
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error
      this.#die()
    }
  }

  #die(): void {
    for (const name of this.#link?.placed ?? []) this.#placed.add(name)
    this.#disk.crash(this.#random)
    this.#life = undefined
    this.#link = undefined
    this.#restarts += 1
    this.#wakeTs = this.#faulty.now + this.#random.below(5) * secondUs
    this.#faulty.connect({ onAnswer: () => {}, onExchangeEvent: () => {} })
  }

  #begin(): void {
    const link = new GatewayLink(this.#faulty, 0, {
      onAnswer: (ticket, answer) => this.#life?.gateway.onAnswer(ticket, answer, this.#faulty.now),
      onUpdate: (update) => this.#life?.gateway.onUpdate(update, this.#faulty.now),
    })
    this.#link = link
    const life = new DeskLife(deskSetup(this.#seed, this.#instruments), this.#disk, link)
    this.#life = life
    const lost = life.run.checkpoints.filter(({ isSame }) => !isSame)
    promise(lost.length === 0, 'replay', () => 'the journal records another state')
    this.#alive(() => life.start(this.#faulty.now))
  }

  /** What the desk believes is what the exchange has. */
  check(): GatewayRun {
    const life = this.#life
    promise(life !== undefined && !this.#isJudging, 'liveness', () => 'the desk is not up again')
    if (life === undefined) throw new Error('no desk')
    const { exchange } = this.#faulty
    const { desk } = life.run
    for (const name of this.#link?.placed ?? []) this.#placed.add(name)
    promise(life.gateway.unresolved === 0, 'settled', () => 'an order is still unresolved')
    const open = [...desk.orders.openOrders]
    const theirs = exchange.openOrders(0)
    const names = theirs.map(({ request }) => request.clientId).sort()
    const ours = open.map(({ orderId }) => clientOrderId(deskNumber, orderId, 0)).sort()
    promise(
      names.join() === ours.join(),
      'open orders',
      () => `${ours.join()} here, ${names.join()} there`,
    )
    for (const { request } of [...theirs, ...exchange.closedOrders(0)])
      promise(this.#placed.has(request.clientId), 'names', () => `${request.clientId} is unknown`)
    for (const [i, of] of this.#instruments.entries()) {
      const { free, held } = exchange.balances(0).get(of.base) ?? { free: 0n, held: 0n }
      const lots = desk.ledger.positions.lots[i] as number
      const owned = BigInt(lots) * of.baseFactor
      promise(free + held === owned, 'position', () => `${of.id}: ${owned}, venue ${free + held}`)
    }
    const { free, held } = exchange.balances(0).get('USD') ?? { free: 0n, held: 0n }
    const earned = free + held - deposit
    const booked = desk.ledger.cash - desk.setup.cash
    promise(earned === booked, 'cash', () => `earned ${booked}, at the venue ${earned}`)
    this.#hash.update(stateHash(desk)).update(`${life.journal.sequence}`)
    return {
      hash: this.#hash.digest('hex'),
      orders: this.#placed.size,
      fills: exchange.fills(0).length,
      restarts: this.#restarts,
      unresolved: this.#unresolved,
    }
  }
}

function market(seed: number): GeneratedMarket {
  const made = new GeneratedMarket({ seed, intervalUs: secondUs, from: startTs })
  made.next()
  return made
}

function openFaulty(seed: number, plan: FaultPlan): FaultyExchange<SimulatedExchange> {
  const legs = openLegs({ feed: usualLatency, order: usualLatency, reply: usualLatency }, seed)
  if (!legs.ok) throw new Error(legs.error)
  return new FaultyExchange({
    plan,
    seed,
    legs: legs.value,
    startTs,
    open: (sink: ExchangeSink) => {
      const bars = new GeneratedMarket({ seed, intervalUs: secondUs, from: startTs })
      const listings = bars.instruments.map((each) => ({
        instrument: each,
        rules: { ...openRules, priceUpPpm: 1_000_000_000, priceDownPpm: 0, openOrdersMax: 10_000 },
        perpetual: undefined,
      }))
      const fees = new FlatFees(0, 0)
      const exchange = new SimulatedExchange({ listings, fees, sink, startTs, tellsBook: false })
      const feed = new GeneratedStream({
        bars,
        target: exchange,
        seed,
        depthShare: 5,
        depth: { ...plainDepth, levels: 6 },
      })
      return { exchange, feed }
    },
  })
}
