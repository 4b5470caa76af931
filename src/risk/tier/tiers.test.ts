import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayUs, hourUs, type TierChanged } from '../../domain/index.ts'
import { defaultLimits, type Limits, wideLimits } from '../limits.ts'
import { tierAt, type TierLimits, tightened, tiers } from './tier-table.ts'
import { Tiers } from './tiers.ts'

const keys = Object.keys(tiers[0]?.limits ?? {}) as readonly (keyof TierLimits)[]

/** Whether nothing in `a` is wider than in `b`. */
function isAsTight(a: TierLimits, b: TierLimits): boolean {
  return keys.every((key) => (key === 'orderNotionalMin' ? a[key] >= b[key] : a[key] <= b[key]))
}

class Scene {
  tiers: Tiers
  readonly said: TierChanged[] = []
  ts: number

  constructor(equity: number, ts = 0) {
    this.tiers = new Tiers(equity)
    this.ts = ts
  }

  /** @returns The tier it is in, and the one it is held to. */
  at(equity: number, laterUs = hourUs): string {
    this.ts += laterUs
    const moved = this.tiers.mark(this.ts, equity)
    if (moved !== undefined) this.said.push(moved)
    const { name, allowed } = this.tiers
    return name === allowed.name ? name : `${name} as ${allowed.name}`
  }

  restart(): void {
    const state = JSON.parse(JSON.stringify(this.tiers.save()))
    this.tiers = new Tiers(1)
    this.tiers.load(state)
  }
}

describe('the table', () => {
  it('names a tier by its equity', () => {
    const of = [0, 999, 1_000, 2_500, 5_000, 25_000, 100_000, 1e9].map((each) => tierAt(each).name)
    expect(of.join(' ')).toBe(
      'exits exits survival bootstrap growth scale institutional institutional',
    )
    expect([tierAt(Number.NaN).name, tierAt(-5).name]).toEqual(['exits', 'exits'])
  })

  it('lets a small desk hold, or go with a trend, and a larger one do more of what there is', () => {
    expect([1_000, 2_500, 5_000].map((dollars) => tierAt(dollars).kinds)).toEqual([
      ['hold', 'trend', 'momentum'],
      ['hold', 'trend', 'momentum', 'mean-reversion', 'breakout', 'volatility'],
      ['hold', 'trend', 'momentum', 'mean-reversion', 'breakout', 'volatility', 'pairs'],
    ])
  })

  it('allows a smaller tier nothing that a larger one does not', () => {
    tiers.slice(1).forEach((larger, n) => {
      const smaller = tiers[n]
      if (smaller === undefined) throw new Error('no tier')
      expect(isAsTight(smaller.limits, larger.limits)).toBe(true)
      expect(smaller.strategiesMax).toBeLessThanOrEqual(larger.strategiesMax)
      expect(smaller.modelPerMonth).toBeLessThanOrEqual(larger.modelPerMonth)
      expect(smaller.kinds.filter((kind) => !larger.kinds.includes(kind))).toEqual([])
    })
  })

  it('never widens a limit, whichever tier and limits', () => {
    const some = fc.record({
      positionMax: fc.double({ min: 0, max: 10, noNaN: true }),
      grossMax: fc.double({ min: 0, max: 10, noNaN: true }),
      heatMax: fc.double({ min: 0, max: 10, noNaN: true }),
      orderNotionalMin: fc.double({ min: 0, max: 1e6, noNaN: true }),
      tradesPerDayMax: fc.nat(1_000_000),
    })
    fc.assert(
      fc.property(some, fc.constantFrom(...tiers), (over, tier) => {
        const limits: Limits = { ...wideLimits, ...over }
        const tight = tightened(limits, tier.limits)
        expect(isAsTight(tight, limits) && isAsTight(tight, tier.limits)).toBe(true)
        expect({ ...tight, ...pick(limits) }).toEqual(limits)
      }),
      { seed: 1 },
    )
  })

  it('leaves the limits of the settings as they are at the top, but for the smallest order', () => {
    for (const dollars of [25_000, 100_000])
      expect(tightened(defaultLimits, tierAt(dollars).limits)).toMatchObject({
        ...defaultLimits,
        orderNotionalMin: dollars < 100_000 ? 10 : 1,
      })
  })
})

