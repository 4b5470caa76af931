import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../../quant/index.ts'
import { Amihud, KyleLambda, RollSpread, rollSpreadOf, TradeSigner, TradeSpreads } from './index.ts'

describe('price impact', () => {
  it('finds the lambda of Kyle with one round: half of what is known over noise', () => {
    const random = Random.fromSeed(11)
    const kyle = new KyleLambda(20_000)
    for (let n = 0; n < 20_000; n += 1) {
      const value = random.normal()
      // The insider of the model trades value / (2 lambda) = value, beside noise of the same size.
      kyle.update(value, value + random.normal())
    }
    // Standard error of the slope: sqrt(0.5 / 2 / 20,000) = 0.0035.
    expect(Math.abs((kyle.value ?? 0) - 0.5)).toBeLessThan(0.011)
    expect(Math.abs((kyle.rSquared ?? 0) - 0.5)).toBeLessThan(0.02)
  })

  it('moves with the units and turns with neither side', () => {
    const random = Random.fromSeed(12)
    const [plain, scaled, turned] = [new KyleLambda(50), new KyleLambda(50), new KyleLambda(50)]
    for (let n = 0; n < 130; n += 1) {
      const [change, volume] = [random.normal(), 1e6 + random.normal()]
      plain.update(change, volume)
      scaled.update(3 * change, volume / 2)
      turned.update(-change, -volume)
    }
    expect(scaled.value).toBeCloseTo(6 * (plain.value ?? Number.NaN), 9)
    expect(turned.value).toBeCloseTo(plain.value ?? Number.NaN, 9)
  })

  it('has no lambda where all volumes are equal, even after others were', () => {
    const kyle = new KyleLambda(3)
    for (const volume of [1, 7, 0.1, 0.1, 0.1, 0.1]) kyle.update(volume / 3, volume)
    expect(kyle.value).toBe(undefined)
    expect(kyle.rSquared).toBe(undefined)
    expect(() => kyle.update(Number.NaN, 1)).toThrow(ArgumentError)
  })

  it('Amihud of a hand case, passing over a bar without turnover', () => {
    const amihud = new Amihud(2)
    for (const [close, turnover] of [
      [100, 5],
      [110, 50],
      [121, 0],
    ] as const)
      amihud.update(close, turnover)
    expect(amihud.value).toBe(undefined)
    amihud.update(60.5, 100)
    expect(amihud.value).toBeCloseTo((0.1 / 50 + 0.5 / 100) / 2, 12)
    expect(() => amihud.update(0, 1)).toThrow(ArgumentError)
  })
})

describe("Roll's spread", () => {
  it('is 2 where the covariance is -1, and 0 where it is not negative', () => {
    expect([-1, 0, 1, -4].map(rollSpreadOf)).toEqual([2, 0, 0, 4])
  })

  it('is close to the spread of a price that bounces between bid and ask', () => {
    const random = Random.fromSeed(13)
    const roll = new RollSpread(50_000)
    let middle = 0
    for (let n = 0; n < 50_002; n += 1) {
      middle += 0.1 * random.normal()
      roll.update(middle + (random.next() < 0.5 ? 1 : -1))
    }
    expect(Math.abs((roll.value ?? 0) - 2)).toBeLessThan(0.03)
  })

  it('is 0 in a straight line, and silent while it warms up', () => {
    const roll = new RollSpread(3)
    for (const price of [1, 2, 3, 4]) roll.update(price)
    expect(roll.value).toBe(undefined)
    roll.update(5)
    expect([roll.value, roll.covariance]).toEqual([0, 0])
  })
})

describe('who crossed', () => {
  it('by the tick rule keeps the last change', () => {
    const signer = new TradeSigner('tick')
    expect([5, 5, 6, 6, 5, 5].map((price) => signer.onTrade(price))).toEqual([
      undefined,
      undefined,
      1,
      1,
      -1,
      -1,
    ])
  })

  it('by Lee and Ready goes by the quote, and by the tick at its middle', () => {
    const signer = new TradeSigner('lee-ready')
    expect(signer.onTrade(10)).toBe(undefined)
    signer.onQuote(9, 11)
    expect([9, 11, 10, 10.5, 9.5, 10].map((price) => signer.onTrade(price))).toEqual([
      -1, 1, -1, 1, -1, 1,
    ])
    expect(() => signer.onQuote(Number.NaN, 1)).toThrow(ArgumentError)
  })
})

describe('what takers paid', () => {
  it('of a hand case: a buy at 101 over 100, the middle 102 at its horizon', () => {
    const spreads = new TradeSpreads({ horizonUs: 10, window: 1 })
    spreads.onMiddle(0, 100)
    spreads.onTrade(1, 1, 101)
    spreads.onMiddle(11, 102)
    expect(spreads.effectiveBps).toBe(undefined)
    spreads.advance(11)
    expect(spreads.effectiveBps).toBeCloseTo(200, 9)
    expect(spreads.realisedBps).toBeCloseTo(-200, 9)
    expect(spreads.impactBps).toBeCloseTo(400, 9)
    expect(spreads.adverseShare).toBeCloseTo(2, 9)
  })

  it('of the mirrored market is the same', () => {
    const run = (turn: 1 | -1): readonly (number | undefined)[] => {
      const random = Random.fromSeed(14)
      const spreads = new TradeSpreads({ horizonUs: 50, window: 40 })
      for (let ts = 0; ts < 1_000; ts += 1) {
        const gap = random.normal()
        spreads.onMiddle(ts, 1_000 + turn * gap)
        const sign = random.next() < 0.5 ? 1 : -1
        spreads.onTrade(ts, sign === turn ? 1 : -1, 1_000 + turn * (gap + sign))
      }
      // Only the middle each is measured by differs, by a few thousandths.
      return [spreads.effectiveBps, spreads.realisedBps].map((bps) => Math.round(bps ?? 0))
    }
    expect(run(1)).toEqual(run(-1))
  })

  it('leaves out trades before a quote, and those too many to wait', () => {
    const spreads = new TradeSpreads({ horizonUs: 10, window: 1, waitingMax: 2 })
    spreads.onTrade(0, 1, 100)
    spreads.onMiddle(0, 100)
    for (const price of [101, 102, 103]) spreads.onTrade(1, 1, price)
    expect(spreads.dropped).toBe(2)
    expect(() => spreads.onMiddle(0, 100)).toThrow(/must not be before/)
  })
})
