import { type Agent, defineAgent, type Opinion } from '../../src/agents/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import {
  clientOrderId,
  type Instrument,
  type InstrumentId,
  instrument,
  type Micros,
  micros,
  type OrderIntent,
  orderId,
  price,
  quantity,
  secondUs,
} from '../../src/domain/index.ts'
import type { Desk, DeskSetup } from '../../src/engine/index.ts'
import {
  orderNamed,
  type VenueAnswer,
  type VenueFill,
  type VenueLink,
  type VenueRequest,
  type VenueStatus,
} from '../../src/execution/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import type { Limits } from '../../src/risk/index.ts'
import { startTs } from './gateway-exchange.ts'
import { DeskLife, deskNumber, deskSetup } from './gateway-desk.ts'

type Placed = Extract<VenueRequest, { readonly kind: 'place' }>

/** The other side of a gateway: keeps what it is asked, and answers what a test says. */
class ScriptedLink implements VenueLink {
  readonly asked: { readonly ticket: number; readonly request: VenueRequest }[] = []

  send(ticket: number, request: VenueRequest): void {
    this.asked.push({ ticket, request })
  }
}

/** One lot is 3 dollars at 30,000. */
export function incidentInstruments(count: number): readonly Instrument[] {
  return Array.from({ length: count }, (_, i) => {
    const made = instrument(`B${i}-USD.SIM` as InstrumentId, '1', '0.0001')
    return defined(made.ok ? made.value : undefined, 'an instrument')
  })
}

/** An agent without a mind of its own: what it says was written down for it, by time. */
export function obedient(wishes: ReadonlyMap<number, Opinion>): Agent {
  const seated = defineAgent({
    name: 'obedient',
    summary: 'Says what it was told.',
    parameters: {},
    features: () => ({}),
    opine: (view) => wishes.get(view.asOf),
  }).seat({})
  return defined(seated.ok ? seated.value : undefined, 'an agent')
}

/** A setup whose limits are in no test's way. */
export function incidentSetup(
  instruments: readonly Instrument[],
  wishes: ReadonlyMap<number, Opinion>,
  limits: Partial<Limits> = {},
): DeskSetup {
  // Of a seed whose account borrows: both legs of an exit rest at once.
  const usual = deskSetup(3, instruments)
  return {
    ...usual,
    agents: [obedient(wishes)],
    limits: { ...usual.limits, positionMax: 0.9, grossMax: 2, ...limits },
  }
}

/** What is wanted, with or without levels. */
export function wish(exposure: number, levels: Partial<Opinion> = {}): Opinion {
  return { exposure, confidence: 0.9, ...levels }
}

/**
 * A whole desk, agent to journal, on a venue that says and does only what a test tells it to. The
 * market is one price for all instruments, a bar a second.
 */
export class IncidentDesk {
  readonly disk: SimulatedDisk = new SimulatedDisk()
  readonly #setup: DeskSetup
  readonly #wishes = new Map<number, Opinion>()
  #link = new ScriptedLink()
  #life: DeskLife
  #answered = new Set<number>()
  now: Micros = startTs

