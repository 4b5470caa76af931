import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { dayUs, hourUs } from '../../domain/index.ts'
import { Correlations } from './correlations.ts'
import { CrisisGauge } from './crisis-gauge.ts'
import { MarketRisk } from './index.ts'
import { defaultMarketRisk } from './market-risk-options.ts'
import { VarianceBlend } from './variance-blend.ts'

/** Shows each of `risks` hours of instruments that have `common` of their variance in common. */
function feed(
  risks: readonly MarketRisk[],
  instruments: number,
  common: number,
  deviations: readonly (readonly [deviation: number, hours: number])[],
  look: () => void = () => undefined,
): void {
  const random = Random.fromSeed(3)
  const prices = new Float64Array(instruments).fill(1e8)
  let hour = 0
  for (const [deviation, hours] of deviations)
    for (let n = 0; n < hours; n += 1) {
      hour += 1
      const factor = Math.sqrt(common) * random.normal()
      for (let i = 0; i < instruments; i += 1) {
        const z = factor + Math.sqrt(1 - common) * random.normal()
        const price = (prices[i] as number) * (1 + deviation * z)
        prices[i] = price
        for (const risk of risks) risk.onClose(i, 20_000 * dayUs + hour * hourUs, price)
      }
      look()
    }
}

describe('a crisis', () => {
  it('is not, while nothing is known', () => {
    expect(new MarketRisk(2).isCrisis).toBe(false)
  })

  const storm = [
    [0.005, 24 * 90],
    [0.02, 48],
    [0.005, 24 * 20],
  ] as const

  it('begins when volatility doubles against its usual, and ends under 1.4 times', () => {
    const seen = [1, 2, 3].map((stages) => {
      const risk = new MarketRisk(2)
      feed([risk], 2, 0.3, storm.slice(0, stages))
      return risk.isCrisis
    })
    expect(seen).toEqual([false, true, false])
  })

  it('goes on between the two thresholds, and does not begin there', () => {
    const [wide, narrow] = [new MarketRisk(1), new MarketRisk(1, { crisisRatio: [2, 2] })]
    const seen = new Set<string>()
    feed([wide, narrow], 1, 0, storm, () => seen.add(`${wide.isCrisis} ${narrow.isCrisis}`))
    expect([...seen]).toEqual(['false false', 'true true', 'true false'])
  })

  it('is when three instruments move as one', () => {
    const isCrisis = (instruments: number, common: number): boolean => {
      const risk = new MarketRisk(instruments)
      feed([risk], instruments, common, [[0.01, 24 * 60]])
      return risk.isCrisis
    }
    expect([isCrisis(3, 0.97), isCrisis(3, 0.7), isCrisis(2, 0.97)]).toEqual([true, false, false])
  })
})

describe('a gauge', () => {
  const options = {
    ...defaultMarketRisk,
    crisisRatio: [2, 1.5] as const,
    crisisCorrelation: [0.75, 0.5] as const,
  }

  it('rises at the upper threshold and falls under the lower, by who is known', () => {
    const gauge = new CrisisGauge(options)
    const blend = new VarianceBlend(3, options)
    const seen = [3.99, 4, 2.25, 2.24, 2.25, 4].map((ratio) => {
      blend.ratios.set([ratio + 1, Number.NaN, ratio - 1])
      gauge.update(Uint8Array.of(1, 0, 1), blend, new Correlations(3, options))
      return gauge.isVolatile
    })
    expect(seen).toEqual([false, true, true, false, false, true])
  })

  it('takes the mean correlation of those that are known', () => {
    const gauge = new CrisisGauge(options)
    const correlations = new Correlations(4, options)
    const deviations = [1, 2, 4, 8]
    const seen = [0.74, 0.75, 0.5, 0.49, 0.5, 0.75].map((correlation) => {
      deviations.forEach((one, i) =>
        deviations.forEach((other, j) => {
          const isKnown = i !== 1 && j !== 1
          correlations.products[i * 4 + j] = (isKnown ? correlation : -1) * one * other
        }),
      )
      correlations.roots.set(deviations)
      gauge.update(Uint8Array.of(1, 0, 1, 1), new VarianceBlend(4, options), correlations)
      return gauge.isHerding
    })
    expect(seen).toEqual([false, true, true, false, false, true])
  })
})
