import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ladder } from './ladder.ts'
import { ticksMax } from './price-pages.ts'

const ticksOf = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 990, max: 1_030 }),
  fc.integer({ min: 0, max: ticksMax }),
  fc.constantFrom(0, 255, 256, 524_287, 524_288, ticksMax),
)

describe('a ladder', () => {
  it('is the sorted map of its levels', () => {
    const changes = fc.array(fc.tuple(ticksOf, fc.integer({ min: 0, max: 3 })), { maxLength: 200 })
    fc.assert(
      fc.property(changes, fc.boolean(), (list, isBid) => {
        const ladder = new Ladder(isBid)
        const plain = new Map<number, number>()
        for (const [ticks, lots] of list) {
          ladder.set(ticks, lots)
          if (lots === 0) plain.delete(ticks)
          else plain.set(ticks, lots)
          expect(ladder.at(ticks)).toBe(lots)
          const sorted = [...plain.keys()].sort((a, b) => (isBid ? b - a : a - b))
          const walked: number[] = []
          for (let at = ladder.best; at >= 0; at = ladder.next(at)) walked.push(at)
          expect(walked).toEqual(sorted)
          expect(ladder.size).toBe(plain.size)
        }
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('finds the next level from a price that is none', () => {
    const bids = new Ladder(true)
    bids.set(100, 1)
    bids.set(1_000_000, 1)
    expect(bids.next(900_000)).toBe(100)
    expect(bids.next(2_000_000)).toBe(1_000_000)
    expect(bids.next(50)).toBe(-1)
  })

  it('keeps a mark as long as its level', () => {
    const asks = new Ladder(false)
    asks.set(7, 1)
    asks.mark(7, 42)
    asks.set(7, 2)
    expect(asks.markAt(7)).toBe(42)
    asks.set(7, 0)
    asks.set(7, 1)
    expect(asks.markAt(7)).toBe(0)
    expect(() => asks.mark(8, 1)).toThrow('no level')
  })

  it('is empty after it was cleared', () => {
    const bids = new Ladder(true)
    for (let ticks = 0; ticks < 5_000; ticks += 7) bids.set(ticks, 1)
    bids.clear()
    expect([bids.best, bids.size, bids.at(7)]).toEqual([-1, 0, 0])
  })
})
