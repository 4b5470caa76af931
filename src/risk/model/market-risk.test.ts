import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, type Json, Random } from '../../base/index.ts'
import { dayUs, hourUs, minuteUs } from '../../domain/index.ts'
import { normalQuantile, standardStudentRisk } from '../../quant/index.ts'
import { MarketRisk } from './index.ts'

const start = 20_000 * dayUs

/** Closes each hour: a common normal factor and one of each, of these deviations an hour. */
function fed(
  deviations: readonly number[],
  hours: number,
  { common = 0.5, seed = 1 } = {},
): MarketRisk {
  const risk = new MarketRisk(deviations.length)
  feed(risk, deviations, { hours, common, seed, from: start })
  return risk
}

function feed(
  risk: MarketRisk,
  deviations: readonly number[],
  with_: { hours: number; common: number; seed: number; from: number; prices?: number[] },
): number[] {
  const random = Random.fromSeed(with_.seed)
  const prices = with_.prices ?? deviations.map(() => 1e8)
  for (let hour = 1; hour <= with_.hours; hour += 1) {
    const factor = random.normal()
    deviations.forEach((deviation, i) => {
      const own = random.normal()
      const z = Math.sqrt(with_.common) * factor + Math.sqrt(1 - with_.common) * own
      const price = Math.max(1, (prices[i] as number) * (1 + deviation * z))
      prices[i] = price
      risk.onClose(i, with_.from + hour * hourUs, price)
    })
  }
  return prices
}

describe('volatility and correlation', () => {
  it('are unknown until 30 returns are in, and known then', () => {
    const risk = fed([0.01, 0.01], 30)
    expect(risk.volatility(0)).toBeNaN()
    expect(risk.correlation(0, 1)).toBeNaN()
    expect(fed([0.01, 0.01], 31).volatility(0)).toBeGreaterThan(0)
    expect(fed([0.01, 0.01], 31).correlation(0, 1)).toBeGreaterThan(0)
  })

  it('come to those that the closes were made with', () => {
    const risk = fed([0.004, 0.01, 0.02], 24 * 400, { common: 0.7 })
    const daily = [0.004, 0.01, 0.02].map((deviation) => deviation * Math.sqrt(24))
    daily.forEach((deviation, i) =>
      expect(Math.abs(risk.volatility(i) / deviation - 1)).toBeLessThan(0.15),
    )
    expect(Math.abs(risk.correlation(0, 2) - 0.7)).toBeLessThan(0.05)
    expect(risk.correlation(1, 0)).toBe(risk.correlation(0, 1))
    expect(risk.correlation(1, 1)).toBe(1)
  })

  it('are the blend of two exponential means of squares, to the last bit', () => {
    const closes = [100, 101, 99, 102, 104, 103]
    const risk = new MarketRisk(1, { returnsMin: 5, gridUs: dayUs, fastDays: 10, slowDays: 20 })
    closes.forEach((close, day) => risk.onClose(0, start + day * dayUs, close))
    const meanOf = (halfLife: number): number => {
      const newest = Math.LN2 / (halfLife + Math.LN2)
      let [sum, weight] = [0, 0]
      for (let t = 1; t < closes.length; t += 1) {
        const step = (closes[t] as number) / (closes[t - 1] as number) - 1
        sum += newest * (step * step - sum)
        weight += newest * (1 - weight)
      }
      return sum / weight
    }
    expect(risk.volatility(0)).toBe(Math.sqrt(0.6 * meanOf(10) + (1 - 0.6) * meanOf(20)))
  })

  it('do not care for what happens between two boundaries of the grid', () => {
    const coarse = new MarketRisk(1)
    const fine = new MarketRisk(1)
    const random = Random.fromSeed(4)
    let price = 1e7
    for (let minute = 1; minute <= 60 * 100; minute += 1) {
      price *= 1 + 0.001 * random.normal()
      fine.onClose(0, start + minute * minuteUs, price)
      if (minute % 60 === 0) coarse.onClose(0, start + minute * minuteUs, price)
    }
    expect(fine.volatility(0)).toBe(coarse.volatility(0))
    expect(fine.volatility(0)).toBeGreaterThan(0)
  })

  it('take a return over a gap as as many steps as it took', () => {
    const gapped = new MarketRisk(1, { returnsMin: 2 })
    for (const [hour, close] of [
      [1, 100],
      [2, 110],
      [6, 132],
    ] as const)
      gapped.onClose(0, start + hour * hourUs, close)
    // 10 % in one hour and 20 % in four: 1 % and 1 % of squares a step.
    expect(gapped.volatility(0)).toBeCloseTo(0.1 * Math.sqrt(24), 12)
  })

  it('leave out a close that is no price, and never take a rise for more than a doubling', () => {
    const risk = new MarketRisk(1, { returnsMin: 2 })
    const closes = [100, 110, Number.NaN, 0, -5, Number.POSITIVE_INFINITY, 110, 1e9]
    const twin = new MarketRisk(1, { returnsMin: 2 })
    closes.forEach((close, hour) => {
      risk.onClose(0, start + hour * hourUs, close)
      if (close > 0 && close < 1e10) twin.onClose(0, start + hour * hourUs, close)
    })
    expect(risk.volatility(0)).toBe(twin.volatility(0))
    expect(risk.volatility(0)).toBeGreaterThan(0)
    expect(risk.volatility(0)).toBeLessThan(Math.sqrt(24))
  })

  it('sample the last close of who is silent at a boundary, when somebody goes past it', () => {
    const risk = new MarketRisk(2, { returnsMin: 2 })
    for (let hour = 1; hour <= 50; hour += 1) {
      risk.onClose(0, start + hour * hourUs - minuteUs, 1e6 + (hour % 3) * 1e4)
      risk.onClose(1, start + hour * hourUs, 1e6 + (hour % 3) * 1e4)
    }
    risk.onClose(1, start + 50 * hourUs + minuteUs, 1e6)
    expect(risk.volatility(0)).toBe(risk.volatility(1))
    expect(risk.correlation(0, 1)).toBeGreaterThan(0.9)
  })
})

