import { describe, expect, it } from 'vitest'
import {
  type HandMade,
  saidOfLast,
  swings,
  ticksPerUnit,
  walk,
} from '../../../test/simulation/hand-made.ts'
import { adaptive, breakout, channel, momentum, vwapPullback } from './index.ts'

/** The same bars upside down about `middle`. */
function mirrored(made: readonly HandMade[], middle: number): HandMade[] {
  const turn = (ticks: number): number => 2 * middle - ticks
  return made.map((of) => {
    if (typeof of === 'number') return turn(of)
    const [open, high, low, close] = of
    return [turn(open), turn(low), turn(high), turn(close)] as const
  })
}

describe('momentum', () => {
  const parameters = { lookback: 10, volatility: 0.1 }

  it('goes with a move that is large for its noise, either way, at the same volatility', () => {
    const rising = [...swings(10_000, 20, 20), ...walk(10_000, 100, 10)]
    const { said, why } = saidOfLast(momentum, rising, { parameters })
    expect(said?.exposure).toBeGreaterThan(0)
    expect(said?.stop).toBeUndefined()
    expect(why).toMatch(/^goes with \d+\.\d\d % over 10 bars/)
    const falling = saidOfLast(momentum, mirrored(rising, 10_000), { parameters }).said
    expect(falling?.exposure).toBeLessThan(0)
  })

  it('asks for half as much of a market twice as wild', () => {
    const moves = [3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]
    const path = (size: number): number[] => {
      let price = 1_000_000
      return moves.map((move) => Math.round((price *= 1 + size * (move - 1.5))))
    }
    const options = { parameters: { lookback: 10, volatility: 0.01, enter: 0 } }
    const calm = saidOfLast(momentum, path(0.001), options).said?.exposure ?? 0
    const wild = saidOfLast(momentum, path(0.002), options).said?.exposure ?? 0
    expect(calm / wild).toBeCloseTo(2, 1)
  })

  it('abstains from what is no move, and leaves what has turned', () => {
    const idle = swings(10_000, 20, 31)
    expect(saidOfLast(momentum, idle, { parameters }).said).toBeUndefined()
    const falling = walk(10_000, -10, 20)
    const turned = saidOfLast(momentum, falling, { parameters, position: 0.1 }).said
    expect(turned?.exposure).toBe(0)
    expect(saidOfLast(momentum, falling, { parameters, position: -0.1 }).said?.exposure).not.toBe(0)
  })

  it('has nothing to say of a market that stands still', () => {
    expect(saidOfLast(momentum, Array(20).fill(5_000), { parameters }).said).toBeUndefined()
  })
})

describe('breakout', () => {
  const parameters = { entry: 20, exit: 10, atr: 5, beyond: 0.25, stopAtr: 2, risk: 0.01 }
  /** The first ends at its top, the second at its bottom; every true range is 100. */
  const [high, low] = [swings(10_000, 50, 31), swings(10_000, 50, 30)]

  it('buys a close that is clear of the channel, with a stop in ranges', () => {
    const broken: HandMade[] = [...high, [10_050, 10_150, 10_050, 10_150]]
    const { said, why } = saidOfLast(breakout, broken, { parameters })
    // Two ranges away, where 1 % of equity is lost.
    expect(said).toMatchObject({ stop: (10_150 - 200) / ticksPerUnit, target: undefined })
    expect(said?.exposure).toBeCloseTo(Math.min(0.25, (0.01 * 10_150) / 200))
    expect(why).toContain('close 1015.00 is above the channel of 20 bars from 995.000 to 1005.00')
  })

  it('sells the other side', () => {
    const broken: HandMade[] = [...low, [9_950, 9_950, 9_850, 9_850]]
    const { said } = saidOfLast(breakout, broken, { parameters })
    expect(said?.exposure).toBeLessThan(0)
    expect(said?.stop).toBe((9_850 + 200) / ticksPerUnit)
  })

  it('takes a touch for no break', () => {
    const touched: HandMade[] = [...high, [10_050, 10_150, 10_050, 10_070]]
    expect(saidOfLast(breakout, touched, { parameters }).said).toBeUndefined()
  })

  it('leaves a long past the other edge of the shorter channel, and nothing else then', () => {
    const back: HandMade[] = [...low, [9_950, 9_950, 9_940, 9_940]]
    const asked = (position: number): number | undefined =>
      saidOfLast(breakout, back, { parameters, position }).said?.exposure
    expect([asked(0.1), asked(0), asked(-0.1)]).toEqual([0, undefined, undefined])
  })
})

