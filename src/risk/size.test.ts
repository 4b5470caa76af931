import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined, Random } from '../base/index.ts'
import {
  type Instrument,
  type InstrumentId,
  instrument,
  minorPerUnit,
  notional,
} from '../domain/index.ts'
import { wideLimits, type Limits } from './limits.ts'
import { type Levels, protectiveLevels } from './protect.ts'
import { RiskBook } from './risk-book.ts'
import { sizedAlike, sizeTarget } from './size.ts'

function made(tick: string, lot: string): Instrument {
  const result = instrument('BTC-USD.SIM' as InstrumentId, tick, lot)
  return defined(result.ok ? result.value : undefined, 'instrument')
}

const btc = made('0.1', '0.0001')
const grids = [btc, made('0.01', '0.001'), made('0.00001', '0.1'), made('0.25', '1')]

function bookOf(
  of: Instrument,
  ticks: number,
  equity: number,
  over: Partial<Limits> = {},
): RiskBook {
  const book = new RiskBook({ ...wideLimits, ...over }, new Float64Array(1))
  book.lotValue[0] = (ticks * Number(of.notionalFactor)) / Number(of.notionalDivisor)
  book.mark(1, equity * minorPerUnit, equity * minorPerUnit, 0)
  return book
}

/** Lots of a wish without stop, target or odds. */
function lotsFor(
  of: Instrument,
  instrument: number,
  exposure: number,
  ticks: number,
  book: RiskBook,
): number {
  const levels = { stop: 0, target: 0 }
  const wish = { of, instrument, exposure, confidence: Number.NaN, trust: 1, ticks, levels }
  return sizeTarget(wish, book).lots
}

/** A few for whoever is in a hurry. */
const draws = [1_000, 100_000]

describe('sizeTarget', () => {
  it('gives the lots that a share of equity buys, and less rather than more', () => {
    const book = bookOf(btc, 300_000, 10_000)
    expect(lotsFor(btc, 0, 0.3, 300_000, book)).toBe(1_000)
    expect(lotsFor(btc, 0, 0.29999, 300_000, book)).toBe(999)
    expect(lotsFor(btc, 0, 0, 300_000, book)).toBe(0)
  })

  it('cuts a wish to the position limit', () => {
    const book = bookOf(btc, 300_000, 10_000, { positionMax: 0.3 })
    expect(lotsFor(btc, 0, 1, 300_000, book)).toBe(1_000)
  })

  it('halves past the soft drawdown', () => {
    const book = bookOf(btc, 300_000, 20_000, { drawdownSoft: 0.5 })
    book.mark(2, 10_000 * minorPerUnit, 10_000 * minorPerUnit, 0)
    expect(lotsFor(btc, 0, 0.3, 300_000, book)).toBe(500)
  })

  it('is flat where nothing is sold short, and short where it is', () => {
    expect(lotsFor(btc, 0, -0.3, 300_000, bookOf(btc, 300_000, 10_000))).toBe(0)
    const book = bookOf(btc, 300_000, 10_000, { isLongOnly: false })
    expect(lotsFor(btc, 0, -0.3, 300_000, book)).toBe(-1_000)
  })

  it('is nothing without equity, or for a wish or a price that is no number', () => {
    expect(lotsFor(btc, 0, 0.3, 300_000, bookOf(btc, 300_000, 0))).toBe(0)
    expect(lotsFor(btc, 0, 0.3, 300_000, bookOf(btc, 300_000, -5))).toBe(0)
    expect(lotsFor(btc, 0, Number.NaN, 300_000, bookOf(btc, 300_000, 10_000))).toBe(0)
    expect(lotsFor(btc, 0, 0.3, Number.NaN, bookOf(btc, 300_000, 10_000))).toBe(0)
  })

  it.each(draws)('never asks for more than the share, the limit or the cash, %i draws', (count) => {
    const random = Random.fromSeed(5)
    for (let n = 0; n < count; n += 1) {
      const of = grids[n % grids.length] as Instrument
      const ticks = 1 + random.below(10_000_000)
      const limits = { positionMax: random.next(), isLongOnly: random.next() < 0.5 }
      const equity = random.next() * 1e6
      const book = bookOf(of, ticks, equity, limits)
      const wish = 2 * random.next() - 1
      const lots = lotsFor(of, 0, wish, ticks, book)
      const worth = Number(notional(of, ticks, Math.abs(lots), 'floor')) / minorPerUnit
      const share = Math.min(Math.abs(wish), limits.positionMax)
      const isSound = worth <= share * equity * (1 + 1e-9) && lots * wish >= 0
      const isPaid = lots <= 0 || worth * (1 + wideLimits.costBuffer) <= equity
      if (!isSound || !isPaid || !Number.isSafeInteger(lots)) throw new Error(`draw ${n}: ${lots}`)
    }
  })
})

