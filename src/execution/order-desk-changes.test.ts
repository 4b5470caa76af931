import { expect, it } from 'vitest'
import {
  type DeskEvent,
  type InstrumentId,
  instrument,
  micros,
  type OrderEvent,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import { type Approved, checkOrder, RiskBook, wideLimits } from '../risk/index.ts'
import { HardCaps } from './caps/hard-caps.ts'
import { OrderDesk } from './order-desk.ts'
import type { Venue } from './venue-port.ts'

const fact = { orderId: orderId(1), tsEvent: micros(2), tsInit: micros(2) }
const stands = (lots: number, ticks: number) => ({ quantity: quantity(lots), price: price(ticks) })

function newCaps(): HardCaps {
  const btc = instrument('BTC-USD.SIM' as InstrumentId, '1', '1')
  if (!btc.ok) throw new Error(btc.error)
  const terms = { ordersPerSecond: 50, notionalPerMinute: 1, notionalPerDay: 1 }
  return new HardCaps(terms, [btc.value], 1_000_000_000_000n)
}

/** A desk that holds a hundred lots and has a stop out, at a venue that changes orders in place. */
class Scene {
  readonly log: string[] = []
  readonly book: RiskBook = new RiskBook(wideLimits, Float64Array.of(100))
  readonly desk: OrderDesk

  constructor(with_: { readonly caps?: HardCaps; readonly canAmend?: boolean } = {}) {
    this.book.lotValue.fill(1e8)
    this.book.ticks.fill(100)
    this.book.mark(1, 1e12, 1e12, 0)
    const venue: Venue = {
      submit: ({ order }) => void this.log.push(`send ${order.orderId}`),
      cancel: (id) => void this.log.push(`cancel ${id}`),
      ...(with_.canAmend !== false && {
        isDistant: true,
        amend: (to) => void this.log.push(`amend to ${to.quantity} at ${to.price}`),
      }),
    }
    const journal: Journal = {
      sequence: 0,
      isReserveOnly: false,
      append: (event: DeskEvent) => this.log.push(`append ${event.kind}`),
      commit: () => void this.log.push('commit'),
    }
    this.desk = new OrderDesk(venue, journal, this.book, with_.caps)
  }

  approved(over: Partial<OrderIntent>): Approved<OrderIntent> {
    const order: OrderIntent = {
      ...{ orderId: orderId(1), instrument: 0, side: 'sell', type: 'stop', role: 'stop' },
      ...{ ...stands(10, 90), arrival: price(100), isReduceOnly: true, ts: micros(1) },
      ...over,
    }
    const verdict = checkOrder(order, this.book)
    if (!verdict.ok) throw new Error(verdict.limit)
    return verdict.approved
  }

  withStop(): this {
    this.desk.submit([this.approved({})])
    this.hear({ kind: 'order-accepted', ...fact })
    this.log.length = 0
    return this
  }

  hear(event: OrderEvent): this {
    this.desk.hear(event)
    return this
  }

  fill(fill: number, lots: number): this {
    const what = { fill, ...stands(lots, 90), fee: 0n, trade: `t${fill}` }
    return this.hear({ kind: 'order-filled', ...fact, ...what, liquidity: 'taker' })
  }

  /** What is to be left of the stop, and where. */
  get wanted(): readonly [number, number] {
    const order = this.desk.order(orderId(1))
    if (order === undefined) throw new Error('it is over')
    return [this.desk.leftOf(order), this.desk.priceOf(order)]
  }
}

it('journals and commits a change before the venue hears of it', () => {
  const scene = new Scene().withStop()
  expect(scene.wanted).toEqual([10, 90])
  expect(scene.desk.amend(scene.approved(stands(8, 95)), micros(3))).toBe(true)
  expect(scene.log).toEqual(['append amend', 'commit', 'amend to 8 at 95'])
  expect(scene.wanted).toEqual([8, 95])
  expect(scene.desk.order(orderId(1))).toMatchObject(stands(10, 90))
})

it('counts filled lots in, and takes an order for as large as it may become', () => {
  const scene = new Scene().withStop().fill(1, 3)
  expect(scene.wanted).toEqual([7, 90])
  scene.desk.amend(scene.approved(stands(7, 95)), micros(3))
  expect([scene.log.at(-1), scene.wanted]).toEqual(['amend to 10 at 95', [7, 95]])
  expect(scene.desk.order(orderId(1))?.quantity).toBe(10)
  scene.desk.amend(scene.approved(stands(20, 95)), micros(3))
  expect(scene.desk.order(orderId(1))).toMatchObject(stands(23, 90))
  expect(scene.wanted).toEqual([20, 95])
})

it('wants no longer what the venue did not make of it, and forgets what is over', () => {
  const scene = new Scene().withStop()
  scene.desk.amend(scene.approved(stands(8, 95)), micros(3))
  scene.hear({ kind: 'order-amended', ...fact, ...stands(8, 95) })
  expect(scene.wanted).toEqual([8, 95])
  scene.desk.amend(scene.approved(stands(7, 96)), micros(3))
  scene.hear({ kind: 'order-amend-rejected', ...fact, ...stands(8, 95), reason: 'no' })
  expect([scene.wanted, scene.log.at(-1)]).toEqual([[8, 95], 'append order-amend-rejected'])
  expect(scene.desk.save()).toMatchObject({ wanted: [[1, 8, 95]] })
  scene.hear({ kind: 'order-canceled', ...fact })
  expect(scene.desk.save()).not.toHaveProperty('wanted')
  expect(scene.desk.amend(scene.approved(stands(7, 96)), micros(3))).toBe(false)
})

it('changes nothing at a venue that cannot, nor what adds, nor what only looks approved', () => {
  const plain = new Scene({ canAmend: false }).withStop()
  expect(plain.desk.amend(plain.approved(stands(8, 95)), micros(3))).toBe(false)
  expect([plain.log, plain.desk.isDistant]).toEqual([[], false])
  const scene = new Scene().withStop()
  expect(scene.desk.isDistant).toBe(true)
  const adding = scene.approved({ side: 'buy', type: 'limit', role: 'entry', isReduceOnly: false })
  expect(() => scene.desk.amend(adding, micros(3))).toThrow(/only what reduces/)
  const forged = Object.assign({} as Approved<OrderIntent>, adding)
  expect(() => scene.desk.amend(forged, micros(3))).toThrow(/has not approved/)
  expect(scene.log).toEqual([])
})

it('asks for nothing to be taken back when nothing is out, and commits nothing', () => {
  const scene = new Scene()
  scene.desk.cancel([orderId(1)], micros(1))
  scene.desk.submit([])
  expect(scene.log).toEqual([])
})

it('counts each unresolved order once', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved({})])
  const said: OrderEvent[] = [
    ...[
      { kind: 'order-unresolved', ...fact },
      { kind: 'order-accepted', ...fact },
    ],
  ] as OrderEvent[]
  const counts = said.map((event) => {
    scene.hear(event)
    scene.fill(event.kind === 'order-accepted' ? 2 : 1, 1)
    return scene.book.unresolved
  })
  expect(counts).toEqual([1, 0])
})

