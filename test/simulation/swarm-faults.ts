import { createHash } from 'node:crypto'
import type { Agent } from '../../src/agents/index.ts'
import { swarmAgents } from '../../src/app/index.ts'
import { type DeskEvent, type Instrument, micros } from '../../src/domain/index.ts'
import {
  DeskRun,
  type DeskSetup,
  nobody,
  stateHash,
  swarmDefaults,
} from '../../src/engine/index.ts'
import { defaultCaps, OrderGateway, usualTerms } from '../../src/execution/index.ts'
import type { Journal } from '../../src/kernel/index.ts'
import { GeneratedMarket, streamBar } from '../../src/market/index.ts'
import { breakerDefaults, wideLimits } from '../../src/risk/index.ts'
import type { ExchangeEvent, FaultyExchange, SimulatedExchange } from '../../src/venue/sim/index.ts'
import { ExchangeViolation, promise } from './exchange-violation.ts'
import { checkBooks } from './gateway-books.ts'
import { deskNumber, deskSetup } from './gateway-desk.ts'
import { drawGatewayPlan, isReplacing, openFaulty, startTs } from './gateway-exchange.ts'
import { GatewayLink } from './gateway-link.ts'
import { RiskWitness } from './gateway-risk.ts'
import { KillSites } from './kill-sites.ts'

const deposit = 10n ** 13n
const lotsMargin = { leverage: 20, interestPpmPerHour: 0, maintenancePpm: 0 }
/** Bars of the past, as a new desk is shown: some look back ten days of minutes. */
const warmBars = 14_600
/** Between two looks at what is due at the gateway. */
const turnUs = 1_000_000
/** Steps in which nothing goes wrong any more, and those in which all must agree. */
const healingSteps = 20
const agreeingSteps = 20

/** What a swarm on a faulty exchange came to. */
export type SwarmFaultsRun = {
  /** SHA-256 over every event of the journal and the whole state at the end. */
  readonly hash: string
  readonly bars: number
  readonly orders: number
  /** Trades at the exchange, in the journal, and as observers were told. */
  readonly fills: readonly [there: number, recorded: number, told: number]
  /** Events of the journal, by kind. */
  readonly kinds: ReadonlyMap<string, number>
  /** Most orders at once of which nobody knew what had become of them. */
  readonly unresolved: number
}

/** What is run. */
export type SwarmFaultsTerms = {
  /** Bars of each instrument on which things go wrong. */
  readonly steps: number
  /** Length of a bar. */
  readonly intervalUs: number
  /** `earned` votes of a young swarm wish for little; `claimed` ones trade all the way. */
  readonly votes: 'earned' | 'claimed'
  readonly onStep?: (step: number) => void
}

/**
 * The full roster with explorers, on a simulated exchange that loses, repeats, delays and refuses
 * what is said to it, and goes away now and then. When all is well again the orders, positions and
 * money of the desk must be the exchange's, and every trade must be on record once.
 */
export function runSwarmFaults(seed: number, terms: SwarmFaultsTerms): SwarmFaultsRun {
  const scene = new SwarmOnFaults(seed, terms)
  for (let step = 0; step < terms.steps; step += 1) {
    scene.step('live')
    terms.onStep?.(step)
  }
  return scene.end()
}

const { concentrationMax, heatMax, varMax, shortfallMax, stressMax, collarMax } = wideLimits
const { tradeLossMax, tradesPerDayMax, lossesInRowMax } = wideLimits
const wide = {
  ...{ concentrationMax, heatMax, varMax, shortfallMax, stressMax, collarMax },
  ...{ tradeLossMax, tradesPerDayMax, lossesInRowMax },
}

/** Keeps a hash of what was recorded, and how much of it there was. */
class TallyJournal implements Journal {
  sequence = 0
  readonly isReserveOnly = false
  readonly kinds = new Map<string, number>()
  readonly hash = createHash('sha256')

  append(event: DeskEvent): number {
    this.kinds.set(event.kind, (this.kinds.get(event.kind) ?? 0) + 1)
    if (event.kind !== 'bar-closed') this.hash.update(textOf(event))
    this.sequence += 1
    return this.sequence
  }

  commit(): void {}
}

