import { expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import {
  isDone,
  micros,
  type Order,
  type OrderEvent,
  orderId,
  price,
  quantity,
  sent,
} from '../domain/index.ts'
import { admit, applyOrderEvent } from './apply-order-event.ts'

const kinds = [
  'order-accepted',
  'order-rejected',
  'order-canceled',
  'order-expired',
  'order-filled',
  'order-amended',
  'order-amend-rejected',
] as const

function fresh(lots: number): Order {
  return sent({
    orderId: orderId(1),
    instrument: 0,
    side: 'buy',
    type: 'limit',
    role: 'entry',
    quantity: quantity(lots),
    price: price(100),
    arrival: price(100),
    isReduceOnly: false,
    ts: micros(0),
  })
}

function event(kind: OrderEvent['kind'], fill = 1, lots = 1): OrderEvent {
  const fact = { orderId: orderId(1), tsEvent: micros(1), tsInit: micros(1) }
  if (kind === 'order-rejected') return { ...fact, kind, reason: 'no' }
  const stands = { quantity: quantity(1), price: price(99) }
  if (kind === 'order-amended') return { ...fact, ...stands, kind }
  if (kind === 'order-amend-rejected') return { ...fact, ...stands, kind, reason: 'no' }
  if (kind !== 'order-filled') return { ...fact, kind }
  const execution = { price: price(100), quantity: quantity(lots), fee: 0n, liquidity: 'taker' }
  return { ...fact, ...execution, kind, fill, liquidity: 'taker', trade: '' }
}

it.each([500, 20_000])('takes in %i sequences of events and never fills too much', (runs) => {
  const random = Random.fromSeed(1)
  const judged = { apply: 0, duplicate: 0, anomaly: 0 }
  for (let run = 0; run < runs; run += 1) {
    let order = fresh(1 + random.below(20))
    const fills = new Map<number, number>()
    for (let step = 0; step < 12; step += 1) {
      const kind = kinds[random.next() < 0.5 ? 4 : random.below(kinds.length)] as OrderEvent['kind']
      const next = event(kind, 1 + random.below(6), 1 + random.below(8))
      const judgement = admit(order, next)
      judged[judgement] += 1
      if (judgement !== 'apply') {
        expect(() => applyOrderEvent(order, next)).toThrow(/took/)
        continue
      }
      const wasDone = isDone(order)
      if (next.kind === 'order-filled') {
        if (fills.has(next.fill)) throw new Error('one fill twice')
        fills.set(next.fill, next.quantity)
      } else if (wasDone && order.status !== 'rejected')
        throw new Error(`${order.status} took ${next.kind}`)
      const wasRejected = order.status === 'rejected' && next.kind === 'order-accepted'
      order = applyOrderEvent(order, next)
      const total = [...fills.values()].reduce((sum, lots) => sum + lots, 0)
      if (order.filled !== total || total > order.quantity) throw new Error('filled is not Σ fills')
      if (wasDone && !isDone(order) && !wasRejected) throw new Error('came back to life')
      if ((order.status === 'filled') !== (total === order.quantity)) throw new Error('not filled')
    }
  }
  for (const count of Object.values(judged)) expect(count).toBeGreaterThan(runs / 20)
})

it('books a fill that outran its accept, and one that follows a cancel', () => {
  const early = applyOrderEvent(fresh(3), event('order-filled', 1, 2))
  expect(early).toMatchObject({ status: 'submitted', filled: 2 })
  const gone = applyOrderEvent(early, event('order-canceled'))
  expect(admit(gone, event('order-filled', 2, 1))).toBe('apply')
  expect(applyOrderEvent(gone, event('order-filled', 2, 1))).toMatchObject({ status: 'filled' })
})

it('books a fill that follows an expiry, and nothing else of it', () => {
  const expired = applyOrderEvent(fresh(3), event('order-expired'))
  for (const kind of kinds.filter((each) => each !== 'order-filled'))
    expect(admit(expired, event(kind))).toBe('anomaly')
  expect(applyOrderEvent(expired, event('order-filled'))).toMatchObject({ filled: 1 })
})

it('does not take the size of a change for lots that are filled', () => {
  const open = applyOrderEvent(fresh(3), event('order-accepted'))
  const filled = applyOrderEvent(open, event('order-filled', 1, 2))
  for (const kind of ['order-amended', 'order-amend-rejected'] as const)
    expect(admit(filled, { ...event(kind), quantity: quantity(3) } as OrderEvent)).toBe('apply')
})

it('knows a repeated fill by its number', () => {
  const once = applyOrderEvent(fresh(3), event('order-filled', 1, 2))
  expect(admit(once, event('order-filled', 1, 2))).toBe('duplicate')
  expect(admit(once, event('order-filled', 2, 2))).toBe('anomaly')
})

it('takes a rejected order that was taken all the same, and nothing else of it', () => {
  const rejected = applyOrderEvent(fresh(3), event('order-rejected'))
  for (const kind of ['order-rejected', 'order-canceled', 'order-expired'] as const)
    expect(admit(rejected, event(kind))).toBe('anomaly')
  expect(applyOrderEvent(rejected, event('order-filled', 1, 2))).toMatchObject({ filled: 2 })
  const back = applyOrderEvent(rejected, event('order-accepted'))
  expect(applyOrderEvent(back, event('order-canceled'))).toMatchObject({ status: 'canceled' })
})

it('is unresolved until somebody knows', () => {
  const unresolved = applyOrderEvent(fresh(3), event('order-unresolved'))
  expect(isDone(unresolved)).toBe(false)
  expect(admit(unresolved, event('order-unresolved'))).toBe('anomaly')
  expect(applyOrderEvent(unresolved, event('order-accepted'))).toMatchObject({ status: 'accepted' })
  expect(applyOrderEvent(unresolved, event('order-rejected'))).toMatchObject({ status: 'rejected' })
})
