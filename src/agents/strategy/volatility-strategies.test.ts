import { describe, expect, it } from 'vitest'
import { hourUs } from '../../domain/index.ts'
import { Random } from '../../base/index.ts'
import {
  type HandMade,
  saidOfLast,
  swings,
  ticksPerUnit,
  walk,
} from '../../../test/simulation/hand-made.ts'
import { straddle, volatilityBreakout, volatilityPremium } from './index.ts'

describe('volatility-breakout', () => {
  const parameters = { session: 240, share: 0.5, expansion: 0.8, risk: 0.01 }
  /** Sessions of four hours, each with a range of 200 about 10,000. */
  const sessions: HandMade[] = Array.from({ length: 32 }, (_, row) =>
    row % 4 === 0 ? [10_000, 10_100, 9_900, 10_000] : 10_000,
  )
  const said = (bars: readonly HandMade[], more: object = {}): ReturnType<typeof saidOfLast> =>
    saidOfLast(volatilityBreakout, [...sessions, ...bars], {
      parameters: { ...parameters, ...more },
    })

  it('joins what goes half the range of the session before from its open, until its end', () => {
    const { said: opinion, why } = said([[10_000, 10_120, 10_000, 10_110]])
    expect(opinion?.exposure).toBeCloseTo(Math.min(0.25, (0.01 * 10_110) / 110))
    expect(opinion?.stop).toBeCloseTo(10_000 / ticksPerUnit)
    // The first of four bars has closed.
    expect(opinion?.holdUs).toBe(3 * hourUs)
    expect(why).toMatch(/^a break: close 1011.00, open of the session 1000.00, marks 0.5 of 20.00/)
    expect(said([[10_000, 10_000, 9_880, 9_890]]).said?.exposure).toBeLessThan(0)
  })

  it('abstains within the marks, at the end of a session and after a quiet one', () => {
    expect(said([[10_000, 10_090, 10_000, 10_090]]).said).toBeUndefined()
    expect(said([10_000, 10_000, 10_000, 10_110]).said).toBeUndefined()
    expect(said([[10_000, 10_120, 10_000, 10_110]], { expansion: 1.5 }).said).toBeUndefined()
  })
})

describe('straddle', () => {
  const parameters = { bars: 10, usual: 60, quiet: 0.7, life: 16, premium: 0.004 }
  /** A wild time, then a quiet one. */
  const quiet = [...swings(10_000, 60, 60), ...swings(10_000, 5, 30)]

  it('takes the side that breaks out, staked by the cost of a straddle, which is the stop', () => {
    const made: HandMade[] = [...quiet, [10_005, 10_060, 10_005, 10_060]]
    const { said, why } = saidOfLast(straddle, made, { parameters })
    const close = 10_060 / ticksPerUnit
    const exposure = said?.exposure ?? 0
    expect(exposure).toBeGreaterThan(0)
    // What is lost at the stop is the premium.
    expect((exposure * (close - (said?.stop ?? 0))) / close).toBeCloseTo(0.004)
    expect(said?.holdUs).toBe(16 * hourUs)
    expect(why).toMatch(/^a break of a quiet range/)
    const below: HandMade[] = [...quiet, [9_995, 9_995, 9_940, 9_940]]
    expect(saidOfLast(straddle, below, { parameters }).said?.exposure).toBeLessThan(0)
  })

  it('abstains inside the range, and from breaks of one that is not quiet', () => {
    expect(saidOfLast(straddle, [...quiet, 10_000], { parameters }).said).toBeUndefined()
    const wild: HandMade[] = [...walk(10_000, 100, 90), [19_000, 19_400, 19_000, 19_400]]
    const { said, why } = saidOfLast(straddle, wild, { parameters })
    expect(said).toBeUndefined()
    expect(why).toMatch(/^no break of a quiet range/)
  })
})

describe('volatility-premium', () => {
  const parameters = { window: 300, refit: 24, ahead: 12, realised: 12, rich: 1.25 }
  /** Clusters of volatility; at the end so many quiet bars. */
  const path = (calmBars: number, calm: number): HandMade[] => {
    const random = Random.stream(4, 'clusters')
    let [price, size] = [100_000, 0.004]
    return Array.from({ length: 700 + calmBars }, (_, row) => {
      if (row % 90 === 0) size = 0.02
      size = 0.003 + 0.95 * (size - 0.003)
      const move = (row < 700 ? size : calm) * random.normal()
      price = Math.round(price * (1 + move))
      return price
    })
  }

  it('buys where the market has calmed down and GARCH still remembers', () => {
    const { said, why } = saidOfLast(volatilityPremium, path(13, 0.0005), { parameters })
    expect(said).toMatchObject({ exposure: 0.1, confidence: 0.53 })
    expect(why).toMatch(
      /^GARCH expects a volatility of 0\.\d+ a bar for the next 12, 12 bars showed/,
    )
  })

  it('buys nothing while the market shows what is expected, and leaves when it shows more', () => {
    const busy = path(13, 0.015)
    expect(saidOfLast(volatilityPremium, busy, { parameters }).said).toBeUndefined()
    const options = { parameters, position: 0.1 }
    expect(saidOfLast(volatilityPremium, busy, options).said?.exposure).toBe(0)
  })

  it('has nothing to compare before its window is full, and where nothing ever moved', () => {
    const early = saidOfLast(volatilityPremium, path(0, 0).slice(0, 250), { parameters })
    expect(early.said).toBeUndefined()
    expect(early.why).toMatch(/^nothing to compare: 300 returns have not been fitted yet/)
    const flat = saidOfLast(volatilityPremium, Array(400).fill(5_000), { parameters })
    expect(flat.said).toBeUndefined()
  })
})
