import { describe, expect, it } from 'vitest'
import type { Json } from '../../base/index.ts'
import { type Instrument, type InstrumentId, instrument, secondUs } from '../../domain/index.ts'
import { LastMinute } from './last-minute.ts'
import { OwnCount } from './own-count.ts'
import { Pace } from './pace.ts'
import { SentRooms } from './sent-lots.ts'

function made(lot: string): Instrument {
  const of = instrument('BTC-USD.SIM' as InstrumentId, '0.01', lot)
  if (!of.ok) throw new Error(of.error)
  return of.value
}

/** What a thing saves is taken in by another that was in use before. */
function restarted<T extends { save(): Json; load(state: Json): void }>(from: T, to: T): T {
  to.load(JSON.parse(JSON.stringify(from.save())))
  expect(to.save()).toEqual(from.save())
  return to
}

describe('its own count', () => {
  it('is of fills and fees, at the prices seen last', () => {
    const count = new OwnCount([made('0.001'), made('1')], 1_000_000_000n)
    count.fill(0, 500, 20_000, 7n)
    count.fill(1, -3, 100, -2n)
    // 500 × 0.001 at 200.00 is 100.00, three at 1.00 are 3.00; fees are minor units.
    expect(count.equity()).toBe(1_000_000_000 - 5)
    count.seen(0, 22_000)
    count.seen(1, 200)
    expect(count.equity()).toBe(1_000_000_000 - 5 + 10e8 - 3e8)
  })

  it('gives up whole lots for what was taken, from what is to spare first', () => {
    const count = new OwnCount([made('0.001')], 0n)
    const lot = 100_000n
    count.fill(0, 100, 1, 0n)
    const lots = [lot / 2n, lot / 4n, lot / 4n, 0n, lot + 1n, lot - 1n, 1n].map((taken) => {
      count.giveUp(0, taken)
      return count.lots[0]
    })
    expect(lots).toEqual([99, 99, 99, 99, 97, 97, 96])
  })

  it('goes on after a restart, with what is to spare and without', () => {
    const [count, used] = [0, 1].map(() => new OwnCount([made('0.001'), made('1')], 0n))
    if (count === undefined || used === undefined) throw new Error('two')
    count.fill(0, 5, 7, 9n)
    expect(count.save()).not.toHaveProperty('spare')
    used.fill(0, 1, 1, 1n)
    used.giveUp(0, 1n)
    const twin = restarted(count, used)
    expect(twin.equity()).toBe(count.equity())
    twin.giveUp(0, 100_000n)
    expect(twin.lots[0]).toBe(4)
    count.giveUp(0, 1n)
    expect(count.save()).toHaveProperty('spare', [99_999, 0])
    const other = restarted(count, new OwnCount([made('0.001'), made('1')], 0n))
    other.giveUp(0, 99_999n)
    expect(other.lots[0]).toBe(4)
  })
})

describe('the last minute', () => {
  it('is the second that runs and the sixty before it', () => {
    const minute = new LastMinute()
    minute.advance(100 * secondUs)
    minute.add(1)
    minute.advance(130 * secondUs)
    minute.add(10)
    minute.advance(130 * secondUs)
    minute.add(100)
    const totals = [160, 161, 190, 191, 1_000].map((second) => {
      minute.advance(second * secondUs)
      return minute.total
    })
    expect(totals).toEqual([111, 110, 110, 0, 0])
    minute.advance(5 * secondUs)
    minute.add(7)
    expect(minute.total).toBe(7)
  })

  it('saves the seconds in which something was added, and nothing of another stays', () => {
    const [minute, used] = [new LastMinute(), new LastMinute()]
    minute.advance(100 * secondUs)
    minute.add(3)
    expect(minute.save()).toEqual([100, 3, [39, 3]])
    used.advance(110 * secondUs)
    used.add(5)
    const twin = restarted(minute, used)
    twin.advance(120 * secondUs)
    expect(twin.total).toBe(3)
  })
})

