import { describe, expect, it } from 'vitest'
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

const btc = instrument('BTC-USD.SIM' as InstrumentId, '1', '1')
if (!btc.ok) throw new Error(btc.error)
const instruments = [btc.value]
const terms = { ordersPerSecond: 5, notionalPerMinute: 2, notionalPerDay: 6 }
/** A thousand quote units: two thousand a minute, six thousand a day. */
const newCaps = (): HardCaps => new HardCaps(terms, instruments, 100_000_000_000n)

function order(id: number, ts: number, lots: number, over: Partial<OrderIntent> = {}): OrderIntent {
  const what = { price: price(0), arrival: price(1), isReduceOnly: false, ts: micros(ts) }
  return {
    ...{ orderId: orderId(id), instrument: 0, type: 'market', role: 'entry', ...what },
    side: lots > 0 ? 'buy' : 'sell',
    quantity: quantity(Math.abs(lots)),
    ...over,
  }
}

type Fact = {
  readonly orderId: OrderIntent['orderId']
  tsEvent: OrderIntent['ts']
  tsInit: OrderIntent['ts']
}
const fact = (id: number, ts = 0): Fact => ({
  ...{ orderId: orderId(id), tsEvent: micros(ts), tsInit: micros(ts) },
})

function filled(id: number, fill: number, lots: number, ticks = 1, ts = 0): OrderEvent {
  const what = { fill, price: price(ticks), quantity: quantity(lots), fee: 0n, trade: '' }
  return { kind: 'order-filled', ...fact(id, ts), ...what, liquidity: 'taker' }
}

/** Caps of a desk that holds `lots`, bought or sold long ago. */
function holding(lots: number): HardCaps {
  const caps = newCaps()
  caps.take(order(1, 0, lots))
  caps.hear(filled(1, 1, Math.abs(lots)))
  return caps
}

const later = 100 * secondUs

describe('a way out that is on its way', () => {
  /** Whether another way out of so many lots would still be one. @returns Lots left to exit. */
  function left(caps: HardCaps): number {
    // Adding is refused: the day is spent.
    for (let lots = 100; lots > 0; lots -= 1) {
      const twin = newCaps()
      twin.load(JSON.parse(JSON.stringify(caps.save())))
      if (twin.take(order(99, later, -lots, { arrival: price(1_000_000) })) === undefined)
        return lots
    }
    return 0
  }

  it('leaves room only for the rest, until it has filled or ended', () => {
    const caps = holding(100)
    expect(left(caps)).toBe(100)
    caps.take(order(2, later, -60))
    expect(left(caps)).toBe(40)
    caps.hear(filled(2, 1, 10))
    expect(left(caps)).toBe(40)
    caps.hear({ kind: 'order-canceled', ...fact(2) })
    expect(left(caps)).toBe(90)
    caps.hear({ kind: 'order-canceled', ...fact(2) })
    expect(left(caps)).toBe(90)
    caps.hear(filled(2, 2, 5))
    expect(left(caps)).toBe(85)
  })

  it('leaves the room of another alone, when it has filled in part and ends, and ends again', () => {
    const caps = holding(100)
    for (const id of [2, 3]) caps.take(order(id, later, -30))
    expect(left(caps)).toBe(40)
    caps.hear(filled(2, 1, 10))
    for (let told = 0; told < 2; told += 1) {
      caps.hear({ kind: 'order-canceled', ...fact(2) })
      expect(left(caps)).toBe(60)
    }
  })

  it('counts though it may only reduce, unless it rests at the venue', () => {
    const caps = holding(100)
    const stop = { type: 'stop', role: 'stop', price: price(1), isReduceOnly: true } as const
    caps.take(order(2, later, -60, stop))
    expect(left(caps)).toBe(100)
    caps.take(order(3, later, -60, { role: 'exit', isReduceOnly: true }))
    expect(left(caps)).toBe(40)
  })

  it('of a desk that is short is what buys, and no more than it owes', () => {
    const caps = holding(-2_000)
    expect(caps.take(order(2, 0, -1))).toMatchObject({ limit: 'hard-cap-minute' })
    expect(caps.take(order(2, 0, 2_001))).toMatchObject({ limit: 'hard-cap-minute' })
    expect(caps.take(order(2, 0, 2_000))).toBeUndefined()
  })

  it.each(['order-canceled', 'order-expired', 'order-rejected'] as const)('ends by %s', (kind) => {
    const caps = holding(100)
    caps.take(order(2, later, -60))
    for (const nothing of ['order-accepted', 'order-unresolved'] as const)
      caps.hear({ kind: nothing, ...fact(2) })
    expect(left(caps)).toBe(40)
    caps.hear({ kind, ...fact(2), reason: 'no' })
    expect(left(caps)).toBe(100)
  })

  it('counts again when it was refused and taken all the same, for what is left of it', () => {
    const caps = holding(100)
    caps.take(order(2, later, -60))
    caps.hear(filled(2, 1, 10))
    caps.hear({ kind: 'order-rejected', ...fact(2), reason: 'no' })
    expect(left(caps)).toBe(90)
    caps.hear({ kind: 'order-accepted', ...fact(2) })
    expect(left(caps)).toBe(40)
    caps.hear({ kind: 'order-canceled', ...fact(2) })
    caps.hear(filled(2, 2, 50))
    expect(left(caps)).toBe(40)
    caps.hear({ kind: 'order-accepted', ...fact(2) })
    expect(left(caps)).toBe(40)
  })

  it('of an entry that turned up nothing is counted', () => {
    const caps = holding(100)
    caps.take(order(2, later, 10))
    caps.hear({ kind: 'order-rejected', ...fact(2), reason: 'no' })
    caps.hear({ kind: 'order-accepted', ...fact(2) })
    expect(left(caps)).toBe(100)
  })

  it('is forgotten with its order, when that has all filled', () => {
    const caps = holding(100)
    caps.take(order(2, later, -60))
    caps.hear(filled(2, 1, 60))
    expect(left(caps)).toBe(40)
    caps.take(order(4_098, later, -1))
    caps.hear({ kind: 'order-canceled', ...fact(4_098) })
    caps.hear(filled(2, 2, 1))
    expect(caps.isShut).toBe(true)
  })
})

