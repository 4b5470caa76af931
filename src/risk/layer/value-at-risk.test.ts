import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterLots,
  bookOf,
  drawnOrder,
  drawnPlain,
  four,
  knownMarket,
  mostLots,
  orderOf,
  plain,
  plainOf,
} from '../../../test/simulation/risk-books.ts'
import { hourUs } from '../../domain/index.ts'
import { MarketRisk } from '../model/index.ts'
import { checkValueAtRisk } from './value-at-risk.ts'

const refusal = (limit: string, was: number, max: number) => ({ ok: false, limit, was, max })

describe('without a model', () => {
  it('half of everything counts as lost in a day', () => {
    for (const market of [undefined, new MarketRisk(2)]) {
      const book = bookOf(plainOf([{}, { held: -100 }]), { varMax: 0.25 }, market)
      expect(checkValueAtRisk(orderOf(0, 400), book)).toBeUndefined()
      expect(checkValueAtRisk(orderOf(0, 401), book)).toEqual(
        refusal('value-at-risk', 0.2505, 0.25),
      )
    }
    const mean = bookOf(plain, { shortfallMax: 0.25 })
    expect(checkValueAtRisk(orderOf(0, 500), mean)).toBeUndefined()
    expect(checkValueAtRisk(orderOf(0, 501), mean)).toEqual(refusal('shortfall', 0.2505, 0.25))
  })

  it('what is on its way counts as held', () => {
    const book = bookOf(plainOf([{ buys: 100 }, { sells: 200 }]), { varMax: 0.25 })
    expect(checkValueAtRisk(orderOf(0, 200), book)).toBeUndefined()
    expect(checkValueAtRisk(orderOf(0, 201), book)?.limit).toBe('value-at-risk')
  })
})

it('a day is not looked at where it may cost everything, and is where it may not', () => {
  const said = (varMax: number, shortfallMax: number) =>
    checkValueAtRisk(orderOf(0, 4_000), bookOf(plain, { varMax, shortfallMax }))?.limit
  expect([said(1, 1), said(1, 0.99), said(0.99, 1)]).toEqual([
    ...[undefined, 'value-at-risk', 'value-at-risk'],
  ])
})

describe('with a model', () => {
  const market = knownMarket()

  it('passes at the limit and is refused a hair below it', () => {
    const at = (varMax: number) =>
      checkValueAtRisk(orderOf(0, 100), bookOf(four, { varMax }, market))
    const loss = at(1e-9)?.was ?? Number.NaN
    expect(loss).toBeGreaterThan(0)
    expect(at(loss)).toBeUndefined()
    expect(at(loss * (1 - 1e-12))?.limit).toBe('value-at-risk')
  })

  it('a perfect hedge costs nothing where hedges are believed whole', () => {
    const twins = new MarketRisk(2, { gridUs: hourUs, hedgeTrust: 1, correlationDays: 0.01 })
    for (let hour = 1; hour <= 2_000; hour += 1)
      for (const i of [0, 1]) twins.onClose(i, hour * hourUs, 1_000 + (hour % 2))
    const book = bookOf(plainOf([{}, { held: -100 }]), { varMax: 1e-9 }, twins)
    expect(checkValueAtRisk(orderOf(0, 100), book)).toBeUndefined()
    expect(checkValueAtRisk(orderOf(0, 101), book)?.limit).toBe('value-at-risk')
  })

  it('orders on their way the other way make no room', () => {
    const alone = checkValueAtRisk(orderOf(0, 410), bookOf(four, { varMax: 1e-9 }, market))
    const beside = bookOf(plainOf([{ sells: 400 }], four), { varMax: 1e-9 }, market)
    expect(checkValueAtRisk(orderOf(0, 410), beside)?.was).toBeCloseTo(alone?.was ?? 0, 12)
  })

  /** Value at risk of a unit of volatility, from a portfolio of one. */
  const unit = market.varWith(0, 1) / market.volatility(0)

  /** w'Σw, with a tenth of what hedges take put back. */
  function varianceOf(shares: readonly number[]): number {
    let [square, alone] = [0, 0]
    shares.forEach((a, i) => {
      alone += (a * market.volatility(i)) ** 2
      shares.forEach((b, j) => {
        const rho = i === j ? 1 : market.correlation(i, j)
        square += a * b * rho * market.volatility(i) * market.volatility(j)
      })
    })
    return Math.max(square, 0.9 * square + 0.1 * alone, 0)
  }

  it('agrees with the same figured by hand', () => {
    let passed = 0
    fc.assert(
      fc.property(drawnPlain, drawnOrder, (of, [i, lots]) => {
        const shares = of.lines.map((each, j) => {
          const own = j === i ? afterLots(each, lots) : mostLots(each)
          return (own * each.worth) / of.equity
        })
        const loss = unit * Math.sqrt(varianceOf(shares))
        fc.pre(Math.abs(loss - 0.15) > 1e-6)
        const book = bookOf(of, { varMax: 0.15 }, market)
        const said = checkValueAtRisk(orderOf(i, lots), book)
        expect(said === undefined).toBe(loss <= 0.15)
        if (said === undefined) passed += 1
        else expect(said.was).toBeCloseTo(loss, 8)
      }),
      { seed: 7, numRuns: 1_000 },
    )
    expect(passed).toBeGreaterThan(20)
  })
})

describe('the stress test nearest to its limit', () => {
  it('passes at it and is refused beyond, or when nobody knows', () => {
    const book = bookOf(plain, { stressMax: 0.2 })
    book.stressLimit = 0.2
    book.stressLoss = 0.2
    expect(checkValueAtRisk(orderOf(0, 1), book)).toBeUndefined()
    book.stressLoss = 0.21
    expect(checkValueAtRisk(orderOf(0, 1), book)).toEqual(refusal('stress', 0.21, 0.2))
    book.stressLoss = Number.NaN
    expect(checkValueAtRisk(orderOf(0, 1), book)?.limit).toBe('stress')
  })

  it('is turned off by 1 and by nothing else', () => {
    const failed = (stressMax: number) => {
      const book = bookOf(plain, { stressMax })
      book.stressLoss = Number.NaN
      return checkValueAtRisk(orderOf(0, 1), book)?.limit
    }
    expect(failed(1)).toBeUndefined()
    expect(failed(0.99)).toBe('stress')
    expect(failed(Number.NaN)).toBe('stress')
  })
})

it('what is not known is refused', () => {
  const of = { varMax: 0.05, shortfallMax: 0.07 }
  expect(
    checkValueAtRisk(orderOf(0, 1), bookOf(plainOf([{ worth: Number.NaN }]), of)),
  ).toBeDefined()
  expect(
    checkValueAtRisk(orderOf(0, 1), bookOf({ ...plain, equity: Number.NaN }, of)),
  ).toBeDefined()
  for (const key of ['varMax', 'shortfallMax'])
    expect(
      checkValueAtRisk(orderOf(0, 1), bookOf(plain, { [key]: Number.NaN })),
      `${key}`,
    ).toBeDefined()
})
