import { type Agent, defineAgent, type Opinion } from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import {
  BarColumns,
  type Instrument,
  type InstrumentId,
  instrument,
  type Micros,
  micros,
  minuteUs,
} from '../../src/domain/index.ts'
import { Desk, type DeskSetup, nobody } from '../../src/engine/index.ts'
import {
  OrderGateway,
  orderNamed,
  usualTerms,
  type VenueAnswer,
  type VenueRequest,
  type VenueSteps,
} from '../../src/execution/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.000001')
/** Traded in steps of 1 and 0.000001. */
export const toldInstrument: Instrument = defined(made.ok ? made.value : undefined, 'instrument')
export const toldStart = 1_704_067_200_000_000

/** One agent, who trades one instrument on bars of a minute. */
export function toldSetup(agent: Agent, more: Partial<DeskSetup> = {}): DeskSetup {
  return {
    seed: 1,
    instruments: [toldInstrument],
    intervalsUs: [minuteUs],
    agents: [agent],
    quorum: 1,
    limits: wideLimits,
    costs: defaultCosts,
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.02,
    ...more,
  }
}

/** A desk at a venue that says only what a test lets it say. */
export class ToldDesk {
  readonly desk: Desk
  readonly journal: MemoryJournal = new MemoryJournal()
  readonly #gateway: OrderGateway
  readonly #columns: readonly BarColumns[]
  /** What the venue was asked, by ticket less one. */
  readonly asked: VenueRequest[] = []
  /** What fills realised, as observers are told. */
  realised = 0n
  opinion: Opinion = { exposure: 0, confidence: 0.9 }
  /** What the venue takes, once it is no longer every lot. */
  steps: VenueSteps | undefined
  #fills = 0

  constructor(more: Partial<DeskSetup> = {}) {
    const agent = defineAgent({
      name: 'told',
      summary: '',
      parameters: {},
      features: () => ({}),
      opine: () => this.opinion,
    }).seat({})
    const setup = toldSetup(defined(agent.ok ? agent.value : undefined, 'agent'), more)
    this.#columns = setup.instruments.map(() => new BarColumns(64))
    const link = {
      send: (_ticket: number, request: VenueRequest) => void this.asked.push(request),
      steps: () => this.steps,
    }
    this.#gateway = new OrderGateway({ link, terms: usualTerms, desk: 1n })
    const observer = {
      ...nobody,
      onFill: (told: { readonly realised: bigint }) => void (this.realised += told.realised),
    }
    this.desk = new Desk(setup, this.#columns, this.journal, observer, { gateway: this.#gateway })
    this.#gateway.goLive(micros(toldStart))
    this.desk.observe({
      kind: 'account-observed',
      ts: micros(toldStart),
      actor: 'desk',
      beyond: [],
    })
  }

  /** A bar of every instrument. */
  bar(at: number): void {
    for (const [i, bars] of this.#columns.entries()) {
      const ts = toldStart + (bars.length + 1) * minuteUs
      bars.push(ts, at, at + 5, at - 5, at, 9_000_000_000)
      this.desk.onBar(i, bars.length - 1, bars.length, 'live')
    }
  }

  /** Answers the last request of a kind. */
  answer(kind: VenueRequest['kind'], answer: VenueAnswer): void {
    const ticket = this.asked.findLastIndex((each) => each.kind === kind) + 1
    this.#gateway.onAnswer(ticket, answer, this.#now)
  }

  /** The venue has taken the last order that was placed. @returns It. */
  place(): Placed {
    const placed = this.asked.findLast(isPlaced)
    this.answer('place', { kind: 'done' })
    return defined(placed, 'an order')
  }

  fill({ clientId, order }: Placed, taken?: bigint): void {
    this.#fills += 1
    const fill = {
      trade: `T${this.#fills}`,
      price: order.arrival,
      quantity: order.quantity,
      fee: 0n,
      ...(taken === undefined ? {} : { taken }),
      liquidity: 'taker',
      ts: this.#now,
    } as const
    this.#gateway.onUpdate({ kind: 'fill', clientId, fill }, this.#now)
  }

  /** The venue says that the order that was placed last is over. */
  end(status: 'canceled' | 'expired'): void {
    const { clientId, order } = defined(this.asked.findLast(isPlaced), 'an order')
    this.#gateway.onUpdate({ kind: 'state', clientId, status }, this.#now)
    const told = { status, filled: 0, fills: [], quantity: order.quantity, price: order.price }
    this.answer('look-up', { kind: 'found', order: told })
  }

  get lastBarTs(): number {
    return toldStart + (this.#columns[0]?.length ?? 0) * minuteUs
  }

  /** What was asked of the orders of one name, in order. */
  askedOf({ clientId }: Placed): readonly VenueRequest['kind'][] {
    return this.asked.flatMap((each) => (orderNamed(each) === clientId ? [each.kind] : []))
  }

  get #now(): Micros {
    return this.desk.now
  }
}

export type Placed = Extract<VenueRequest, { readonly kind: 'place' }>

export function isPlaced(request: VenueRequest): request is Placed {
  return request.kind === 'place'
}