describe('channel', () => {
  const parameters = { bars: 20, width: 2, near: 0.7, beyond: 1, fit: 0.5, hurdle: 0 }
  /** Rises by 100 a bar, 60 above and below its line in turn. */
  const rising: HandMade[] = Array.from(
    { length: 30 },
    (_, row) => 10_000 + 100 * row + (row % 2 ? 60 : -60),
  )
  const last = 10_000 + 100 * 30

  it('buys near the lower edge of what rises, for the upper one', () => {
    const { said, why } = saidOfLast(channel, [...rising, last - 150], { parameters })
    expect(said?.exposure).toBeGreaterThan(0)
    expect(said?.target).toBeGreaterThan(last / ticksPerUnit)
    expect(said?.stop).toBeLessThan((last - 150) / ticksPerUnit)
    expect(why).toMatch(/^trades from the edge/)
  })

  it('sells near the upper edge of what falls', () => {
    const falling = mirrored([...rising, last - 150], 12_000)
    expect(saidOfLast(channel, falling, { parameters }).said?.exposure).toBeLessThan(0)
  })

  it('abstains in the middle, past its stop, and where there is no line', () => {
    const said = (made: readonly HandMade[]): unknown =>
      saidOfLast(channel, made, { parameters }).said
    expect(said([...rising, last])).toBeUndefined()
    expect(said([...rising, last - 2_000])).toBeUndefined()
    expect(said([...swings(10_000, 50, 30), 9_900])).toBeUndefined()
  })

  it('abstains where the other edge is nearer than a round trip costs', () => {
    const dear = { ...parameters, hurdle: 0.1 }
    const { said } = saidOfLast(channel, [...rising, last - 150], { parameters: dear })
    expect(said).toBeUndefined()
  })

  it('does the same between an average and its ranges', () => {
    const keltner = { ...parameters, kind: 'keltner', width: 1, near: 0.5 }
    const slow: HandMade[] = walk(10_000, 20, 60, 100)
    const { said } = saidOfLast(channel, [...slow, [11_200, 11_200, 10_850, 10_850]], {
      parameters: keltner,
    })
    expect(said?.exposure).toBeGreaterThan(0)
  })
})

describe('adaptive', () => {
  const parameters = { bars: 4, settle: 20, atr: 5 }

  it('goes with averages that are clear of each other on a straight way', () => {
    const rising = [...swings(10_000, 20, 30), ...walk(10_000, 60, 12)]
    expect(saidOfLast(adaptive, rising, { parameters }).said?.exposure).toBeGreaterThan(0)
    const falling = mirrored(rising, 10_000)
    expect(saidOfLast(adaptive, falling, { parameters }).said?.exposure).toBeLessThan(0)
  })

  it('is silent before its averages have forgotten where they began', () => {
    const rising = [...swings(10_000, 20, 30), ...walk(10_000, 60, 12)]
    const slow = { ...parameters, settle: 42 }
    const { said, why } = saidOfLast(adaptive, rising, { parameters: slow })
    expect(said).toBeUndefined()
    expect(why).toMatch(/^silent until there are 42 bars/)
    expect(saidOfLast(adaptive, rising, { parameters: { ...slow, settle: 41 } }).said).toBeDefined()
  })

  it('takes noise for no signal', () => {
    const { said, why } = saidOfLast(adaptive, swings(10_000, 20, 61), { parameters })
    expect(said).toBeUndefined()
    expect(why).toContain('efficiency 0.00 (needs 0.3)')
  })

  it('keeps what it has while the way is crooked, and leaves when averages have crossed', () => {
    const tired = [...walk(10_000, 60, 30), ...swings(11_800, 20, 4)]
    const crossed = [...walk(10_000, 60, 30), ...walk(11_800, -60, 20)]
    const asked = (made: readonly HandMade[]): unknown =>
      saidOfLast(adaptive, made, { parameters, position: 0.1 }).said?.exposure
    expect([asked(tired), asked(crossed)]).toEqual([undefined, 0])
  })
})

describe('vwap-pullback', () => {
  const parameters = { fast: 5, slow: 20, settle: 240, atr: 5, hurdle: 0 }
  /** A day up, a second that goes on, and at 17:00 a bar that comes back to its mean. */
  const rising = walk(10_000, 40, 40)
  const mean = 10_000 + 24 * 40 + 8 * 40
  const pullback = (low: number, close: number): HandMade[] => [
    ...rising,
    [mean + 10, Math.max(close, mean + 10), low, close],
  ]

  it('joins a rise where a bar touches the mean of the day and closes above', () => {
    const { said, why } = saidOfLast(vwapPullback, pullback(mean, mean + 120), { parameters })
    expect(said?.exposure).toBeGreaterThan(0)
    expect(why).toMatch(/^a pullback in the trend/)
    const falling = mirrored(pullback(mean, mean + 120), 12_000)
    expect(saidOfLast(vwapPullback, falling, { parameters }).said?.exposure).toBeLessThan(0)
  })

  it('abstains without a touch, without a turn, and early in the day', () => {
    const said = (made: readonly HandMade[], settle = 240): unknown =>
      saidOfLast(vwapPullback, made, { parameters: { ...parameters, settle } }).said
    expect(said([...rising, [11_600, 11_700, 11_590, 11_690]])).toBeUndefined()
    expect(said(pullback(mean - 50, mean - 40))).toBeUndefined()
    expect(said(pullback(mean, mean + 120), 1_200)).toBeUndefined()
  })

  it('leaves a long that has lost the mean by a range', () => {
    const lost = pullback(mean - 400, mean - 400)
    const options = { parameters, position: 0.1 }
    expect(saidOfLast(vwapPullback, lost, options).said?.exposure).toBe(0)
  })
})