it('remembers 256 that are over, and not the one before', () => {
  const scene = new Scene()
  for (let id = 1; id <= 257; id += 1) {
    const own = { ...fact, orderId: orderId(id) }
    scene.desk.submit([scene.approved({ orderId: orderId(id) })])
    scene.hear({ kind: 'order-canceled', ...own })
  }
  const kept = scene.desk.save() as { readonly over: readonly { readonly orderId: number }[] }
  expect([kept.over.length, kept.over[0]?.orderId]).toEqual([256, 2])
})

it('counts what turned up filled in part only for what is left of it', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved({})])
  scene.hear({ kind: 'order-rejected', ...fact, reason: 'no' }).fill(1, 4)
  scene.hear({ kind: 'order-accepted', ...fact })
  expect([scene.book.exiting[0], scene.wanted]).toEqual([0, [6, 90]])
  expect(scene.desk.save()).toMatchObject({ over: [] })
})

it('goes by its caps, shut or open, over a restart', () => {
  const made = (): Scene => new Scene({ caps: newCaps() })
  const entry = { side: 'buy', type: 'market', role: 'entry', isReduceOnly: false } as const
  const scene = made()
  expect(scene.desk.refusal([scene.approved(entry)])).toBeUndefined()
  scene.desk.submit([scene.approved(entry)])
  scene.fill(1, 10)
  const state = JSON.parse(JSON.stringify(scene.desk.save()))
  const shut = { ...state, caps: { ...state.caps, shutBy: 1 } }
  const twin = made()
  twin.desk.submit([twin.approved(entry)])
  twin.desk.amend(twin.approved(stands(8, 95)), micros(3))
  twin.desk.load(shut)
  expect(twin.desk.save()).toEqual(shut)
  const more = twin.approved({ ...entry, orderId: orderId(2) })
  expect(twin.desk.refusal([more])).toMatchObject({ limit: 'hard-cap-shut' })
  expect(twin.desk.submit([more])).toMatchObject({ limit: 'hard-cap-shut' })
  expect(twin.desk.order(orderId(2))).toBeUndefined()
  twin.desk.reopen()
  expect(twin.desk.refusal([more])).toBeUndefined()
  const plain = new Scene()
  expect(plain.desk.refusal([more])).toBeUndefined()
  plain.desk.reopen()
  expect(plain.desk.save()).not.toHaveProperty('caps')
  plain.desk.load(plain.desk.save())
  plain.desk.load(state)
  expect(plain.desk.order(orderId(1))).toBeUndefined()
})

it('begins to count by its caps where a state of before it had any is loaded', () => {
  const plain = new Scene().withStop()
  const scene = new Scene({ caps: newCaps() })
  scene.desk.load(JSON.parse(JSON.stringify(plain.desk.save())))
  expect(scene.wanted).toEqual([10, 90])
  expect(scene.desk.submit([scene.approved({ orderId: orderId(2) })])).toBeUndefined()
})

it('wants after a restart what it wanted before', () => {
  const scene = new Scene().withStop()
  scene.desk.amend(scene.approved(stands(8, 95)), micros(3))
  const twin = new Scene()
  twin.desk.load(JSON.parse(JSON.stringify(scene.desk.save())))
  expect(twin.wanted).toEqual([8, 95])
})

it('lets an order that was changed fill to what it was changed to, by its caps', () => {
  const caps = newCaps()
  const scene = new Scene({ caps }).withStop()
  scene.desk.amend(scene.approved(stands(20, 90)), micros(3))
  scene.fill(1, 20)
  expect(caps.isShut).toBe(false)
})
