import { expect, it } from 'vitest'
import { defineAgent, type Opinion } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import {
  BarColumns,
  type InstrumentId,
  instrument,
  type Micros,
  micros,
  minuteUs,
  orderId,
  price,
  type TargetIntent,
} from '../domain/index.ts'
import {
  OrderGateway,
  usualTerms,
  type VenueAnswer,
  type VenueRequest,
} from '../execution/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { defaultLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { Desk } from './desk.ts'
import type { DeskSetup } from './desk-setup.ts'
import { nobody } from './observer.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.000001')
const of = defined(made.ok ? made.value : undefined, 'instrument')
const other = { ...of, id: 'ETH-USD.SIM' as InstrumentId, base: 'ETH' }
const start = 1_704_067_200_000_000

/** A desk at a venue that says only what a test lets it say. */
class Scene {
  readonly desk: Desk
  readonly journal = new MemoryJournal()
  readonly #gateway: OrderGateway
  readonly #columns: readonly BarColumns[]
  /** What the venue was asked, by ticket less one. */
  readonly asked: VenueRequest[] = []
  /** What fills realised, as observers are told. */
  realised = 0n
  opinion: Opinion = { exposure: 0, confidence: 0.9 }
  #fills = 0

  constructor(more: Partial<DeskSetup> = {}) {
    const agent = defineAgent({
      name: 'told',
      summary: '',
      parameters: {},
      features: () => ({}),
      opine: () => this.opinion,
    }).seat({})
    const setup: DeskSetup = {
      seed: 1,
      instruments: [of],
      intervalsUs: [minuteUs],
      agents: [defined(agent.ok ? agent.value : undefined, 'agent')],
      quorum: 1,
      limits: defaultLimits,
      costs: defaultCosts,
      cash: 10_000_000_000_000n,
      rebalanceMin: 0.02,
      ...more,
    }
    this.#columns = setup.instruments.map(() => new BarColumns(64))
    const link = { send: (_ticket: number, request: VenueRequest) => void this.asked.push(request) }
    this.#gateway = new OrderGateway({ link, terms: usualTerms, desk: 1n })
    const observer = {
      ...nobody,
      onFill: (told: { readonly realised: bigint }) => void (this.realised += told.realised),
    }
    this.desk = new Desk(setup, this.#columns, this.journal, observer, { gateway: this.#gateway })
    this.#gateway.goLive(micros(start))
    this.desk.observe({ kind: 'account-observed', ts: micros(start), actor: 'desk', beyond: [] })
  }

  /** A bar of every instrument. */
  bar(at: number): void {
    for (const [i, bars] of this.#columns.entries()) {
      const ts = start + (bars.length + 1) * minuteUs
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

  /** What was asked of the orders of one name, in order. */
  askedOf({ clientId }: Placed): readonly VenueRequest['kind'][] {
    return this.asked.flatMap((each) =>
      'clientId' in each && each.clientId === clientId ? [each.kind] : [],
    )
  }

  get #now(): Micros {
    return this.desk.now
  }
}

type Placed = Extract<VenueRequest, { readonly kind: 'place' }>

function isPlaced(request: VenueRequest): request is Placed {
  return request.kind === 'place'
}

it('takes a stop back that the venue left too small for what is held', () => {
  const scene = new Scene({ amends: true, hasOneExit: true })
  scene.opinion = { exposure: 0.1, confidence: 0.9, stop: 49_000 }
  scene.bar(50_000)
  scene.fill(scene.place())
  const stop = scene.place()
  expect(stop.order.role).toBe('stop')
  scene.opinion = { exposure: 0.15, confidence: 0.9, stop: 49_000 }
  scene.bar(50_000)
  scene.fill(scene.place())
  expect(scene.askedOf(stop)).toEqual(['place', 'amend'])
  scene.answer('amend', { kind: 'refused', reason: 'no', isDuplicate: false })
  const { orderId: id, quantity: lots } = stop.order
  const told = { status: 'open', filled: 0, fills: [], quantity: lots, price: price(0) } as const
  scene.answer('look-up', { kind: 'found', order: told })
  expect(scene.askedOf(stop)).toContain('cancel')
  // Where it stands the venue did not say.
  expect(scene.desk.orders.order(id)?.price).toBe(49_000)
})

const quotes = { bid: 49_900, ask: 50_000, share: 0.1, inventoryMax: 0.1 }

it('quotes only once an entry is gone, which keeps its stop if it fills all the same', () => {
  const scene = new Scene({ limits: { ...defaultLimits, isLongOnly: false } })
  scene.opinion = { exposure: 0.1, confidence: 0.9, stop: 49_000 }
  scene.bar(50_000)
  const entry = scene.place()
  scene.opinion = { exposure: 0, confidence: 0.9, quotes }
  scene.bar(50_000)
  expect(scene.asked.map(({ kind }) => kind)).toEqual(['place', 'cancel'])
  scene.fill(entry)
  expect(scene.place().order).toMatchObject({ role: 'stop', price: 49_000 })
})

it('moves a target back that is on its way to where it was wanted before', () => {
  const scene = new Scene({ amends: true })
  const say = (target: number): void => {
    scene.opinion = { exposure: 0.1, confidence: 0.9, target, follows: true }
    scene.bar(50_000)
  }
  say(51_000)
  scene.fill(scene.place())
  const target = scene.place()
  expect(target.order.role).toBe('target')
  for (const at of [51_100, 51_000]) say(at)
  const amended = scene.asked.flatMap((each) => (each.kind === 'amend' ? [each.order.price] : []))
  expect(amended).toEqual([51_100, 51_000])
})

it('takes a leg back whose sibling was stopped before it filled', () => {
  const scene = new Scene({
    instruments: [of, other],
    intervalsUs: [minuteUs, minuteUs],
    limits: { ...defaultLimits, isLongOnly: false },
  })
  scene.bar(50_000)
  const leg = (at: number, exposure: number, stop: number): TargetIntent => {
    return { kind: 'target', instrument: at, exposure, stop, target: Number.NaN }
  }
  const legs = [leg(0, 0.1, 49_000), leg(1, -0.1, Number.NaN)]
  const intent = { kind: 'leg-set', legs, unwindCostMaxBps: 400, patienceUs: minuteUs } as const
  scene.desk.askLegs({ kind: 'legs-asked', ts: scene.desk.now, actor: 'somebody', intent })
  const [first, second] = scene.asked.filter(isPlaced)
  scene.place()
  scene.fill(defined(first, 'a leg'))
  scene.fill(scene.place())
  expect(scene.desk.risk.lots[0]).toBe(0)
  expect(scene.askedOf(defined(second, 'a leg'))).toEqual(['place', 'cancel'])
  scene.fill(defined(second, 'a leg'))
  expect(scene.place().order).toMatchObject({ instrument: 1, side: 'buy', role: 'exit' })
})

it('tells of what a fee in coins has realised', () => {
  const scene = new Scene()
  for (const [at, exposure] of [
    [50_000, 0.1],
    [60_000, 0.2],
  ] as const) {
    scene.opinion = { exposure, confidence: 0.9 }
    scene.bar(at)
    scene.fill(scene.place(), of.baseFactor * 100n)
  }
  expect(scene.realised).toBeGreaterThan(0n)
  expect(scene.realised).toBe(scene.desk.ledger.positions.realised(0))
})

it('is what its journal makes of it, whatever impossible it hears besides', () => {
  const scene = new Scene()
  const hear = (us: number): void => {
    const ts = micros(start + us)
    scene.desk.onOrderEvent({
      kind: 'order-canceled',
      orderId: orderId(9),
      tsEvent: ts,
      tsInit: ts,
    })
  }
  hear(1_000)
  expect(scene.desk.risk.mode).toBe('pause')
  expect(scene.desk.now).toBe(start + 1_000)
  const { sequence } = scene.journal
  const before = scene.desk.save()
  hear(2_000)
  expect(scene.journal.sequence).toBe(sequence)
  expect(scene.desk.save()).toEqual(before)
})