describe('the pace', () => {
  it('gives back so many a second, and never more than are full', () => {
    const pace = new Pace(4)
    pace.advance(10 * secondUs)
    const left = [0, 249_999, 250_000, 500_000, 999_999, 1_000_000, 1_249_999, 1_250_000]
    for (let n = 0; n < 4; n += 1) pace.take()
    expect(
      left.map((us) => {
        pace.advance(10 * secondUs + us)
        return pace.left
      }),
    ).toEqual([0, 0, 1, 2, 3, 4, 4, 4])
    pace.take()
    pace.advance(0)
    expect(pace.left).toBe(3)
    pace.advance(100 * secondUs)
    expect(pace.left).toBe(4)
  })

  it('is full again after a whole second, whatever was sent', () => {
    const pace = new Pace(2)
    for (let n = 0; n < 3; n += 1) pace.take()
    pace.advance(secondUs - 1)
    expect(pace.left).toBe(0)
    pace.advance(2 * secondUs - 1)
    expect(pace.left).toBe(2)
    for (let n = 0; n < 7; n += 1) pace.take()
    pace.advance(3 * secondUs - 1)
    expect(pace.left).toBe(2)
  })

  it('goes on after a restart', () => {
    const [pace, used] = [new Pace(4), new Pace(4)]
    pace.advance(10 * secondUs)
    for (let n = 0; n < 4; n += 1) pace.take()
    used.advance(50 * secondUs)
    const twin = restarted(pace, used)
    expect(twin.left).toBe(0)
    twin.advance(10 * secondUs + 250_000)
    expect(twin.left).toBe(1)
  })
})

describe('rooms of orders that were let out', () => {
  it('are given to the next order whose number falls on them; who is still out moves', () => {
    const rooms = new SentRooms()
    expect([rooms.find(0), rooms.find(1), rooms.find(4_097)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const first = rooms.room(1)
    const [none, nobody] = [
      { ordered: 0, filled: 0, lastFill: 0 },
      { isExit: false, isOver: false },
    ]
    expect(first).toEqual({ orderId: 1, instrument: 0, sign: 1, ticks: 0, ...none, ...nobody })
    expect(rooms.find(0)).toBeUndefined()
    Object.assign(first, { ordered: 10, filled: 3, lastFill: 2 })
    const next = rooms.room(4_097)
    expect([next.filled, next.lastFill, next.isOver]).toEqual([0, 0, false])
    const moved = rooms.find(1)
    expect(moved).toMatchObject({ orderId: 1, ordered: 10, filled: 3, lastFill: 2, isOver: false })
    if (moved !== undefined) rooms.end(moved)
    expect([rooms.find(1), rooms.find(4_097)?.orderId]).toEqual([undefined, 4_097])
    rooms.end(next)
    expect(rooms.find(4_097)?.isOver).toBe(true)
    rooms.room(8_193)
    expect(rooms.find(4_097)).toBeUndefined()
  })

  it('are saved for all that are out and the newest 256 that are over, by number', () => {
    const rooms = new SentRooms()
    const saved = (): readonly number[] =>
      (rooms.save() as unknown as readonly { readonly orderId: number }[]).map(
        ({ orderId }) => orderId,
      )
    expect(saved()).toEqual([])
    for (const id of [300, 1, 45, 44]) rooms.room(id)
    for (const id of [300, 45, 44]) {
      const room = rooms.find(id)
      if (room !== undefined) rooms.end(room)
    }
    expect(saved()).toEqual([1, 45, 300])
    rooms.room(4_097)
    expect(saved()).toEqual([1, 4_097])
    rooms.room(4_000)
    expect(saved()).toEqual([1, 4_000, 4_097])
    const used = new SentRooms()
    for (const id of [9, 10, 4_105]) used.room(id)
    const twin = restarted(rooms, used)
    expect([twin.find(9), twin.find(10), twin.find(4_105)]).toEqual([
      ...[undefined, undefined, undefined],
    ])
    expect([twin.find(1)?.isOver, twin.find(4_097)?.isOver]).toEqual([false, false])
  })
})
