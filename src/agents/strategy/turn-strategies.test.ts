import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { hourUs } from '../../domain/index.ts'
import { AskedAgent } from '../../../test/conformance/asked-agent.ts'
import {
  type HandMade,
  handMadeMarket,
  saidOfLast,
  swings,
  ticksPerUnit,
  walk,
} from '../../../test/simulation/hand-made.ts'
import { seatOf } from '../../../test/simulation/null-scene.ts'
import { analyst, bounce, divergence, squeeze } from './index.ts'

describe('bounce', () => {
  /** A day from 9,900 to 10,100 that closes in the middle: s1 9,900, r1 10,100. */
  const day: HandMade[] = [
    [10_000, 10_100, 9_900, 10_000],
    ...Array.from({ length: 23 }, (): HandMade => [10_000, 10_020, 9_980, 10_000]),
  ]
  const parameters = { atr: 14, touch: 0.25, stopAtr: 1, hurdle: 0 }
  const said = (bar: HandMade, position = 0): ReturnType<typeof saidOfLast> =>
    saidOfLast(bounce, [...day, 10_000, bar], { parameters, position })

  it('buys a turn at the support, for the resistance, and is out past the level', () => {
    const { said: opinion, why } = said([9_930, 9_960, 9_900, 9_950])
    expect(opinion?.exposure).toBeGreaterThan(0)
    expect(opinion?.target).toBeCloseTo(10_100 / ticksPerUnit)
    expect(opinion?.stop).toBeLessThan(9_900 / ticksPerUnit)
    expect(opinion?.stop).toBeGreaterThan(9_800 / ticksPerUnit)
    expect(why).toContain('turned up from support 990.000 and resistance 1010.00')
  })

  it('sells a turn at the resistance', () => {
    expect(said([10_080, 10_100, 10_040, 10_050]).said?.exposure).toBeLessThan(0)
  })

  it('abstains between the levels, and where a touch did not turn', () => {
    expect(said([10_000, 10_010, 9_990, 10_005]).said).toBeUndefined()
    expect(said([9_960, 9_970, 9_900, 9_950]).said).toBeUndefined()
  })

  it('abstains where the other level is nearer than a round trip costs', () => {
    const dear = { ...parameters, hurdle: 0.05 }
    const made: HandMade[] = [...day, 10_000, [9_930, 9_960, 9_900, 9_950]]
    expect(saidOfLast(bounce, made, { parameters: dear }).said).toBeUndefined()
  })

  it('leaves a long that has gone through its support', () => {
    const through: HandMade = [9_900, 9_910, 9_840, 9_850]
    expect(said(through, 0.1).said?.exposure).toBe(0)
    expect(said(through).said).toBeUndefined()
  })

  it('takes the extremes of the last bars where it is told to', () => {
    const swing = { ...parameters, levels: 'swings', bars: 10 }
    const made: HandMade[] = [...swings(10_000, 100, 30), [9_920, 9_960, 9_905, 9_950]]
    expect(saidOfLast(bounce, made, { parameters: swing }).said?.target).toBe(10_100 / ticksPerUnit)
  })
})

describe('squeeze', () => {
  const parameters = { bars: 20, width: 2, calm: 2, stopAtr: 1.5, holdBars: 10, hurdle: 0 }
  /** Bars that overlap: ranges of 200, closes 40 apart. */
  const calm: HandMade[] = Array.from({ length: 30 }, (_, row) => {
    const close = 10_000 + (row % 2 ? 20 : -20)
    return [10_000, 10_100, 9_900, close]
  })

  it('goes back to the mean from outside the bands, and not for ever', () => {
    const { said, why } = saidOfLast(squeeze, [...calm, [10_000, 10_010, 9_890, 9_900]], {
      parameters,
    })
    expect(said?.exposure).toBeGreaterThan(0)
    expect(said?.target).toBeCloseTo((20 * 10_000 - 100 + 20) / 20 / ticksPerUnit, 0)
    expect(said?.stop).toBeLessThan(9_900 / ticksPerUnit)
    expect(said?.holdUs).toBe(10 * hourUs)
    expect(why).toMatch(/^back to the mean/)
    const above: HandMade[] = [...calm, [10_000, 10_110, 9_990, 10_100]]
    expect(saidOfLast(squeeze, above, { parameters }).said?.exposure).toBeLessThan(0)
  })

  it('leaves a close outside wide bands to others', () => {
    const wild: HandMade[] = [...walk(10_000, 100, 30, 0), [13_000, 13_000, 8_000, 8_000]]
    const { said, why } = saidOfLast(squeeze, wild, { parameters })
    expect(said).toBeUndefined()
    expect(why).toMatch(/^there is no squeezed band/)
  })

  it('abstains inside the bands, and where the mean is nearer than a round trip costs', () => {
    expect(saidOfLast(squeeze, [...calm, 10_000], { parameters }).said).toBeUndefined()
    const dear = { ...parameters, hurdle: 0.02 }
    const made: HandMade[] = [...calm, [10_000, 10_010, 9_890, 9_900]]
    expect(saidOfLast(squeeze, made, { parameters: dear }).said).toBeUndefined()
  })
})