  constructor(count = 1, limits: Partial<Limits> = {}) {
    this.#setup = incidentSetup(incidentInstruments(count), this.#wishes, limits)
    const balances = new Map([['USD', this.#setup.cash]])
    this.#life = new DeskLife(this.#setup, this.disk, this.#link)
    this.#life.start(this.now)
    while (!this.desk.isAccountKnown) {
      this.pass(4)
      this.answer('account', { kind: 'account', account: { balances, openOrders: [] } })
    }
  }

  get desk(): Desk {
    return this.#life.run.desk
  }

  /** What people were told. */
  get alerts(): readonly string[] {
    return this.#life.witness.alerts
  }

  /** Lots held of the first instrument. */
  get lots(): number {
    return this.desk.ledger.positions.lots[0] as number
  }

  /** What the venue was asked since the last start. */
  get asked(): readonly VenueRequest[] {
    return this.#link.asked.map(({ request }) => request)
  }

  /** Orders the venue was sent since the last start. */
  get placed(): readonly OrderIntent[] {
    return this.asked.filter((request): request is Placed => request.kind === 'place').map(orderOf)
  }

  /** The order the venue was sent last. */
  get last(): OrderIntent {
    return defined(this.placed.at(-1), 'an order')
  }

  /** A closed bar of every instrument, on which the agent says `opinion`, or nothing. */
  bar(close: number, opinion?: Opinion): void {
    this.pass(1)
    if (opinion !== undefined) this.#wishes.set(this.now, opinion)
    for (let i = 0; i < this.#setup.instruments.length; i += 1)
      this.#life.run.onBar(
        { instrument: i, ts: this.now, open: close, high: close, low: close, close, volume: 1e6 },
        'live',
      )
    this.#life.run.commit()
  }

  /** Time in which nothing but the gateway moves. */
  pass(seconds: number): void {
    const until = this.now + seconds * secondUs
    while (this.now < until) {
      this.now = micros(this.now + secondUs / 4)
      this.#life.onTime(this.now)
    }
  }

  /** Answers the newest request of this kind that has no answer yet, of one order or of any. */
  answer(kind: VenueRequest['kind'], answer: VenueAnswer, of?: number): void {
    const name = of === undefined ? undefined : nameOf(of)
    const open = this.#link.asked.findLast(
      ({ ticket, request }) =>
        request.kind === kind &&
        !this.#answered.has(ticket) &&
        (name === undefined || orderNamed(request) === name),
    )
    const { ticket } = defined(open, `a ${kind} without an answer`)
    this.#answered.add(ticket)
    this.#life.gateway.onAnswer(ticket, answer, this.now)
  }

  /** The venue tells of an execution by itself. */
  fill(of: number, fill: VenueFill): void {
    this.#life.gateway.onUpdate({ kind: 'fill', clientId: nameOf(of), fill }, this.now)
  }

  /** The venue tells of a state by itself. */
  state(of: number, status: VenueStatus): void {
    this.#life.gateway.onUpdate({ kind: 'state', clientId: nameOf(of), status }, this.now)
  }

  /** Wants `opinion` at `close`, and the venue fills it whole at that price. @returns The order. */
  enter(close: number, opinion: Opinion, fee = 0n): OrderIntent {
    this.bar(close, opinion)
    const entry = this.last
    this.answer('place', { kind: 'done' }, entry.orderId)
    this.fill(entry.orderId, execution(entry.quantity, close, { fee }))
    return entry
  }

  /** Power is lost, and the desk goes on from its disk after `seconds`. */
  restart(seconds = 1): void {
    this.disk.crash(Random.fromSeed(1))
    this.now = micros(this.now + seconds * secondUs)
    this.#link = new ScriptedLink()
    this.#answered = new Set()
    this.#life = new DeskLife(this.#setup, this.disk, this.#link)
    this.#life.start(this.now)
  }
}

/** Counts executions, so that each has a name of its own. */
let executions = 0

/** An execution as a venue tells of it. */
export function execution(lots: number, ticks: number, more: Partial<VenueFill> = {}): VenueFill {
  executions += 1
  return {
    trade: `T${executions}`,
    price: price(ticks),
    quantity: quantity(lots),
    fee: 0n,
    liquidity: 'taker',
    ts: startTs,
    ...more,
  }
}

/** A look-up that found the order, with all of its fills unless told otherwise. */
export function found(
  status: VenueStatus,
  fills: readonly VenueFill[] = [],
  filled: number = fills.reduce((sum, each) => sum + each.quantity, 0),
): VenueAnswer {
  return { kind: 'found', order: { status, filled, fills, quantity: quantity(0), price: price(0) } }
}

export const timeOut: VenueAnswer = { kind: 'ambiguous', reason: 'read time-out' }

/** The name an order of the desk has at the venue. */
export function nameOf(order: number): string {
  return clientOrderId(deskNumber, orderId(order), 0)
}

function orderOf({ order }: Placed): OrderIntent {
  return order
}
