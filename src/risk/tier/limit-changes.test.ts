import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayUs, hourUs, type LimitAsked, micros } from '../../domain/index.ts'
import { defaultLimits, type Limits, wideLimits } from '../limits.ts'
import { coolDownUs, LimitChanges } from './limit-changes.ts'
import { changeableLimits, isWider, limitValue } from './limit-direction.ts'

/** Somebody asks, and it is recorded. @returns What was said, or when it is due. */
function ask(of: LimitChanges, key: string, value: number, ts = 0): string | number {
  const wish = { key, value, ts: micros(ts), actor: 'ann', reason: 'because' }
  const asked = of.ask(wish)
  if (!asked.ok) return asked.error
  of.apply(asked.value)
  return asked.value.dueTs
}

describe('a limit', () => {
  it('that is tighter holds at once, and one that is wider a day later', () => {
    const changes = new LimitChanges(defaultLimits)
    expect(ask(changes, 'heatMax', 0.1, 5)).toBe(5)
    expect(changes.at(5).heatMax).toBe(0.1)
    expect(ask(changes, 'heatMax', 0.25, 6)).toBe(6 + dayUs)
    expect(changes.at(5 + dayUs).heatMax).toBe(0.1)
    expect(changes.at(6 + dayUs).heatMax).toBe(0.25)
    expect(changes.pending).toEqual([])
  })

  it('that is wider waits from the later of what bars and a clock say', () => {
    const changes = new LimitChanges(defaultLimits)
    const wish = { key: 'heatMax', value: 0.3, ts: micros(6), actor: 'ann', reason: 'because' }
    for (const [clockTs, since] of [[hourUs, hourUs] as const, [5, 6] as const]) {
      const asked = changes.ask({ ...wish, clockTs: micros(clockTs) })
      expect(asked).toMatchObject({ value: { ts: 6, dueTs: since + dayUs } })
    }
    const tighter = changes.ask({ ...wish, value: 0.1, clockTs: micros(hourUs) })
    expect(tighter).toMatchObject({ value: { ts: 6, dueTs: 6 } })
  })

  it.each([
    ['positionMax', 0.5, 0.6],
    ['orderNotionalMin', 10, 5],
    ['isLongOnly', 1, 0],
    ['volatilityTarget', 0.3, 0],
    ['kellyMax', 0.1, 0],
    ['kellyMax', 0.1, 0.2],
  ] as const)('%s is wider at the second of %d and %d', (key, from, to) => {
    expect([isWider(key, from, to), isWider(key, to, from), isWider(key, to, to)]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('is never wider in what the house takes for tight than in what it takes for wide', () => {
    for (const key of changeableLimits)
      expect(isWider(key, limitValue(wideLimits, key), limitValue(defaultLimits, key))).toBe(false)
    expect(changeableLimits).toHaveLength(Object.keys(defaultLimits).length - 1)
  })
})

describe('a wish that waits', () => {
  const waiting = (): LimitChanges => {
    const changes = new LimitChanges(defaultLimits)
    ask(changes, 'heatMax', 0.3)
    ask(changes, 'grossMax', 2, hourUs)
    return changes
  }

  it('is listed, the next due first', () => {
    expect(waiting().pending).toMatchObject([
      { key: 'heatMax', value: 0.3, actor: 'ann', reason: 'because', dueTs: dayUs },
      { key: 'grossMax', value: 2, dueTs: dayUs + hourUs },
    ])
  })

  it('is taken back by asking for what holds, or for something tighter', () => {
    const changes = waiting()
    expect(ask(changes, 'heatMax', 0.25, 2 * hourUs)).toBe(2 * hourUs)
    ask(changes, 'grossMax', 0.5, 2 * hourUs)
    expect(changes.pending).toEqual([])
    expect(changes.at(9 * dayUs)).toEqual({ ...defaultLimits, grossMax: 0.5 })
  })

  it('gives way to another, which waits anew', () => {
    const changes = waiting()
    ask(changes, 'heatMax', 0.4, 20 * hourUs)
    expect(changes.at(dayUs).heatMax).toBe(0.25)
    expect(changes.at(44 * hourUs).heatMax).toBe(0.4)
  })
})

it('declines what is no limit, no number, no change or nobody’s wish', () => {
  const changes = new LimitChanges(defaultLimits)
  expect(ask(changes, 'costBuffer', 0)).toMatch(/no limit/)
  expect(ask(changes, '__proto__', 0)).toMatch(/no limit '__proto__' .*; coinswarm limits lists/)
  expect(ask(changes, 'drawdownMax', 0)).toMatch(/no limit 'drawdownMax' .*; did you mean \w+\?/)
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1])
    expect(ask(changes, 'heatMax', value)).toMatch(/must be a number/)
  expect(ask(changes, 'isLongOnly', 0.5)).toMatch(/0 or 1/)
  expect(ask(changes, 'heatMax', 0.25)).toMatch(/already/)
  const nobody = { key: 'heatMax', value: 0.1, ts: micros(0) }
  for (const [actor, reason] of [
    ['desk', 'x'],
    ['venue', 'x'],
    ['', 'x'],
    ['ann', ' '],
  ] as const)
    expect(changes.ask({ ...nobody, actor, reason }).ok).toBe(false)
})

it('lets no event that says otherwise widen a limit before a day has passed', () => {
  const changes = new LimitChanges(defaultLimits)
  const forged: LimitAsked = {
    kind: 'limit-asked',
    ts: micros(hourUs),
    dueTs: micros(0),
    key: 'heatMax',
    value: 9,
    actor: 'ann',
    reason: 'now',
  }
  changes.apply(forged)
  changes.apply({ ...forged, key: 'nonsense' })
  changes.apply({ ...forged, key: 'grossMax', value: Number.NaN })
  expect(changes.at(hourUs + dayUs - 1)).toEqual(defaultLimits)
  expect(changes.at(hourUs + dayUs).heatMax).toBe(9)
})

const wishes = fc.array(
  fc.record({
    key: fc.constantFrom(...changeableLimits),
    value: fc.double({ min: 0, max: 2, noNaN: true }),
    waitUs: fc.integer({ min: 0, max: 2 * dayUs }),
  }),
  { minLength: 1, maxLength: 60 },
)

describe('over any wishes', () => {
  it('nothing is ever wider than what had been asked for, and not withdrawn, a day before', () => {
    fc.assert(
      fc.property(wishes, (steps) => {
        const changes = new LimitChanges(defaultLimits)
        let ts = 0
        for (const { key, value, waitUs } of steps) {
          const before = changes.at(ts)
          const waited = changes.pending
          ts += waitUs
          const now = changes.at(ts)
          for (const each of changeableLimits)
            if (isWider(each, limitValue(before, each), limitValue(now, each))) {
              const wish = waited.find((of) => of.key === each)
              expect(ts).toBeGreaterThanOrEqual((wish?.ts ?? Number.POSITIVE_INFINITY) + coolDownUs)
            }
          ask(changes, key, key === 'isLongOnly' ? Math.round(value / 2) : value, ts)
          const after = changes.at(ts)
          expect(isWider(key, limitValue(now, key), limitValue(after, key))).toBe(false)
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('a restart at any of them, over the end of a year too, changes nothing', () => {
    fc.assert(
      fc.property(wishes, fc.nat(59), (steps, at) => {
        const plain = new LimitChanges(defaultLimits)
        let other = new LimitChanges(defaultLimits)
        let ts = Date.UTC(2024, 11, 30) * 1_000
        steps.forEach(({ key, value, waitUs }, n) => {
          if (n === at % steps.length) {
            const state = JSON.parse(JSON.stringify(other.save()))
            other = new LimitChanges(defaultLimits)
            other.load(state)
          }
          ts += waitUs
          expect(ask(other, key, value, ts)).toEqual(ask(plain, key, value, ts))
          expect(other.at(ts)).toEqual<Limits>(plain.at(ts))
        })
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

it('lists what waits with the next due first, and those of one time by name', () => {
  const changes = new LimitChanges(defaultLimits)
  expect(changes.dueTs).toBe(Infinity)
  const wider = ([key, ts]: readonly [key: 'heatMax' | 'varMax' | 'collarMax', ts: number]): void =>
    void ask(changes, key, 0.9, ts)
  const wishes = [
    ['varMax', 9],
    ['heatMax', 7],
    ['collarMax', 9],
  ] as const
  wishes.forEach(wider)
  expect(changes.pending.map(({ key }) => key)).toEqual(['heatMax', 'collarMax', 'varMax'])
  expect(changes.dueTs).toBe(7 + dayUs)
  expect([changes.at(7 + dayUs).heatMax, changes.dueTs]).toEqual([0.9, 9 + dayUs])
  const twin = new LimitChanges(defaultLimits)
  ask(twin, 'grossMax', 99, 1)
  twin.load(JSON.parse(JSON.stringify(changes.save())))
  expect(twin.save()).toEqual(changes.save())
  expect(twin.dueTs).toBe(9 + dayUs)
  expect([twin.at(9 + dayUs).varMax, twin.dueTs]).toEqual([0.9, Infinity])
  twin.load({ limits: {}, pending: [{ key: 'unheard', dueTs: 5, value: 1 }] })
  expect([twin.pending, twin.dueTs]).toEqual([[], Infinity])
})

it('a switch is on or off, and 0 is a value of everything else', () => {
  const changes = new LimitChanges(wideLimits)
  expect(ask(changes, 'isLongOnly', 0.5)).toMatch(/isLongOnly must be 0 or 1/)
  expect(ask(changes, 'isLongOnly', 2)).toMatch(/isLongOnly must be 0 or 1/)
  const off = new LimitChanges({ ...wideLimits, isLongOnly: false })
  expect([ask(off, 'isLongOnly', 1), off.at(0).isLongOnly]).toEqual([0, true])
  expect(off.at(0)).toEqual({ ...wideLimits, isLongOnly: true })
  expect([ask(off, 'isLongOnly', 0, 1), off.at(dayUs).isLongOnly]).toEqual([1 + dayUs, true])
  expect(off.at(dayUs + 1).isLongOnly).toBe(false)
  expect([ask(changes, 'heatMax', 0), changes.at(0).heatMax]).toEqual([0, 0])
  const nobody = { key: 'heatMax', value: 0.1, ts: micros(0), actor: ' ', reason: 'because' }
  expect(changes.ask(nobody)).toMatchObject({ ok: false })
})