function pick(limits: Limits): TierLimits {
  const { positionMax, concentrationMax, grossMax, heatMax } = limits
  const { ordersPerDayMax, tradesPerDayMax, orderNotionalMin } = limits
  const counts = { ordersPerDayMax, tradesPerDayMax, orderNotionalMin }
  return { positionMax, concentrationMax, grossMax, heatMax, ...counts }
}

describe('a desk', () => {
  it('grows into a tier once it was ten percent past the border for a day', () => {
    const scene = new Scene(4_900)
    expect([scene.at(5_400), scene.at(5_400, 9 * dayUs)]).toEqual(['bootstrap', 'bootstrap'])
    expect([scene.at(5_500), scene.at(5_499), scene.at(5_500), scene.at(5_600, dayUs - 1)]).toEqual(
      ['bootstrap', 'bootstrap', 'bootstrap', 'bootstrap'],
    )
    expect(scene.at(5_600, 1)).toBe('growth')
    expect(scene.said).toMatchObject([{ from: 'bootstrap', to: 'growth', equity: 5_600 }])
  })

  it('is held to a smaller tier from when it touches it, and is in it after a day far below', () => {
    const scene = new Scene(5_100)
    expect(scene.at(4_999)).toBe('growth as bootstrap')
    expect(scene.at(5_001, dayUs - 1)).toBe('growth as bootstrap')
    expect(scene.at(5_001, 1)).toBe('growth')
    expect([scene.at(4_400), scene.at(4_400, dayUs)]).toEqual(['growth as bootstrap', 'bootstrap'])
    expect(scene.said).toMatchObject([{ from: 'growth', to: 'bootstrap' }])
  })

  it('falls through several at once, and is held to the lowest it touched', () => {
    const scene = new Scene(30_000)
    expect([scene.at(900), scene.at(12_000)]).toEqual(['scale as exits', 'scale as exits'])
    expect(scene.at(12_000, dayUs)).toBe('growth as exits')
    expect(scene.at(12_000, dayUs)).toBe('growth')
  })

  it('may only close what it holds while nobody knows its equity, and not longer', () => {
    const scene = new Scene(30_000)
    expect([scene.at(Number.NaN, 9 * dayUs), scene.at(30_000)]).toEqual(['scale as exits', 'scale'])
    expect(scene.said).toEqual([])
  })

  it('is measured in dollars where it counts in something else', () => {
    const inBitcoin = new Tiers(0.05, 0.00001)
    expect([inBitcoin.name, inBitcoin.nextAt]).toEqual(['growth', 0.25])
    expect(inBitcoin.limits(defaultLimits).orderNotionalMin).toBe(1)
    expect(new Tiers(0.05, 0.0001).limits({ ...defaultLimits, orderNotionalMin: 0 })).toMatchObject(
      { orderNotionalMin: 0.001, grossMax: 0 },
    )
    expect(new Tiers(1e6).nextAt).toBeUndefined()
  })

  it('says when what it may has changed, and only then', () => {
    const scene = new Scene(5_100)
    const { revision } = scene.tiers
    scene.at(5_200)
    scene.at(24_000)
    scene.at(24_000, 9 * dayUs)
    expect(scene.tiers.revision).toBe(revision)
    scene.at(4_999)
    scene.at(4_998)
    expect(scene.tiers.revision).toBe(revision + 1)
  })
})

const path = fc.array(
  fc.record({
    factor: fc.double({ min: 0.85, max: 1.17, noNaN: true }),
    waitUs: fc.oneof(fc.constant(hourUs), fc.integer({ min: 1, max: 2 * dayUs })),
  }),
  { minLength: 1, maxLength: 120 },
)

