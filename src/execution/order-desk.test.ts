import { expect, it } from 'vitest'
import {
  type DeskEvent,
  micros,
  type OrderEvent,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import { type Approved, checkOrder, wideLimits, RiskBook } from '../risk/index.ts'
import { OrderDesk } from './order-desk.ts'

type Plain = 'order-accepted' | 'order-unresolved' | 'order-canceled' | 'order-expired'

/** A journal and a venue that write down, in one list, what reached them and when. */
class Scene {
  readonly log: string[] = []
  readonly book = new RiskBook({ ...wideLimits, isLongOnly: false }, new Float64Array(1))
  readonly desk: OrderDesk
  readonly #journal: Journal = {
    sequence: 0,
    isReserveOnly: false,
    append: (event: DeskEvent) => this.log.push(`append ${event.kind}`),
    commit: () => void this.log.push('commit'),
  }

  constructor() {
    this.book.lotValue.fill(1e8)
    this.book.mark(1, 1e12, 1e12, 0)
    const venue = {
      submit: ({ order: { orderId: id } }: Approved<OrderIntent>) =>
        void this.log.push(`send ${id}`),
      cancel: (id: number) => void this.log.push(`cancel ${id}`),
    }
    this.desk = new OrderDesk(venue, this.#journal, this.book)
  }

  intent(lots: number, side: 'buy' | 'sell'): OrderIntent {
    return {
      orderId: this.desk.nextId(),
      instrument: 0,
      side,
      type: 'market',
      role: 'entry',
      quantity: quantity(lots),
      price: price(0),
      arrival: price(1),
      isReduceOnly: false,
      ts: micros(1),
    }
  }

  approved(lots: number): Approved<OrderIntent> {
    const verdict = checkOrder(this.intent(lots, 'buy'), this.book)
    if (!verdict.ok) throw new Error(verdict.limit)
    return verdict.approved
  }

  hear(id: number, kind: Plain | 'order-rejected'): unknown {
    const fact = { orderId: orderId(id), tsEvent: micros(2), tsInit: micros(2) }
    const event = kind === 'order-rejected' ? { kind, ...fact, reason: 'no' } : { kind, ...fact }
    return this.desk.hear(event)
  }

  fill(id: number, fill: number, lots: number): ReturnType<OrderDesk['hear']> {
    const event: OrderEvent = {
      kind: 'order-filled',
      orderId: orderId(id),
      tsEvent: micros(2),
      tsInit: micros(2),
      fill,
      price: price(1),
      quantity: quantity(lots),
      fee: 0n,
      liquidity: 'taker',
      trade: '',
    }
    return this.desk.hear(event)
  }
}

it('journals and commits before the venue hears of anything', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved(1), scene.approved(2)])
  expect(scene.log).toEqual(['append submit', 'append submit', 'commit', 'send 1', 'send 2'])
  scene.log.length = 0
  scene.desk.cancel([orderId(1), orderId(2), orderId(9)], micros(2))
  expect(scene.log).toEqual(['append cancel', 'append cancel', 'commit', 'cancel 1', 'cancel 2'])
})

it('holds what is in flight until it fills or dies', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved(10)])
  expect(scene.book.entering[0]).toBe(10)
  scene.hear(1, 'order-accepted')
  expect(scene.book.entering[0]).toBe(10)
  scene.fill(1, 1, 4)
  expect(scene.book.entering[0]).toBe(6)
  scene.hear(1, 'order-canceled')
  expect(scene.book.entering[0]).toBe(0)
  expect([...scene.desk.openOrders]).toEqual([])
})

it('books a fill that follows a cancel, and takes nothing out of flight twice', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved(10)])
  scene.hear(1, 'order-canceled')
  expect(scene.fill(1, 1, 4)).toMatchObject({ order: { status: 'canceled', filled: 4 } })
  expect(scene.book.entering[0]).toBe(0)
  expect(scene.fill(1, 1, 4)).toBe('duplicate')
  expect(scene.fill(1, 2, 7)).toBe('anomaly')
  expect(scene.fill(1, 2, 6)).toMatchObject({ order: { status: 'filled' } })
  expect(scene.book.entering[0]).toBe(0)
})

it('drops a fill that is told again after the order was filled', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved(3)])
  scene.fill(1, 1, 3)
  const events = scene.log.length
  expect(scene.fill(1, 1, 3)).toBe('duplicate')
  expect(scene.log).toHaveLength(events)
})

it('knows an event for an order it never sent for what it is', () => {
  expect(new Scene().fill(7, 1, 1)).toBe('anomaly')
})

it('remembers only the newest of the orders that are over', () => {
  const scene = new Scene()
  for (let id = 1; id <= 300; id += 1) {
    scene.desk.submit([scene.approved(1)])
    scene.hear(id, 'order-canceled')
  }
  expect(scene.fill(1, 1, 1)).toBe('anomaly')
  expect(scene.fill(300, 1, 1)).toMatchObject({ order: { status: 'filled' } })
})

it('continues from a saved state', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved(3), scene.approved(4)])
  scene.hear(1, 'order-canceled')
  const twin = new Scene()
  for (const id of [1, 2, 3]) {
    twin.desk.submit([twin.approved(1)])
    twin.hear(id, 'order-canceled')
  }
  twin.desk.load(JSON.parse(JSON.stringify(scene.desk.save())))
  expect(twin.desk.save()).toEqual(scene.desk.save())
  expect(twin.desk.nextId()).toBe(3)
  expect(twin.fill(1, 1, 3)).toMatchObject({ order: { status: 'filled' } })
})

it('sends nothing that only looks approved', () => {
  const scene = new Scene()
  const forged = Object.assign({} as Approved<OrderIntent>, scene.approved(1))
  expect(() => scene.desk.submit([forged])).toThrow(/has not approved/)
  expect(scene.log).toEqual([])
})

it('lets nothing that adds risk out while an order is unresolved, and exits all the same', () => {
  const scene = new Scene()
  scene.book.lots[0] = 5
  scene.desk.submit([scene.approved(1)])
  scene.hear(1, 'order-unresolved')
  expect(() => scene.approved(1)).toThrow('unresolved')
  const exit = checkOrder(
    { ...scene.intent(5, 'sell'), role: 'exit', isReduceOnly: true },
    scene.book,
  )
  expect(exit.ok).toBe(true)
  scene.hear(1, 'order-accepted')
  expect(scene.approved(1).order.quantity).toBe(1)
})

it('counts an order that was refused and taken all the same as in flight again', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved(10)])
  scene.hear(1, 'order-rejected')
  expect(scene.book.entering[0]).toBe(0)
  scene.hear(1, 'order-accepted')
  expect(scene.book.entering[0]).toBe(10)
  scene.fill(1, 1, 4)
  scene.hear(1, 'order-canceled')
  expect(scene.book.entering[0]).toBe(0)
})

it('counts of an order that filled in part before it turned up only the rest', () => {
  const scene = new Scene()
  scene.desk.submit([scene.approved(10)])
  scene.hear(1, 'order-rejected')
  scene.fill(1, 1, 4)
  scene.hear(1, 'order-accepted')
  expect(scene.book.entering[0]).toBe(6)
})