describe('a boundary', () => {
  const closeOf = (hour: number, i: number): number => 1e6 + ((hour * (i + 3)) % 7) * 1e3

  it('is sampled by the bar that closes on it last, whoever has not begun or has ended', () => {
    const all = new MarketRisk(2, { returnsMin: 2 })
    const some = new MarketRisk(4, { returnsMin: 2 })
    for (let hour = 1; hour <= 20; hour += 1) {
      if (hour < 5) some.onClose(3, start + hour * hourUs, 1e6)
      for (const risk of [all, some])
        for (const i of [0, 1]) risk.onClose(i, start + hour * hourUs, closeOf(hour, i))
      if (hour > 7) expect(some.volatility(0)).toBe(all.volatility(0))
      if (hour > 7) expect(some.volatility(1)).toBe(all.volatility(1))
    }
    expect(some.volatility(2)).toBeNaN()
  })
})

describe('value at risk and expected shortfall', () => {
  it('are those of a Student t of four degrees with the volatility of the portfolio', () => {
    const risk = fed([0.01, 0.02], 24 * 30)
    risk.setExposure(0, 0.5)
    risk.setExposure(1, -0.2)
    const [a, b] = [0.5 * risk.volatility(0), -0.2 * risk.volatility(1)]
    const hedge = 2 * a * b * risk.correlation(0, 1)
    expect(hedge).toBeLessThan(0)
    const deviation = Math.sqrt(a * a + b * b + 0.9 * hedge)
    const tail = standardStudentRisk(0.99, 4)
    // Of printed tables of Student's t.
    expect(tail.valueAtRisk).toBeCloseTo(3.746947, 6)
    expect(risk.valueAtRisk).toBeCloseTo((tail.valueAtRisk / Math.SQRT2) * deviation, 12)
    expect(risk.expectedShortfall).toBeCloseTo(
      (tail.expectedShortfall / Math.SQRT2) * deviation,
      12,
    )
    expect(risk.valueAtRisk / deviation).toBeGreaterThan(-normalQuantile(0.01))
    risk.setExposure(1, 0.2)
    const together = Math.sqrt(a * a + b * b - hedge)
    expect(risk.valueAtRisk).toBeCloseTo((tail.valueAtRisk / Math.SQRT2) * together, 12)
  })

  it('are 0 of nothing, and of what is not known no number, also in reverse', () => {
    const risk = fed([0.01, 0.01], 24 * 30)
    const young = fed([0.01, 0.01], 10)
    expect(risk.valueAtRisk).toBe(0)
    expect(young.varWith(0, 0)).toBe(0)
    expect(young.varWith(0, 0.1)).toBeNaN()
    expect(young.room(0, 1, 1)).toBe(0)
    for (const share of [Number.NaN, Number.POSITIVE_INFINITY]) {
      risk.setExposure(1, share)
      expect(risk.varWith(0, 0.1)).toBeNaN()
      expect(risk.expectedShortfall).toBeNaN()
      expect(risk.room(0, 1, 1)).toBe(0)
      risk.setExposure(1, 0)
      expect(risk.valueAtRisk).toBe(0)
    }
    for (const max of [Number.NaN, -1, Number.POSITIVE_INFINITY])
      expect(risk.room(0, 1, max)).toBe(0)
  })

  it('have room up to the limit and not past it, in 2,000 portfolios', () => {
    const risk = fed([0.004, 0.01, 0.02, 0.03], 24 * 30, { common: 0.6 })
    const share = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.tuple(share, share, share, share),
        fc.nat(3),
        fc.boolean(),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (shares, i, isLong, max) => {
          shares.forEach((held, k) => risk.setExposure(k, held))
          const sign = isLong ? 1 : -1
          const room = risk.room(i, sign, max, 1.2 * max)
          const isOver = !(risk.valueAtRisk <= max && risk.expectedShortfall <= 1.2 * max)
          if (isOver) return room === 0
          const fits = [0.25, 0.5, 1].every((part) => {
            const added = sign * room * part
            return risk.varWith(i, added) <= max && risk.esWith(i, added) <= 1.2 * max
          })
          return fits && risk.esWith(i, sign * (room * (1 + 1e-6) + 1e-9)) > 1.2 * max
        },
      ),
      { numRuns: 2000, seed: 3 },
    )
  })

  it('are the same however the exposures were come to', () => {
    const path = fed([0.004, 0.01, 0.02], 24 * 30)
    // Asked once, the sums are kept up with every change.
    expect(path.valueAtRisk).toBe(0)
    const random = Random.fromSeed(8)
    for (let n = 0; n < 10_000; n += 1) path.setExposure(random.below(3), 2 * random.next() - 1)
    const fresh = fed([0.004, 0.01, 0.02], 24 * 30)
    const last = [0.5, -0.4, 0.2]
    last.forEach((share, i) => {
      path.setExposure(i, share)
      fresh.setExposure(i, share)
    })
    expect(Math.abs(path.valueAtRisk / fresh.valueAtRisk - 1)).toBeLessThan(1e-11)
  })
})

