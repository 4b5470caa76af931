import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { moments } from './moments.ts'
import {
  annualisation,
  probabilisticSharpe,
  sharpeError,
  sharpeInterval,
  sharpeRatio,
} from './sharpe.ts'

const normalShape = { skewness: 0, kurtosis: 3 }

describe('sharpeRatio', () => {
  it('is not defined for nothing, one return, equal returns or a NaN', () => {
    for (const values of [[], [0.1], [0.1, 0.1, 0.1], [0.1, Number.NaN]])
      expect(sharpeRatio(Float64Array.from(values))).toBeUndefined()
  })
})

describe('sharpeError', () => {
  it('is not defined for a single return, nor is what rests on it', () => {
    const of = { sharpe: 1, count: 1, ...normalShape }
    expect(sharpeError(of)).toBeUndefined()
    expect(sharpeInterval(of)).toBeUndefined()
    expect(probabilisticSharpe(of)).toBeUndefined()
  })

  it('is that of a mean when the ratio is 0', () => {
    expect(sharpeError({ sharpe: 0, count: 101, ...normalShape })).toBe(0.1)
  })

  it('leaves no probability when there is no error', () => {
    const coin = { sharpe: 1, count: 100, skewness: 2, kurtosis: 5 }
    expect(sharpeError(coin)).toBe(0)
    expect(probabilisticSharpe(coin)).toBeUndefined()
  })
})

describe('sharpeInterval', () => {
  it('holds the true ratio in 95 of 100 samples of normal returns', () => {
    const random = Random.fromSeed(11)
    const trueSharpe = 0.1
    const samples = 600
    let held = 0
    for (let k = 0; k < samples; k += 1) {
      const returns = Float64Array.from({ length: 250 }, () => trueSharpe + random.normal())
      const shape = moments(returns)
      if (shape === undefined) throw new Error('normal draws have a shape')
      const sharpe = sharpeRatio(returns) ?? Number.NaN
      const [low, high] = sharpeInterval({ ...shape, sharpe }) ?? [Number.NaN, Number.NaN]
      if (low <= trueSharpe && trueSharpe <= high) held += 1
    }
    // Three standard errors of a share of 0.95 in 600.
    expect(held / samples).toBeGreaterThan(0.95 - 0.027)
    expect(held / samples).toBeLessThan(0.95 + 0.027)
  })

  it('widens with the confidence asked for', () => {
    const of = { sharpe: 0.1, count: 100, ...normalShape }
    const [low95] = sharpeInterval(of) ?? [Number.NaN]
    const [low99] = sharpeInterval(of, 0.99) ?? [Number.NaN]
    expect(low99).toBeLessThan(low95)
  })
})

describe('annualisation', () => {
  it('is the square root of time without lags', () => {
    expect(annualisation(Float64Array.of(1, 2), 365)).toBeCloseTo(Math.sqrt(365), 12)
  })

  it('shrinks for returns that trend and grows for returns that reverse', () => {
    const random = Random.fromSeed(3)
    let last = 0
    const trend = Float64Array.from({ length: 400 }, () => {
      last = 0.5 * last + random.normal()
      return last
    })
    const saw = trend.map((value, i) => (i % 2 === 0 ? value : -value))
    expect(annualisation(trend, 365, 5)).toBeLessThan(Math.sqrt(365))
    expect(annualisation(saw, 365, 4)).toBeGreaterThan(Math.sqrt(365))
  })

  it('is not defined when the autocorrelations leave no variance, or there are none', () => {
    const saw = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1))
    expect(annualisation(saw, 365, 1)).toBeUndefined()
    expect(annualisation(Float64Array.of(1, 1, 1), 365, 1)).toBeUndefined()
  })
})
