import { expect, it } from 'vitest'
import {
  dayUs,
  type DeskEvent,
  type Instrument,
  type InstrumentId,
  instrument,
  micros,
  minuteUs,
  type OrderEvent,
  type OrderId,
  type OrderIntent,
  orderId,
  price,
  quantity,
  secondUs,
} from '../../domain/index.ts'
import type { Journal } from '../../kernel/index.ts'
import { type Approved, checkOrder, wideLimits, RiskBook } from '../../risk/index.ts'
import { OrderDesk } from '../order-desk.ts'
import { defaultCaps } from './cap-terms.ts'
import { HardCaps } from './hard-caps.ts'

function made(): Instrument {
  const of = instrument('BTC-USD.SIM' as InstrumentId, '1', '1')
  if (!of.ok) throw new Error(of.error)
  return of.value
}

/** A risk with a bug: it believes that the desk is deep the other way, and so approves anything. */
function approveAnything(order: OrderIntent): Approved<OrderIntent> {
  const held = order.side === 'buy' ? -1e15 : 1e15
  const verdict = checkOrder(order, new RiskBook(wideLimits, Float64Array.of(held)))
  if (!verdict.ok) throw new Error(`the planted risk refused: ${verdict.limit}`)
  return verdict.approved
}

/** A desk of 1,000 whose lot is worth 10, and a venue that fills all that reaches it at once. */
class Scene {
  readonly sent: OrderIntent[] = []
  readonly recorded: DeskEvent[] = []
  readonly caps = new HardCaps(defaultCaps, [made()], 100_000_000_000n)
  readonly #fills: OrderEvent[] = []
  readonly desk: OrderDesk
  #now = 5 * dayUs

  constructor() {
    const journal: Journal = {
      sequence: 0,
      isReserveOnly: false,
      append: (event) => this.recorded.push(event),
      commit: () => {},
    }
    const venue = {
      submit: ({ order }: Approved<OrderIntent>) => this.#fill(order),
      cancel: () => {},
    }
    const book = new RiskBook(wideLimits, new Float64Array(1))
    this.desk = new OrderDesk(venue, journal, book, this.caps)
  }

  #fill(order: OrderIntent): void {
    this.sent.push(order)
    if (order.type === 'market') this.#fills.push(fillOf(order.orderId, 1, order.quantity))
  }

  /** @returns Which cap refused it, or `sent`. */
  order(lots: number, over: Partial<OrderIntent> = {}): string {
    const wanted: OrderIntent = {
      orderId: this.desk.nextId(),
      instrument: 0,
      side: lots > 0 ? 'buy' : 'sell',
      type: 'market',
      role: 'entry',
      quantity: quantity(Math.abs(lots)),
      price: price(0),
      arrival: over.price ?? price(10),
      isReduceOnly: false,
      ts: micros(this.#now),
      ...over,
    }
    const refused = this.desk.submit([approveAnything(wanted)])
    for (const fill of this.#fills.splice(0)) this.desk.hear(fill)
    return refused?.limit ?? 'sent'
  }

  wait(us: number): void {
    this.#now += us
  }

  /** Value that reached the venue, quote units. */
  get value(): number {
    return this.sent.reduce((sum, order) => sum + order.quantity * 10, 0)
  }
}

function fillOf(of: OrderId, fill: number, lots: number, ticks = 10): OrderEvent {
  return {
    kind: 'order-filled',
    orderId: of,
    tsEvent: micros(0),
    tsInit: micros(0),
    fill,
    price: price(ticks),
    quantity: quantity(lots),
    fee: 0n,
    liquidity: 'taker',
    trade: '',
  }
}

it('lets fifty orders of a second out, and not one of a thousand more', () => {
  const scene = new Scene()
  const said = Array.from({ length: 1_000 }, () => scene.order(1))
  expect(said.filter((each) => each === 'sent')).toHaveLength(50)
  expect(new Set(said.slice(50))).toEqual(new Set(['hard-cap-rate']))
  expect(scene.sent).toHaveLength(50)
  scene.wait(secondUs / 50)
  expect([scene.order(1), scene.order(1)]).toEqual(['sent', 'hard-cap-rate'])
})

it('lets five times equity out in a minute and a hundred times in a day', () => {
  const scene = new Scene()
  for (let second = 0; second < 60; second += 1, scene.wait(secondUs)) scene.order(20)
  expect(scene.value).toBe(5_000)
  expect(scene.order(20)).toBe('hard-cap-minute')
  for (let minute = 0; minute < 200; minute += 1, scene.wait(minuteUs + secondUs)) scene.order(500)
  expect(scene.value).toBe(100_000)
  expect(scene.order(1)).toBe('hard-cap-day')
  scene.wait(dayUs)
  expect(scene.order(1)).toBe('sent')
})

it('journals nothing of what it refuses, as if it had never been asked', () => {
  const scene = new Scene()
  scene.order(501)
  expect(scene.recorded).toEqual([])
  expect([...scene.desk.openOrders]).toEqual([])
})

it('refuses what has no value that is a number', () => {
  const scene = new Scene()
  const worth = (arrival: number): string =>
    scene.order(1, { arrival: arrival as OrderIntent['arrival'] })
  expect([worth(Number.POSITIVE_INFINITY), worth(1e300)]).toEqual([
    'hard-cap-minute',
    'hard-cap-minute',
  ])
})

it('lets every way out of what it has counted itself pass, whatever is used up', () => {
  const scene = new Scene()
  scene.order(500)
  expect(scene.order(1)).toBe('hard-cap-minute')
  const stop = { role: 'stop', type: 'stop', price: price(9), isReduceOnly: true } as const
  const exit = { role: 'exit', isReduceOnly: true } as const
  for (let n = 0; n < 100; n += 1) expect(scene.order(-500, stop)).toBe('sent')
  expect(scene.order(-501, stop)).toBe('hard-cap-minute')
  expect(scene.order(-300, exit)).toBe('sent')
  expect(scene.order(-201, exit)).toBe('hard-cap-minute')
  expect(scene.order(-200, exit)).toBe('sent')
  expect(scene.caps.held(0)).toBe(0)
  expect(scene.order(-1, exit)).toBe('hard-cap-minute')
})

it('counts ways out that are on their way, however they are called', () => {
  const scene = new Scene()
  scene.order(100)
  const waiting = { type: 'limit', price: price(12), role: 'exit', isReduceOnly: false } as const
  expect(scene.order(-60, waiting)).toBe('sent')
  for (let n = 0; n < 50; n += 1) scene.order(1)
  expect(scene.order(-100, waiting)).toBe('hard-cap-rate')
  scene.desk.hear({
    kind: 'order-canceled',
    orderId: orderId(2),
    tsEvent: micros(0),
    tsInit: micros(0),
  })
  expect(scene.order(-100, waiting)).toBe('sent')
})

it('counts what said it was worth nothing at what it filled at', () => {
  const scene = new Scene()
  const cheap = scene.order(500, { arrival: price(1) })
  expect(cheap).toBe('sent')
  // 500 at 1 were counted, and 4,500 more once they had filled at 10.
  expect(scene.order(1)).toBe('hard-cap-minute')
})
