import { expect, it } from 'vitest'
import {
  type InstrumentId,
  instrument,
  micros,
  type OrderEvent,
  type OrderIntent,
  orderId,
  price,
  quantity,
  secondUs,
} from '../../domain/index.ts'
import { HardCaps } from './hard-caps.ts'

const terms = { ordersPerSecond: 5, notionalPerMinute: 2, notionalPerDay: 6 }

function newCaps(): HardCaps {
  const btc = instrument('BTC-USD.SIM' as InstrumentId, '1', '1')
  if (!btc.ok) throw new Error(btc.error)
  return new HardCaps(terms, [btc.value], 100_000_000_000n)
}

function order(id: number, ts: number): OrderIntent {
  return {
    ...{ orderId: orderId(id), instrument: 0, side: 'buy', type: 'market', role: 'entry' },
    ...{ quantity: quantity(1), price: price(0), arrival: price(1), isReduceOnly: false },
    ts: micros(ts),
  }
}

function heard(id: number, kind: 'order-filled' | 'order-accepted'): OrderEvent {
  const fact = { orderId: orderId(id), tsEvent: micros(0), tsInit: micros(0) }
  if (kind === 'order-accepted') return { kind, ...fact }
  const what = { fill: 1, price: price(1), quantity: quantity(1), fee: 0n, trade: '' }
  return { kind, ...fact, ...what, liquidity: 'taker' }
}

it('saves the newest 256 of the orders that have filled, though they are accepted only then', () => {
  const caps = newCaps()
  for (let id = 1; id <= 300; id += 1) {
    caps.take(order(id, id * secondUs))
    caps.hear(heard(id, 'order-filled'))
    caps.hear(heard(id, 'order-accepted'))
  }
  const { sent } = caps.save() as { readonly sent: readonly { readonly orderId: number }[] }
  expect([sent.length, sent[0]?.orderId]).toEqual([256, 45])
})

it('lets no order more out in a second for a restart in the midst of it', () => {
  const caps = newCaps()
  for (let id = 1; id <= 5; id += 1) caps.take(order(id, 0))
  const twin = newCaps()
  twin.load(JSON.parse(JSON.stringify(caps.save())))
  expect(twin.take(order(6, 0))).toMatchObject({ limit: 'hard-cap-rate' })
})

it('says nothing in its saved state of what shut it while nothing has', () => {
  const caps = newCaps()
  expect(caps.save()).not.toHaveProperty('shutBy')
  caps.hear(heard(7, 'order-filled'))
  expect(caps.save()).toHaveProperty('shutBy', 7)
})