describe('protectiveLevels', () => {
  it('rounds a stop towards the market and a target away from it', () => {
    const long = protectiveLevels(btc, 1, 1_000, { stop: 89.93, target: 110.03 })
    expect(long).toEqual({ stop: 900, target: 1_101 })
    const short = protectiveLevels(btc, -1, 1_000, { stop: 110.03, target: 89.97 })
    expect(short).toEqual({ stop: 1_100, target: 899 })
    // On the grid but for the last bit of a float: 0.7 / 0.1 is 6.999999999999999.
    expect(protectiveLevels(btc, -1, 1_000, { stop: 101, target: 0.7 }).target).toBe(7)
  })

  it('drops a level on the wrong side of the market, and one that is no number', () => {
    const none = { stop: 0, target: 0 }
    expect(protectiveLevels(btc, 1, 1_000, { stop: 101, target: 99 })).toEqual(none)
    expect(protectiveLevels(btc, -1, 1_000, { stop: 99, target: 101 })).toEqual(none)
    expect(protectiveLevels(btc, 1, 1_000, { stop: Number.NaN, target: 1e300 })).toEqual(none)
    expect(protectiveLevels(btc, 1, 1_000, { stop: -5, target: Number.NaN })).toEqual(none)
  })

  it('sets a level that comes to stand on the market a tick away from it', () => {
    const at = (sign: number, stop: number, target: number): Levels =>
      protectiveLevels(btc, sign, 1_000, { stop, target })
    expect(at(1, 100, 100)).toEqual({ stop: 999, target: 1_001 })
    expect(at(-1, 100, 100)).toEqual({ stop: 1_001, target: 999 })
    expect(at(1, 99.98, 100.02).stop).toBe(999)
    expect(at(-1, 100.02, 99.98).stop).toBe(1_001)
    // Below the smallest price there is none.
    expect(protectiveLevels(btc, 1, 1, { stop: 0.1, target: 9 }).stop).toBe(0)
  })

  it.each(draws)('never risks more nor takes less than was wished, %i draws', (count) => {
    const random = Random.fromSeed(6)
    let [stops, targets] = [0, 0]
    for (let n = 0; n < count; n += 1) {
      const of = grids[n % grids.length] as Instrument
      const sign = random.next() < 0.5 ? 1 : -1
      const ticks = 2 + random.below(1_000_000)
      const level = (): number => ticks * of.tickSize * (0.5 + random.next())
      const wished = { stop: level(), target: level() }
      const { stop, target } = protectiveLevels(of, sign, ticks, wished)
      const slack = 1e-8 * ticks
      if (stop !== 0) {
        stops += 1
        const isNearest = sign * (ticks - stop) === 1
        const isTight = isNearest || sign * (stop - wished.stop / of.tickSize) >= -slack
        if (!isTight || sign * (ticks - stop) <= 0) throw new Error(`draw ${n}: stop ${stop}`)
      }
      if (target !== 0) {
        targets += 1
        const isFar = sign * (target - wished.target / of.tickSize) >= -slack
        if (!isFar || sign * (target - ticks) <= 0) throw new Error(`draw ${n}: target ${target}`)
      }
    }
    expect(Math.min(stops, targets)).toBeGreaterThan(0.4 * count)
  })
})

describe('sizedAlike', () => {
  const sizing = (lots: number, wished: number, allowed: number) => ({
    ...{ lots, wished, allowed },
    cut: undefined,
  })

  it('leaves alone what was not cut, or was cut alike', () => {
    expect(sizedAlike([sizing(7, 0.1, 0.1), sizing(-3, 0.2, 0.2)])).toEqual([7, -3])
    expect(sizedAlike([sizing(7, 0.1, 0.05), sizing(-3, 0.2, 0.1)])).toEqual([7, -3])
  })

  it('takes as much of the others as was taken of the most cut', () => {
    const all = [sizing(500, 0.1, 0.05), sizing(-801, 0.08, 0.08), sizing(-20, 0.02, 0.02)]
    expect(sizedAlike(all)).toEqual([500, -400, -10])
    expect(sizedAlike([sizing(0, 0.1, 0), sizing(-801, 0.08, 0.08)])).toEqual([0, 0])
    expect(sizedAlike([sizing(5, 0.1, Number.NaN), sizing(-801, 0.08, 0.08)])).toEqual([0, 0])
  })

  it('never gives more than was sized, and keeps what legs are to each other within a lot', () => {
    const leg = fc.record({
      lots: fc.integer({ min: -1e6, max: 1e6 }),
      wished: fc.double({ min: 0.01, max: 1, noNaN: true }),
      left: fc.double({ min: 0.01, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(leg, { minLength: 2, maxLength: 5 }), (legs) => {
        const all = legs.map(({ lots, wished, left }) => sizing(lots, wished, wished * left))
        const least = Math.min(...all.map(({ wished, allowed }) => allowed / wished))
        for (const [n, lots] of sizedAlike(all).entries()) {
          const { lots: sized, wished, allowed } = defined(all[n], 'a leg')
          expect(Math.abs(lots)).toBeLessThanOrEqual(Math.abs(sized))
          expect(lots * sized).toBeGreaterThanOrEqual(0)
          const exact = (Math.abs(sized) * least) / (allowed / wished)
          expect(Math.abs(exact - Math.abs(lots))).toBeLessThan(1 + 1e-6)
        }
      }),
      { seed: 7 },
    )
  })
})
