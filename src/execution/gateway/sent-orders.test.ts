import { expect, it } from 'vitest'
import {
  clientOrderId,
  micros,
  minuteUs,
  type OrderEvent,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../../domain/index.ts'
import { SentOrders } from './sent-orders.ts'

const desk = 7n
const nameOf = (id: number, attempt = 0): string => clientOrderId(desk, orderId(id), attempt)

function order(id: number, ts = 0): OrderIntent {
  return {
    orderId: orderId(id),
    instrument: 0,
    side: 'buy',
    type: 'limit',
    role: 'entry',
    quantity: quantity(10),
    price: price(100),
    arrival: price(100),
    isReduceOnly: false,
    ts: micros(ts),
  }
}

function event(kind: OrderEvent['kind'], id: number, ts = 1): OrderEvent {
  const fact = { kind, orderId: orderId(id), tsEvent: micros(ts), tsInit: micros(ts), reason: 'no' }
  const stands = { quantity: quantity(4), price: price(90) }
  return { ...fact, ...stands, fill: ts, trade: `t${ts}`, fee: 0n } as unknown as OrderEvent
}

it('knows orders by number and by name; a later name only where changes give one', () => {
  const orders = new SentOrders(desk)
  const [kept, replaced] = [orders.add(order(1), false), orders.add(order(2), true)]
  expect(orders.all()).toEqual([kept, replaced])
  expect([orders.live(orderId(1)), orders.live(orderId(3))]).toEqual([kept, undefined])
  expect([orders.named(nameOf(1)), orders.named(nameOf(2, 3))]).toEqual([kept, replaced])
  expect([orders.named(nameOf(1, 3)), orders.named(nameOf(3))]).toEqual([undefined, undefined])
})

it('tells its own orders from those of others, and strays among them', () => {
  const orders = new SentOrders(desk)
  const sent = orders.add(order(1), false)
  const theirs = clientOrderId(8n, orderId(1), 0)
  expect([theirs, '', nameOf(1), nameOf(9)].map((name) => orders.isForeign(name))).toEqual([
    ...[true, true, false, false],
  ])
  const areStray = (): readonly boolean[] =>
    [theirs, nameOf(1), nameOf(9)].map((name) => orders.isStray(name))
  expect(areStray()).toEqual([false, false, true])
  orders.close(sent, false)
  expect(areStray()).toEqual([false, true, true])
})

it('is quiet when the venue has all that is out and none is to go', () => {
  const orders = new SentOrders(desk)
  expect([orders.isQuiet, orders.unresolved, orders.nextTs]).toEqual([true, 0, Infinity])
  const [one, two] = [orders.add(order(1), false), orders.add(order(2), false)]
  expect(orders.isQuiet).toBe(false)
  one.stage = 'open'
  two.stage = 'unknown'
  expect([orders.isQuiet, orders.unresolved]).toEqual([false, 1])
  two.stage = 'open'
  expect([orders.isQuiet, orders.unresolved]).toEqual([true, 0])
  one.wantsCancel = true
  expect(orders.isQuiet).toBe(false)
  one.dueTs = 9
  two.dueTs = 8
  expect(orders.nextTs).toBe(8)
  one.dueTs = 7
  expect(orders.nextTs).toBe(7)
})

it('lists what was given up and may have turned up within two minutes', () => {
  const orders = new SentOrders(desk)
  for (const id of [1, 2, 3]) orders.add(order(id, id * minuteUs), false)
  for (const sent of orders.all()) orders.close(sent, sent.order.orderId !== 3)
  const presumed = (ts: number): readonly number[] =>
    orders.presumed(ts).map((sent) => sent.order.orderId)
  expect(presumed(3 * minuteUs)).toEqual([1, 2])
  expect(presumed(3 * minuteUs + 1)).toEqual([2])
  expect(presumed(4 * minuteUs + 1)).toEqual([])
})

it('closes an order once, and what is opened again is to go', () => {
  const orders = new SentOrders(desk)
  const sent = orders.add(order(1), false)
  orders.close(sent, true)
  orders.close(sent, false)
  expect([sent.stage, sent.isPresumed, orders.live(orderId(1))]).toEqual(['over', true, undefined])
  expect(orders.named(nameOf(1))).toBe(sent)
  orders.reopen(sent)
  expect(orders.live(orderId(1))).toBe(sent)
  expect([sent.stage, sent.isPresumed, sent.wantsCancel]).toEqual(['unknown', false, true])
  expect(orders.presumed(0)).toEqual([])
})

it('listens for the newest 256 that are over, and forgets older ones', () => {
  const orders = new SentOrders(desk)
  for (let id = 1; id <= 258; id += 1) orders.close(orders.add(order(id), false), true)
  const isKnown = (id: number): boolean => orders.named(nameOf(id)) !== undefined
  expect([1, 2, 3, 258].map(isKnown)).toEqual([false, false, true, true])
  expect(orders.presumed(0)).toHaveLength(256)
})

it('listens for one that is out again, however many are over since', () => {
  const orders = new SentOrders(desk)
  const sent = orders.add(order(1), false)
  orders.close(sent, true)
  orders.reopen(sent)
  for (let id = 2; id <= 300; id += 1) orders.close(orders.add(order(id), false), true)
  expect(orders.named(nameOf(1))).toBe(sent)
})

it('becomes what an earlier life had heard', () => {
  const orders = new SentOrders(desk)
  const heard = (kind: OrderEvent['kind'], ts = 1) => {
    const sent = orders.add(order(1), true)
    orders.recall(event(kind, 1, ts))
    return sent
  }
  const accepted = heard('order-accepted')
  expect([accepted.stage, accepted.wantsCancel]).toEqual(['open', false])
  expect(heard('order-unresolved').stage).toBe('unknown')
  expect([heard('order-canceled').stage, heard('order-canceled').isPresumed]).toEqual([
    ...['over', false],
  ])
  expect([heard('order-rejected').stage, heard('order-rejected').isPresumed]).toEqual([
    ...['over', true],
  ])
  expect(heard('order-amend-rejected').order).toMatchObject({ quantity: 4, price: 90 })
  const filling = heard('order-filled', 7)
  expect([filling.filled, filling.isOver]).toEqual([4, false])
  orders.recall(event('order-filled', 1, 8))
  orders.recall(event('order-filled', 1, 9))
  expect([filling.filled, filling.isOver, filling.isPresumed]).toEqual([12, true, false])
  expect(orders.recalledTs).toBe(9)
  orders.recall(event('order-accepted', 99, 3))
  expect(orders.recalledTs).toBe(9)
})

it('has an order that turned up in an earlier life out again, and a change as it was made', () => {
  const orders = new SentOrders(desk)
  const sent = orders.add(order(1), true)
  orders.recall(event('order-rejected', 1))
  orders.recall(event('order-accepted', 1))
  expect([sent.stage, sent.wantsCancel, orders.all()]).toEqual(['open', true, [sent]])
  sent.amend({ quantity: quantity(4), price: price(90) })
  orders.recall(event('order-amended', 1))
  expect([sent.isToChange, sent.fitted.quantity, sent.names.standing]).toEqual([
    ...[false, 4, nameOf(1, 1)],
  ])
})
