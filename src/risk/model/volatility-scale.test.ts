import { describe, expect, it } from 'vitest'
import { canonicalJson, type Json, Random } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import { fitGarch, forecastVariance } from '../../quant/index.ts'
import { wideLimits } from '../limits.ts'
import { RiskBook } from '../risk-book.ts'
import { MarketRisk, type MarketRiskOptions } from './index.ts'

const start = 20_000 * dayUs

/** Closes of a GARCH with 0.05, 0.1 and 0.85 times a variance of 4 (2 % a day). */
function closesOf(count: number, seed = 1): number[] {
  const random = Random.fromSeed(seed)
  const closes = [1e8]
  let h = 4e-4
  for (let t = 1; t < count; t += 1) {
    const e = Math.sqrt(h) * random.normal()
    h = 0.05 * 4e-4 + 0.1 * e * e + 0.85 * h
    closes.push(Math.round((closes.at(-1) ?? 0) * (1 + e)))
  }
  return closes
}

function fed(closes: readonly number[], options: Partial<MarketRiskOptions>): MarketRisk {
  const risk = new MarketRisk(1, { gridUs: dayUs, ...options })
  closes.forEach((close, day) => risk.onClose(0, start + (day + 1) * dayUs, close))
  return risk
}

describe('volatilityScale', () => {
  it('is 1 where there is no target, also while nothing is known', () => {
    expect(fed(closesOf(10), {}).volatilityScale(0)).toBe(1)
    expect(fed(closesOf(400), {}).volatilityScale(0)).toBe(1)
  })

  it('goes by the volatility alone where nobody aims at anything', () => {
    const closes = closesOf(400)
    const [risk, aiming] = [fed(closes, {}), fed(closes, { volatilityTarget: 0.01 })]
    expect(risk.targetedVolatility(0)).toBe(risk.volatility(0))
    expect(aiming.volatility(0)).toBe(risk.volatility(0))
    expect(aiming.targetedVolatility(0)).not.toBe(risk.volatility(0))
  })

  it('is no number until the volatility is known, then target over volatility', () => {
    expect(fed(closesOf(30), { volatilityTarget: 0.01 }).volatilityScale(0)).toBeNaN()
    const risk = fed(closesOf(200), { volatilityTarget: 0.01 })
    expect(risk.volatilityScale(0)).toBeCloseTo(0.01 / risk.volatility(0), 12)
  })

  it('takes the mean with the GARCH of the last returns from 250 of them on', () => {
    const closes = closesOf(600)
    const returns = closes.slice(1).map((close, t) => close / (closes[t] as number) - 1)
    const at = (count: number): MarketRisk =>
      fed(closes.slice(0, count + 1), { volatilityTarget: 0.01, fitReturns: [400, 250] })
    for (const count of [250, 280, 430]) {
      const last = Float64Array.from(returns.slice(Math.max(0, count - 400), count))
      const fit = fitGarch(last, { innovation: 'student-t' })
      if (fit === undefined) throw new Error('no fit')
      const garch = forecastVariance(fit, 1).variances[0] as number
      const risk = at(count)
      const mean = (garch + risk.volatility(0) * risk.volatility(0)) / 2
      expect(risk.volatilityScale(0)).toBeCloseTo(0.01 / Math.sqrt(mean), 12)
    }
    // Between two fits the parameters stay, so a fit to one return more gives something else.
    const later = Float64Array.from(returns.slice(0, 255))
    const fresh = fitGarch(later, { innovation: 'student-t' })?.nextVariance ?? 0
    const risk = at(255)
    const mean = (fresh + risk.volatility(0) * risk.volatility(0)) / 2
    expect(risk.volatilityScale(0)).not.toBeCloseTo(0.01 / Math.sqrt(mean), 6)
  })

  it('looks a day ahead on a finer grid, and fits one model a step', () => {
    const closes = closesOf(260)
    const gridUs = dayUs / 4
    const risk = new MarketRisk(2, { gridUs, volatilityTarget: 0.001 })
    const show = (step: number): void => {
      for (const i of [0, 1])
        risk.onClose(i, start + step * gridUs, (closes[step] as number) * (1 + i))
    }
    for (let step = 0; step <= 250; step += 1) show(step)
    const returns = closes.slice(1).map((close, t) => close / (closes[t] as number) - 1)
    const fit = fitGarch(Float64Array.from(returns.slice(0, 250)), { innovation: 'student-t' })
    if (fit === undefined) throw new Error('no fit')
    const garch = forecastVariance(fit, 4).aggregated[3] as number
    const own = risk.volatility(0)
    expect(risk.volatilityScale(0)).toBeCloseTo(0.001 / Math.sqrt((garch + own * own) / 2), 12)
    expect(risk.volatilityScale(1)).toBeCloseTo(0.001 / own, 12)
    show(251)
    expect(risk.volatilityScale(1)).not.toBeCloseTo(0.001 / risk.volatility(1), 6)
  })

  it('never makes a wish larger unless it is told to', () => {
    const closes = closesOf(300)
    expect(fed(closes, { volatilityTarget: 0.2 }).volatilityScale(0)).toBe(1)
    const free = fed(closes, { volatilityTarget: 0.2, volatilityScaleMax: 3 })
    expect(free.volatilityScale(0)).toBe(3)
  })

  it('goes without a GARCH where none fits', () => {
    const closes = Array.from({ length: 400 }, (_, t) => (t === 1 ? 2e8 : 1e8))
    const risk = fed(closes, { volatilityTarget: 0.01 })
    expect(risk.volatilityScale(0)).toBeCloseTo(Math.min(1, 0.01 / risk.volatility(0)), 12)
  })

  it('goes on from a saved state to the same bits, over fits', () => {
    const closes = closesOf(700)
    const options = { gridUs: dayUs, volatilityTarget: 0.01, fitReturns: [300, 250] } as const
    const risk = fed(closes.slice(0, 310), options)
    const twin = new MarketRisk(1, options)
    expect(twin.load(JSON.parse(canonicalJson(risk.save())) as Json)).toBe(true)
    for (const one of [risk, twin])
      closes.slice(310).forEach((close, t) => one.onClose(0, start + (311 + t) * dayUs, close))
    expect(twin.volatilityScale(0)).toBe(risk.volatilityScale(0))
    expect(canonicalJson(twin.save())).toBe(canonicalJson(risk.save()))
    expect(new MarketRisk(1, { gridUs: dayUs }).load(risk.save())).toBe(false)
  })
})

describe('a book with a volatility target', () => {
  const bookOf = (market: MarketRisk, volatilityTarget: number): RiskBook =>
    new RiskBook({ ...wideLimits, volatilityTarget }, new Float64Array(1), undefined, market)
  const yearly = 0.01 * Math.sqrt(365)

  it('goes by the forecast with the GARCH, not by the volatility alone', () => {
    const market = fed(closesOf(400), { volatilityTarget: 0.01 })
    const scale = bookOf(market, yearly).volatilityScale(0)
    expect(scale).toBeCloseTo(0.01 / market.targetedVolatility(0), 12)
    expect(scale).toBeCloseTo(market.volatilityScale(0), 12)
    expect(scale).not.toBeCloseTo(0.01 / market.volatility(0), 4)
  })

  it('never makes a wish larger, leaves it without a target, and knows nothing too early', () => {
    const market = fed(closesOf(400), { volatilityTarget: 0.01 })
    expect(bookOf(market, 10).volatilityScale(0)).toBe(1)
    expect(bookOf(market, 0).volatilityScale(0)).toBe(1)
    expect(
      bookOf(fed(closesOf(20), { volatilityTarget: 0.01 }), yearly).volatilityScale(0),
    ).toBeNaN()
  })
})