describe('divergence', () => {
  const parameters = { bars: 5, span: 2, apart: 60, most: 70, hurdle: 0 }
  const closes = (...of: readonly number[]): HandMade[] => of.map((close) => close)
  /** A fast fall to 9,000 and back, then a slow one a little lower, and two bars up from it. */
  const tired = closes(
    ...[10_000, 10_010, 10_000, 10_010, 10_000, 9_800, 9_500, 9_200, 9_000, 9_100, 9_300],
    ...[9_250, 9_230, 9_200, 9_150, 9_100, 9_050, 9_010, 8_990, 9_000, 9_010],
  )

  it('buys a lower low at a higher RSI once it is known, with stop, target and an end', () => {
    const { said, why } = saidOfLast(divergence, tired, { parameters })
    expect(said?.exposure).toBeGreaterThan(0)
    expect(said?.stop).toBeLessThan(9_010 / ticksPerUnit)
    expect(said?.target).toBeGreaterThan(9_010 / ticksPerUnit)
    expect(said?.holdUs).toBe(48 * hourUs)
    expect(why).toMatch(/^a lower low at a higher RSI; RSI\(5\) is/)
  })

  it('is silent a bar before, and a bar after', () => {
    const asked = (made: HandMade[]): unknown => saidOfLast(divergence, made, { parameters }).said
    expect(asked(tired.slice(0, -1))).toBeUndefined()
    expect(asked([...tired, 9_020])).toBeUndefined()
  })

  it('sells the same upside down, and does not when RSI stands at the far end already', () => {
    const risen = tired.map((of) => 20_000 - Number(of))
    expect(saidOfLast(divergence, risen, { parameters }).said?.exposure).toBeLessThan(0)
    const late = { ...parameters, span: 1 }
    const jumped = [...tired.slice(0, -2), 9_900]
    const { said, why } = saidOfLast(divergence, jumped, { parameters: late })
    expect(said).toBeUndefined()
    expect(why).toContain('but the turn is over')
  })
})

describe('analyst', () => {
  const parameters = { hurdle: 0 }

  it('buys what has fallen far, by two votes against that of MACD', () => {
    const fallen = [...swings(10_000, 20, 40), ...walk(10_000, -60, 6)]
    const { said, why } = saidOfLast(analyst, fallen, { parameters })
    expect(said?.exposure).toBeGreaterThan(0)
    expect(why).toMatch(/^buys: RSI .* votes up, MACD .* votes down, .* votes up/)
    const risen = [...swings(10_000, 20, 40), ...walk(10_000, 60, 6)]
    expect(saidOfLast(analyst, risen, { parameters }).said?.exposure).toBeLessThan(0)
  })

  it('abstains where only one has a vote', () => {
    const { said, why } = saidOfLast(analyst, swings(10_000, 20, 61), { parameters })
    expect(said).toBeUndefined()
    expect(why).toMatch(/^abstains: .* does not vote, MACD/)
  })

  it('is of three styles that do not say the same', () => {
    const random = Random.stream(2, 'analysts')
    let price = 100_000
    const path = Array.from({ length: 2_000 }, () =>
      Math.round((price *= 1 + 0.01 * random.normal())),
    )
    const markets = [handMadeMarket(path)]
    const log = (style: string): string =>
      new AskedAgent(seatOf(analyst, { style, hurdle: 0 }), { markets }).log(0, 2_000).join()
    const logs = ['fast', 'usual', 'slow'].map((style) => log(style))
    expect(new Set(logs).size).toBe(3)
    for (const said of logs) expect(said).toMatch(/\d/)
  })
})
