import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { dayUs, hourUs } from '../../domain/index.ts'
import { MarketRisk } from './index.ts'

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
