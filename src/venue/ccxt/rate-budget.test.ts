import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { micros, secondUs } from '../../domain/index.ts'
import { RateBudget } from './rate-budget.ts'

const terms = { capacity: 8, callUs: 100_000, reserve: 0.25 }
const start = micros(1_000_000_000)
const at = (us: number): typeof start => micros(start + us)

describe('a budget of calls', () => {
  it('leaves a quarter to who cancels, exits or looks up', () => {
    const budget = new RateBudget(terms, start)
    let entries = 0
    while (budget.take(1, false, start)) entries += 1
    expect(entries).toBe(6)
    expect([1, 2, 3].map(() => budget.take(1, true, start))).toEqual([true, true, false])
    expect(budget.waitUs(1, true, start)).toBe(100_000)
    expect(budget.waitUs(1, false, start)).toBe(300_000)
    expect(budget.take(1, true, at(100_000))).toBe(true)
  })

  it('refuses to keep less than a quarter', () => {
    expect(() => new RateBudget({ ...terms, reserve: 0.2 }, start)).toThrow('quarter')
  })

  it('is closed for as long as a venue asks, and slower after', () => {
    const budget = new RateBudget(terms, start)
    expect(budget.onThrottled(3 * secondUs, start)).toBe(3 * secondUs)
    expect(budget.take(1, true, at(2_999_999))).toBe(false)
    // Closed, it does not fill; open again, at half its pace.
    expect(budget.waitUs(1, true, at(3 * secondUs))).toBe(200_000)
    for (let i = 0; i < 32; i += 1) budget.onAnswered()
    expect(budget.waitUs(1, true, at(3 * secondUs))).toBe(100_000)
  })

  it('waits twice as long each time where the venue does not say how long, up to a minute', () => {
    const budget = new RateBudget(terms, start)
    let now = 0
    const waits = [0, 0, 0, 0, 0, 0, 0, 0].map(() => {
      const wait = budget.onThrottled(undefined, at(now))
      now += wait
      return wait / secondUs
    })
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    budget.onAnswered()
    expect(budget.onThrottled(undefined, at(now))).toBe(secondUs)
  })

  it('goes at a sixteenth of its pace at the slowest', () => {
    const budget = new RateBudget(terms, start)
    let now = 0
    for (let i = 0; i < 12; i += 1) now += budget.onThrottled(secondUs, at(now))
    for (let i = 0; i < terms.capacity; i += 1) budget.take(1, true, at(now))
    expect(budget.waitUs(1, true, at(now))).toBe(16 * terms.callUs)
  })

  it('learns once of many calls that were refused at once', () => {
    const budget = new RateBudget(terms, start)
    const waits = Array.from({ length: 200 }, () => budget.onThrottled(undefined, start))
    expect(new Set(waits)).toEqual(new Set([secondUs]))
    expect(budget.waitUs(1, true, at(secondUs))).toBe(200_000)
    expect(budget.onThrottled(undefined, at(secondUs))).toBe(2 * secondUs)
  })

  it('has no more than the venue counts', () => {
    const budget = new RateBudget(terms, start)
    budget.onCounted(0.5, start)
    expect(budget.waitUs(4, true, start)).toBe(0)
    expect(budget.waitUs(5, true, start)).toBe(100_000)
    budget.onCounted(1, start)
    expect(budget.waitUs(5, true, start)).toBe(100_000)
  })
})

const step = fc.record({
  us: fc.integer({ min: 0, max: 500_000 }),
  calls: fc.integer({ min: 1, max: 4 }),
  isUrgent: fc.boolean(),
  trouble: fc.constantFrom('none', 'none', 'none', 'throttled', 'answered', 'counted'),
})

describe('whatever is asked of it, a budget', () => {
  it('never gives more than its capacity and what came since, and entries never the reserve', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const budget = new RateBudget(terms, start)
        let now = 0
        let taken = 0
        let closedUntil = 0
        for (const { us, calls, isUrgent, trouble } of steps) {
          now += us
          if (trouble === 'throttled') {
            budget.onThrottled(us, at(now))
            closedUntil = Math.max(closedUntil, now + us)
          } else if (trouble === 'answered') budget.onAnswered()
          else if (trouble === 'counted') budget.onCounted(us / 500_000, at(now))
          const wait = budget.waitUs(calls, isUrgent, at(now))
          const did = budget.take(calls, isUrgent, at(now))
          expect(did).toBe(wait === 0)
          if (!did) continue
          taken += calls
          expect(now).toBeGreaterThanOrEqual(closedUntil)
          expect(taken).toBeLessThanOrEqual(8 + now / 100_000 + 1e-6)
          // Two calls are left to a cancel whenever an entry was let through.
          if (!isUrgent) expect(budget.waitUs(2, true, at(now))).toBe(0)
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('gives what it promised, when it promised, if nobody takes any meanwhile', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const budget = new RateBudget(terms, start)
        let now = 0
        for (const { us, calls, isUrgent, trouble } of steps) {
          if (trouble === 'throttled') budget.onThrottled(us, at(now))
          now += budget.waitUs(calls, isUrgent, at(now))
          // The last bits of the level may want another microsecond.
          const isThere =
            budget.take(calls, isUrgent, at(now)) || budget.take(calls, isUrgent, at(now + 1))
          expect(isThere).toBe(true)
        }
      }),
      { seed: 2, numRuns: 300 },
    )
  })
})