describe('over any path of equity', () => {
  it('is never held to more than the tier it stands in allows, nor the one it is in', () => {
    fc.assert(
      fc.property(path, fc.constantFrom(1_200, 4_000, 30_000), (steps, start) => {
        const scene = new Scene(start)
        let equity = start
        for (const { factor, waitUs } of steps) {
          equity *= factor
          scene.at(equity, waitUs)
          const { allowed } = scene.tiers
          expect(allowed.from).toBeLessThanOrEqual(tierAt(equity).from)
          expect(allowed.from).toBeLessThanOrEqual(
            tiers.find(({ name }) => name === scene.tiers.name)?.from ?? -1,
          )
        }
        const changes = scene.said.map(({ ts }) => ts)
        changes.slice(1).forEach((ts, n) => {
          expect(ts - (changes[n] ?? 0)).toBeGreaterThanOrEqual(dayUs)
        })
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('a restart at any step, and a start at any turn of a day or year, change nothing', () => {
    const turns = [0, dayUs - 1, Date.UTC(2024, 11, 31, 23) * 1_000]
    fc.assert(
      fc.property(path, fc.nat(119), fc.constantFrom(...turns), (steps, at, from) => {
        const [plain, moved] = [new Scene(4_000), new Scene(4_000, from)]
        let equity = 4_000
        steps.forEach(({ factor, waitUs }, n) => {
          equity *= factor
          if (n === at % steps.length) moved.restart()
          expect(moved.at(equity, waitUs)).toBe(plain.at(equity, waitUs))
        })
        expect(moved.said.map((each) => ({ ...each, ts: each.ts - from }))).toEqual(plain.said)
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

it('takes a tier it does not know for the smallest', () => {
  const some = new Tiers(30_000)
  some.load({ ...(some.save() as Record<string, never>), tier: 'galactic' })
  expect(some.limits(wideLimits).grossMax).toBe(0)
  const other = new Tiers(30_000)
  other.load({ ...(other.save() as Record<string, never>), lowest: 'galactic' })
  expect(other.limits(wideLimits).grossMax).toBe(0)
})

it('borders are in dollars, whatever a dollar costs in the currency of the desk', () => {
  const dear = new Tiers(3_000, 2)
  expect([dear.name, dear.nextAt]).toEqual(['survival', 5_000])
  expect(dear.mark(dayUs, 5_400)).toBeUndefined()
  expect([dear.name, dear.mark(2 * dayUs, 5_400)]).toEqual(['survival', undefined])
  dear.mark(3 * dayUs, 5_502)
  expect(dear.mark(4 * dayUs, 5_502)).toMatchObject({ from: 'survival', to: 'bootstrap' })
  expect(dear.mark(5 * dayUs, 4_508)).toBeUndefined()
  expect(dear.mark(6 * dayUs, 4_508)).toBeUndefined()
  dear.mark(7 * dayUs, 4_498)
  expect(dear.mark(8 * dayUs - 1, 4_498)).toBeUndefined()
  expect(dear.mark(8 * dayUs, 4_498)).toMatchObject({ from: 'bootstrap', to: 'survival' })
})

it('tells that what is allowed is another, and only then', () => {
  const of = new Tiers(3_000)
  const seen = [3_000, 2_400, 2_400, Number.NaN, 3_000].map((equity, n) => {
    of.mark(n * hourUs, equity)
    return of.revision
  })
  expect(seen).toEqual([0, 1, 1, 2, 3])
  const twin = new Tiers(1)
  twin.load(JSON.parse(JSON.stringify(of.save())))
  expect([twin.revision, twin.allowed.name]).toEqual([1, of.allowed.name])
})

it('is unknown over a restart, until there is a number', () => {
  const of = new Tiers(3_000)
  of.mark(1, Number.NaN)
  const twin = new Tiers(3_000)
  twin.load(JSON.parse(JSON.stringify(of.save())))
  expect([twin.name, twin.allowed.name]).toEqual(['bootstrap', 'exits'])
  twin.mark(2, 3_000)
  expect(twin.allowed.name).toBe('bootstrap')
})

it('takes time back for none', () => {
  const of = new Tiers(3_000)
  of.mark(10 * dayUs, 3_000)
  of.mark(5 * dayUs, 9_000)
  of.mark(10 * dayUs + hourUs, 9_000)
  expect(of.mark(11 * dayUs - 1, 9_000)).toBeUndefined()
  expect(of.mark(11 * dayUs, 9_000)).toMatchObject({ to: 'growth', ts: 11 * dayUs })
})
