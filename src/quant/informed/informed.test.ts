import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/informed.json' with { type: 'json' }
import { drawPoisson, Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { fitPin, type PinParameters, pinLogLikelihood, pinOf, type TradeDays } from './index.ts'

it('has the PIN of the hand case', () => {
  const found = pinOf({ alpha: 0.4, mu: 60, epsilonBuy: 40, epsilonSell: 40 })
  expect(found).toBeCloseTo(0.2307692308, 10)
})

describe.each(golden.cases)('$name', (of) => {
  const days = { buys: Float64Array.from(of.buys), sells: Float64Array.from(of.sells) }

  it('has the likelihood of scipy where the days were drawn from', () => {
    const found = pinLogLikelihood(days, of.planted)
    expect(Math.abs(found / of.plantedLogLikelihood - 1)).toBeLessThan(golden.tolerance)
  })

  it('is fitted as scipy does', () => {
    const found = fitPin(days)
    expect(found?.hasConverged).toBe(true)
    expect(Math.abs((found?.logLikelihood ?? 0) / of.logLikelihood - 1)).toBeLessThan(
      golden.tolerance,
    )
    expect(found?.alpha).toBeCloseTo(of.fitted.alpha, 5)
    expect(found?.delta).toBeCloseTo(of.fitted.delta, 5)
    for (const name of ['mu', 'epsilonBuy', 'epsilonSell'] as const)
      expect(Math.abs((found?.[name] ?? 0) / of.fitted[name] - 1)).toBeLessThan(
        golden.parameterTolerance,
      )
    expect(found?.pin).toBeCloseTo(pinOf(of.fitted) ?? Number.NaN, 5)
  })

  it('gives back what was planted, within the error of so many days', () => {
    const found = fitPin(days)
    expect(Math.abs((found?.pin ?? 0) - (pinOf(of.planted) ?? 0))).toBeLessThan(0.06)
    expect(Math.abs((found?.alpha ?? 0) - of.planted.alpha)).toBeLessThan(
      3 * Math.sqrt((of.planted.alpha * (1 - of.planted.alpha)) / of.buys.length),
    )
  })
})

/** Days drawn from the model. */
function drawDays(p: PinParameters, count: number, random: Random): TradeDays {
  const buys = new Float64Array(count)
  const sells = new Float64Array(count)
  for (let day = 0; day < count; day += 1) {
    const hasNews = random.next() < p.alpha
    const isBad = random.next() < p.delta
    buys[day] = drawPoisson(random, p.epsilonBuy + (hasNews && !isBad ? p.mu : 0))
    sells[day] = drawPoisson(random, p.epsilonSell + (hasNews && isBad ? p.mu : 0))
  }
  return { buys, sells }
}

it('does not depend on the order of days, and turns with the sides', () => {
  const days = drawDays(
    { alpha: 0.4, delta: 0.3, mu: 50, epsilonBuy: 30, epsilonSell: 40 },
    80,
    Random.fromSeed(3),
  )
  const found = fitPin(days)
  const backwards = fitPin({ buys: days.buys.toReversed(), sells: days.sells.toReversed() })
  const turned = fitPin({ buys: days.sells, sells: days.buys })
  expect(backwards?.pin).toBeCloseTo(found?.pin ?? Number.NaN, 7)
  expect(turned?.pin).toBeCloseTo(found?.pin ?? Number.NaN, 6)
  expect(turned?.delta).toBeCloseTo(1 - (found?.delta ?? Number.NaN), 5)
  expect(turned?.epsilonBuy).toBeCloseTo(found?.epsilonSell ?? Number.NaN, 3)
})

it('is likelier than any other parameters', () => {
  const planted = { alpha: 0.3, delta: 0.6, mu: 40, epsilonBuy: 25, epsilonSell: 20 }
  const days = drawDays(planted, 60, Random.fromSeed(4))
  const best = fitPin(days)?.logLikelihood ?? Number.NEGATIVE_INFINITY
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
  const rate = fc.double({ min: 1, max: 200, noNaN: true })
  fc.assert(
    fc.property(share, share, rate, rate, rate, (alpha, delta, mu, epsilonBuy, epsilonSell) => {
      const other = pinLogLikelihood(days, { alpha, delta, mu, epsilonBuy, epsilonSell })
      expect(other).toBeLessThanOrEqual(best + 1e-9)
    }),
  )
})

it('has a finite likelihood for days of a hundred thousand trades', () => {
  const days = { buys: Float64Array.of(100_000, 250_000), sells: Float64Array.of(120_000, 0) }
  const p = { alpha: 0.5, delta: 0.5, mu: 100_000, epsilonBuy: 100_000, epsilonSell: 100_000 }
  expect(Number.isFinite(pinLogLikelihood(days, p))).toBe(true)
})

it('finds next to nobody informed in days that are all alike', () => {
  const same = { buys: new Float64Array(30).fill(50), sells: new Float64Array(30).fill(40) }
  expect(fitPin(same)?.pin).toBeLessThan(0.02)
})

it('has no answer without buys, without sells, or without trades', () => {
  const none = new Float64Array(20)
  const some = new Float64Array(20).fill(3)
  expect(fitPin({ buys: none, sells: some })).toBeUndefined()
  expect(fitPin({ buys: some, sells: none })).toBeUndefined()
  expect(pinOf({ alpha: 0.5, mu: 0, epsilonBuy: 0, epsilonSell: 0 })).toBeUndefined()
})

it('declines days that are too few, uneven, or not counts, and parameters out of range', () => {
  const some = new Float64Array(20).fill(3)
  const p = { alpha: 0.3, delta: 0.6, mu: 40, epsilonBuy: 25, epsilonSell: 20 }
  expect(() => fitPin({ buys: some.subarray(11), sells: some.subarray(11) })).toThrow(ArgumentError)
  expect(() => fitPin({ buys: some, sells: some.subarray(1) })).toThrow(ArgumentError)
  for (const wrong of [1.5, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => fitPin({ buys: some.with(4, wrong), sells: some })).toThrow(ArgumentError)
  for (const wrong of [{ alpha: 2 }, { delta: -1 }, { mu: 0 }, { epsilonBuy: Number.NaN }])
    expect(() => pinLogLikelihood({ buys: some, sells: some }, { ...p, ...wrong })).toThrow(
      ArgumentError,
    )
  expect(() => pinOf({ ...p, alpha: 1.1 })).toThrow(ArgumentError)
  expect(() => pinOf({ ...p, mu: -1 })).toThrow(ArgumentError)
})