describe('a saved state', () => {
  it('goes on to the same bits, also in the middle of an hour', () => {
    const deviations = [0.01, 0.02, 0.005]
    const risk = fed(deviations, 24 * 20)
    const cut = start + 480 * hourUs
    const held = Float64Array.of(0.3, 0, -0.1)
    risk.hold(held)
    risk.onClose(1, cut + 5 * minuteUs, 12_345)
    const twin = new MarketRisk(3)
    expect(twin.load(JSON.parse(canonicalJson(risk.save())) as Json)).toBe(true)
    expect(canonicalJson(twin.save())).toBe(canonicalJson(risk.save()))
    expect(twin.volatility(1)).toBe(risk.volatility(1))
    expect(twin.correlation(1, 2)).toBe(risk.correlation(1, 2))
    expect(twin.varWith(1, 0.1)).toBeNaN()
    twin.hold(held)
    expect(twin.varWith(1, 0.1)).toBe(risk.varWith(1, 0.1))
    for (const one of [risk, twin]) {
      feed(one, deviations, { hours: 50, common: 0.2, seed: 9, from: cut })
      one.setExposure(1, 0.25)
    }
    expect(twin.varWith(0, 0.1)).toBe(risk.varWith(0, 0.1))
    expect(twin.isCrisis).toBe(risk.isCrisis)
    expect(canonicalJson(twin.save())).toBe(canonicalJson(risk.save()))
  })

  it('goes on to the same bits while one has not closed on a boundary yet', () => {
    const risk = fed([0.01, 0.02, 0.005], 24 * 20)
    const at = (hour: number): number => start + (480 + hour) * hourUs
    for (const hour of [1, 2]) for (const i of [0, 1]) risk.onClose(i, at(hour), 1e7 + hour)
    const twin = new MarketRisk(3)
    expect(twin.load(JSON.parse(canonicalJson(risk.save())) as Json)).toBe(true)
    const before = risk.correlation(0, 2)
    for (const one of [risk, twin]) one.onClose(2, at(2), 2e7)
    expect(risk.correlation(0, 2)).not.toBe(before)
    expect(canonicalJson(twin.save())).toBe(canonicalJson(risk.save()))
  })

  it('is of what is held now, to the last bit, whatever was held before', () => {
    const [risk, other] = [fed([0.01, 0.02, 0.005], 480), fed([0.01, 0.02, 0.005], 480)]
    for (const share of [0.1, 0.7, -0.3, Number.NaN]) {
      other.setExposure(1, share)
      other.hold(Float64Array.of(share, 0.2, share))
    }
    for (const one of [risk, other]) one.hold(Float64Array.of(0.3, 0.2, -0.1))
    expect(other.varWith(2, 0.1)).toBe(risk.varWith(2, 0.1))
    expect(canonicalJson(other.save())).toBe(canonicalJson(risk.save()))
  })

  it('has a form while nothing, or not everything, is known', () => {
    const risk = fed([0.01, 0.01], 10)
    risk.setExposure(0, Number.NaN)
    const twin = new MarketRisk(2)
    expect(twin.load(JSON.parse(canonicalJson(risk.save())) as Json)).toBe(true)
    expect(twin.valueAtRisk).toBeNaN()
  })

  it('of other instruments, or none, is declined, and nothing is known', () => {
    const saved = fed([0.01, 0.01], 24 * 5).save()
    for (const state of [saved, null, 7, 'x', [], {}, { grid: {}, arrays: [] }] as const) {
      const other = new MarketRisk(3)
      expect(other.load(state)).toBe(false)
      expect(other.volatility(0)).toBeNaN()
    }
  })
})