function textOf(event: DeskEvent): string {
  return JSON.stringify(event, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}

class SwarmOnFaults {
  readonly #terms: SwarmFaultsTerms
  readonly #faulty: FaultyExchange<SimulatedExchange>
  readonly #bars: GeneratedMarket
  readonly #instruments: readonly Instrument[]
  readonly #link: GatewayLink
  readonly #gateway: OrderGateway
  readonly #run: DeskRun
  readonly #journal = new TallyJournal()
  readonly #witness: RiskWitness
  #there = 0
  #told = 0
  #unresolved = 0

  constructor(seed: number, terms: SwarmFaultsTerms) {
    const { intervalUs } = terms
    this.#terms = terms
    const past = warmBars * intervalUs
    const opened = { seed, intervalUs, from: micros(startTs - past) }
    const played = new GeneratedMarket(opened)
    this.#bars = new GeneratedMarket(opened)
    this.#instruments = this.#bars.instruments
    for (let k = 0; k < warmBars; k += 1) played.next()
    const onEvent = (event: ExchangeEvent): void => this.#onExchange(event)
    this.#faulty = openFaulty(seed, drawGatewayPlan(seed), played, onEvent)
    const { exchange } = this.#faulty
    const setup = swarmSetup(seed, this.#instruments, terms)
    const margin = setup.limits.isLongOnly ? {} : { margin: lotsMargin }
    exchange.deposit(exchange.openAccount(margin), 'USD', deposit, this.#faulty.now)
    this.#link = new GatewayLink(this.#faulty, 0, isReplacing(seed), new KillSites(), {
      onAnswer: (ticket, answer) => this.#gateway.onAnswer(ticket, answer, this.#faulty.now),
      onUpdate: (update) => this.#gateway.onUpdate(update, this.#faulty.now),
    })
    this.#gateway = new OrderGateway({ link: this.#link, terms: usualTerms, desk: deskNumber })
    this.#witness = new RiskWitness(setup)
    this.#run = new DeskRun({
      setup,
      recorded: [],
      journal: this.#journal,
      observer: { ...nobody, onFill: () => void (this.#told += 1) },
      onEvent: (_, event) => this.#witness.onEvent(event),
      gateway: this.#gateway,
    })
    for (let k = 0; k < warmBars; k += 1) this.#next('warm')
    this.#gateway.goLive(this.#faulty.now)
  }

  #next(phase: 'warm' | 'live' | 'catch-up'): void {
    this.#bars.next()
    for (const i of this.#instruments.keys()) this.#run.onBar(streamBar(this.#bars, i), phase)
  }

  #onExchange(event: ExchangeEvent): void {
    if (event.kind === 'order-filled' && event.account === 0) this.#there += 1
  }

  /** A bar of market, and then that bar. @param onTurn - Many times on the way. */
  step(phase: 'live' | 'catch-up', onTurn: () => void = () => {}): void {
    const until = this.#faulty.now + this.#terms.intervalUs
    for (let ts = this.#faulty.now + turnUs; ts <= until; ts += turnUs) {
      this.#faulty.run(micros(ts))
      if (this.#gateway.nextTs <= ts) this.#gateway.onTime(micros(ts))
      this.#unresolved = Math.max(this.#unresolved, this.#gateway.unresolved)
      onTurn()
    }
    this.#run.onTime(this.#faulty.now)
    this.#next(phase)
    this.#run.commit()
  }

  /** Nothing goes wrong any more and nobody wants anything: all must come to agree. */
  end(): SwarmFaultsRun {
    this.#faulty.heal()
    for (let step = 0; step < healingSteps; step += 1) this.step('catch-up')
    const found: { agreed?: SwarmFaultsRun; violation?: unknown } = {}
    const agree = (): void => {
      try {
        found.agreed ??= this.#check()
      } catch (error) {
        if (!(error instanceof ExchangeViolation)) throw error
        found.violation = error
      }
    }
    for (let step = 0; step < agreeingSteps && found.agreed === undefined; step += 1)
      this.step('catch-up', agree)
    if (found.agreed === undefined) throw found.violation
    return found.agreed
  }

  #check(): SwarmFaultsRun {
    const { desk } = this.#run
    const { kinds, hash } = this.#journal
    promise(this.#gateway.unresolved === 0, 'settled', () => 'an order is still unresolved')
    const recorded = kinds.get('order-filled') ?? 0
    const fills = [this.#there, recorded, this.#told] as const
    promise(new Set(fills).size === 1, 'trades', () => `${fills.join()} there, recorded, told`)
    checkBooks(desk, this.#faulty.exchange, this.#link.placed, deposit)
    // A cash account pays its fees out of what it buys, which no fill tells the witness.
    const counted = desk.setup.limits.isLongOnly ? [] : desk.ledger.positions.lots
    for (const [i, lots] of counted.entries())
      promise(this.#witness.held(i) === lots, 'witness', () => `${lots} lots of ${i}`)
    desk.ledger.verify()
    return {
      hash: hash.update(stateHash(desk)).digest('hex'),
      bars: desk.bars,
      orders: this.#link.placed.size,
      fills,
      kinds,
      unresolved: this.#unresolved,
    }
  }
}

function swarmSetup(
  seed: number,
  instruments: readonly Instrument[],
  { intervalUs, votes }: SwarmFaultsTerms,
): DeskSetup {
  const agents: readonly Agent[] = swarmAgents(false)
  const setup = deskSetup(seed, instruments)
  return {
    ...setup,
    // Wide, so that it trades all the way; a market of minutes opens breakers now and then.
    limits: { ...setup.limits, ...wide },
    guard: { breakers: breakerDefaults, caps: defaultCaps, hasStandings: false, hasTiers: false },
    rebalanceMin: 0.01,
    agents,
    intervalsUs: instruments.map(() => intervalUs),
    ...(votes === 'earned' ? { votes } : {}),
    swarm: swarmDefaults,
  }
}
