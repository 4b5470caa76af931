import { describe, expect, it } from 'vitest'
import { type LatencySpec, openLegs, usualLatency } from './latency-legs.ts'
import { ReplayedLatency } from './replayed-latency.ts'

const none: LatencySpec = { kind: 'constant', us: 0 }

function legs(specs: Partial<Record<'feed' | 'order' | 'reply', LatencySpec>>, seed = 1) {
  return openLegs({ feed: none, order: none, reply: none, ...specs }, seed)
}

function opened(specs: Parameters<typeof legs>[0], seed = 1) {
  const made = legs(specs, seed)
  if (!made.ok) throw new Error(made.error)
  return made.value
}

describe('legs', () => {
  it('draw from streams of their own: a draw more on one moves no other', () => {
    const a = opened({ feed: usualLatency, order: usualLatency })
    const b = opened({ feed: usualLatency, order: usualLatency })
    a.feed.at(0)
    expect(a.order.at(0)).toBe(b.order.at(0))
    expect(a.feed.at(0)).not.toBe(b.feed.at(0))
  })

  it('differ from one another and by seed, and go on from a saved state', () => {
    const a = opened({ feed: usualLatency, order: usualLatency })
    expect(a.feed.at(0)).not.toBe(a.order.at(0))
    expect(opened({ feed: usualLatency }, 2).feed.at(0)).not.toBe(
      opened({ feed: usualLatency }).feed.at(0),
    )
    const twin = opened({ feed: usualLatency }, 3)
    twin.feed.load(a.feed.save())
    expect(twin.feed.at(0)).toBe(a.feed.at(0))
  })

  it('take whole microseconds, never less than none', () => {
    const { order, reply } = opened({ order: { kind: 'log-normal', mu: -20, sigma: 3 } })
    for (let i = 0; i < 1_000; i += 1) {
      const us = order.at(0)
      if (!(Number.isSafeInteger(us) && us >= 0)) expect.fail(`took ${us}`)
    }
    expect(reply.at(5)).toBe(0)
  })

  const measured = (ts: readonly number[], us: readonly number[]): LatencySpec => ({
    kind: 'replayed',
    ts: Float64Array.from(ts),
    us: Float64Array.from(us),
  })
  it.each<[string, LatencySpec, string]>([
    ['part of a microsecond', { kind: 'constant', us: 0.5 }, 'the feed latency must be whole'],
    ['less than none', { kind: 'constant', us: -1 }, 'whole microseconds from 0 up'],
    ['no sigma', { kind: 'log-normal', mu: 3, sigma: Number.NaN }, 'finite mu'],
    ['no measurement', measured([], []), 'has no measurement'],
    ['missing measurements', measured([1, 2], [5]), 'different numbers'],
    ['a time twice', measured([1, 1], [5, 5]), 'row 1'],
    ['no time', measured([Number.NaN], [5]), 'row 0'],
    ['a negative measurement', measured([1], [-5]), 'row 0 is -5'],
  ])('decline %s', (_, feed, why) => {
    const made = legs({ feed })
    expect(made.ok ? '' : made.error).toContain(why)
  })
})

describe('a replayed latency', () => {
  const replayed = new ReplayedLatency(Float64Array.of(100, 200, 400), Float64Array.of(10, 20, 60))

  it('is measured, and on a straight line between measurements', () => {
    expect([100, 150, 200, 300, 350].map((ts) => replayed.at(ts))).toEqual([10, 15, 20, 40, 50])
  })

  it('is the first before the first and the last after the last, also when time goes back', () => {
    expect([500, 50, 1_000, 250].map((ts) => replayed.at(ts))).toEqual([60, 10, 60, 30])
  })
})