describe('what an order may fill', () => {
  it('never shrinks by a change, and grows by one that the venue made otherwise', () => {
    const caps = newCaps()
    caps.take(order(1, 0, 10))
    caps.allow(1, 5)
    caps.hear(filled(1, 1, 10))
    expect(caps.isShut).toBe(false)
    caps.take(order(2, 0, 10))
    const kept = { quantity: quantity(15), price: price(1), reason: 'no' }
    caps.hear({ kind: 'order-amend-rejected', ...fact(2), ...kept })
    caps.hear(filled(2, 1, 15))
    expect(caps.isShut).toBe(false)
    caps.allow(77, 5)
    expect(caps.refusal([])).toBeUndefined()
  })
})

describe('what a fill is counted at', () => {
  it('is what it cost above what the order was counted at, when it was heard', () => {
    const caps = newCaps()
    caps.take(order(1, 0, 1_000))
    caps.hear(filled(1, 1, 400, 2, 0))
    expect(caps.take(order(2, 0, 601))).toMatchObject({ limit: 'hard-cap-minute', was: 2_001 })
    caps.hear(filled(1, 2, 300, 1))
    caps.hear(filled(1, 3, 300, 0))
    expect(caps.take(order(3, 0, 601))).toMatchObject({ limit: 'hard-cap-minute', was: 2_001 })
    expect(caps.take(order(3, 0, 600))).toBeUndefined()
    const other = newCaps()
    other.take(order(1, 0, 10))
    other.hear(filled(1, 1, 10, 100, later))
    // The 990 it cost more belong to the minute it was heard in.
    expect(other.take(order(2, later + 58 * secondUs, 1_011))).toMatchObject({ was: 2_001 })
  })

  it('moves no time on, when it cost no more than was counted', () => {
    const caps = newCaps()
    caps.take(order(1, 0, 2_000))
    caps.hear(filled(1, 1, 2_000, 1, later))
    expect(caps.take(order(2, 0, 1))).toMatchObject({ limit: 'hard-cap-minute', was: 2_001 })
  })

  it('of an order is the worse of where the market was and what it may pay', () => {
    const limit = { type: 'limit', price: price(3) } as const
    expect(newCaps().take(order(1, 0, 667, limit))).toMatchObject({ was: 2_001 })
    expect(
      newCaps().take(order(1, 0, 1_001, { ...limit, arrival: price(2), price: price(1) })),
    ).toMatchObject({ was: 2_002 })
  })
})

describe('a refusal', () => {
  it('says how many orders it would have been in the second, and how many may be', () => {
    const caps = newCaps()
    for (let id = 1; id <= 5; id += 1) caps.take(order(id, 0, 1))
    expect(caps.take(order(6, 0, 1))).toEqual({ limit: 'hard-cap-rate', was: 6, max: 5 })
    expect(caps.take(order(6, secondUs / 5, 1))).toBeUndefined()
  })

  it('counts orders that are to leave together, and those of the second before them', () => {
    const caps = newCaps()
    for (let id = 1; id <= 2; id += 1) caps.take(order(id, 0, 1))
    const more = [3, 4, 5, 6].map((id) => ({ order: order(id, 0, 1) })) as never
    expect(caps.refusal(more)).toEqual({ limit: 'hard-cap-rate', was: 6, max: 5 })
  })

  it('says what of the day is spent, in multiples of what the desk began with', () => {
    const caps = newCaps()
    for (let id = 1; id <= 3; id += 1) caps.take(order(id, id * later, 2_000))
    expect(caps.take(order(4, 4 * later, 1))).toEqual({
      ...{ limit: 'hard-cap-day', was: 6_001, max: 6_000 },
    })
  })

  it('is for what adds alone, of orders that are to leave together', () => {
    const caps = holding(100)
    const asked = (...orders: readonly OrderIntent[]) =>
      caps.refusal(orders.map((each) => ({ order: each })) as never)
    caps.take(order(2, 0, 1_900))
    expect(asked(order(3, 0, -100))).toBeUndefined()
    expect(asked(order(3, 0, -100), order(4, 0, 1))).toMatchObject({ was: 2_001 })
    expect(asked(order(3, 0, -100), order(4, 0, -1))).toBeUndefined()
  })

  it('of nothing is none even of a desk that is shut', () => {
    const caps = newCaps()
    caps.hear(filled(7, 1, 1))
    expect([caps.isShut, caps.refusal([])]).toEqual([true, undefined])
  })
})

it('takes the market for where a market order met it, and no other', () => {
  const day = 24 * 3_600 * secondUs
  const max = (over: Partial<OrderIntent>): number | undefined => {
    const caps = holding(100)
    caps.take(order(2, 0, -1, { arrival: price(6), ...over }))
    return caps.take(order(3, day, 9_999))?.max
  }
  // 100 lots that are worth 6 each and not 1: equity is 1,500.
  expect(max({})).toBe(3_000)
  expect(max({ type: 'limit', price: price(6) })).toBe(2_000)
})
