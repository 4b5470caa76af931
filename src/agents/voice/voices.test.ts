import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { BarColumns, hourUs } from '../../domain/index.ts'
import { squareRootImpact } from '../../quant/index.ts'
import { AskedAgent } from '../../../test/conformance/asked-agent.ts'
import { madeInstrument, seatOf } from '../../../test/simulation/null-scene.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { AgentKind } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { executionVoice, riskVoice } from './index.ts'

const rows = 700

type Shape = {
  /** Deviation of the last bars over that of those before. */
  readonly wildness?: number
  /** Move of the last bar. */
  readonly jump?: number
  /** Half of the distance between which closes bounce. */
  readonly bounce?: number
  readonly volume?: number
}

function marketOf({ wildness = 1, jump = 0, bounce = 0, volume = 1e9 }: Shape): LoadedBars {
  const random = Random.stream(1, 'voices')
  const bars = new BarColumns(rows)
  let price = 1_000_000
  for (let row = 1; row <= rows; row += 1) {
    const move = 0.004 * (row > rows - 24 ? wildness : 1) * random.normal()
    price *= 1 + (row === rows ? jump : move)
    const close = Math.round(price * (1 + bounce * (random.next() < 0.5 ? -1 : 1)))
    bars.push(row * hourUs, close, close, close, close, volume)
  }
  const instrument = madeInstrument('BTC-USD.SIM')
  return { instrument, bars, intervalUs: hourUs, sha256: '', sources: [] }
}

type Said = { readonly said: Opinion | undefined; readonly why: string; readonly asked: AskedAgent }

/** Asked about the last bar, with `position` held all along. */
function saidOf(
  kind: AgentKind,
  shape: Shape,
  position: number,
  parameters: Record<string, unknown> = {},
): Said {
  const asked = new AskedAgent(seatOf(kind, parameters), { markets: [marketOf(shape)] })
  let said: Opinion | undefined
  for (let row = 0; row < rows; row += 1) {
    const isAsked = asked.moveTo(row)
    asked.view.position = position
    if (isAsked) said = asked.opine()
  }
  return { said, why: asked.agent.explain(asked.view), asked }
}

describe('risk-voice', () => {
  it('has nothing to say in a calm market, whatever is held', () => {
    for (const position of [-0.2, 0, 0.2])
      expect(saidOf(riskVoice, {}, position).said).toBeUndefined()
  })

  it('cuts what is held as volatility has grown, and wants nothing begun', () => {
    const { said, asked, why } = saidOf(riskVoice, { wildness: 2.2 }, -0.2)
    const { fast, slow } = asked.view.features
    expect(said?.exposure).toBeCloseTo((-0.2 * (slow?.value ?? 0)) / (fast?.value ?? 0), 12)
    expect(said?.exposure).toBeGreaterThan(-0.15)
    expect(why).toMatch(/^wants what is held cut/)
    expect(saidOf(riskVoice, { wildness: 2.2 }, 0).said?.exposure).toBe(0)
  })

  it('wants out of a panic', () => {
    const { said, why } = saidOf(riskVoice, { wildness: 12 }, 0.2, { loss: 1 })
    expect(said?.exposure).toBe(0)
    expect(why).toMatch(/^wants out: /)
  })

  it('wants out of what has gone far against it, and not of what has gone its way', () => {
    const fallen = { jump: -0.12, wildness: 1 }
    const parameters = { wild: 20, panic: 50 }
    expect(saidOf(riskVoice, fallen, 0.2, parameters).said?.exposure).toBe(0)
    expect(saidOf(riskVoice, fallen, -0.2, parameters).said).toBeUndefined()
    const risen = { jump: 0.14 }
    expect(saidOf(riskVoice, risen, -0.2, parameters).said?.exposure).toBe(0)
    expect(saidOf(riskVoice, risen, 0.2, parameters).said).toBeUndefined()
  })
})

describe('execution-voice', () => {
  it('abstains where a trade is worth its cost', () => {
    for (const position of [0, 0.1])
      expect(saidOf(executionVoice, {}, position, { feeBps: 10 }).said).toBeUndefined()
  })

  it('is for staying where fees, or the spread, take too much of the usual move', () => {
    for (const position of [0, 0.1, -0.1]) {
      expect(saidOf(executionVoice, {}, position, { feeBps: 60 }).said?.exposure).toBe(position)
      // The bounce adds to the usual move as well as to the spread.
      const bounced = saidOf(executionVoice, { bounce: 0.01 }, position, { feeBps: 0, part: 0.25 })
      expect(bounced.said?.exposure).toBe(position)
      expect(bounced.why).toMatch(/^is for staying with/)
    }
    const quiet = saidOf(executionVoice, {}, 0, { feeBps: 0, part: 0.25 })
    expect(quiet.said).toBeUndefined()
  })

  it("finds the spread of closes that bounce, by Roll's estimate", () => {
    const { why, asked } = saidOf(executionVoice, { bounce: 0.01 }, 0)
    const told = Number(/spread (\S+),/.exec(why)?.[1])
    // Twice the bounce, as a share of the price; a third off is what 96 bars can do.
    expect(told / asked.view.close).toBeGreaterThan(0.014)
    expect(told / asked.view.close).toBeLessThan(0.027)
  })

  it('wants less of what would move the price too far, by the square root of its size', () => {
    const thin = { volume: 100 }
    const { said, asked, why } = saidOf(executionVoice, thin, 0.9)
    const { close, features } = asked.view
    const impact = (exposure: number): number =>
      squareRootImpact({
        ...{ size: (exposure * 100_000) / close, volume: 0.01 },
        volatility: features['deviation']?.value ?? 0,
      })
    expect(impact(0.9)).toBeGreaterThan(0.005)
    expect(impact(said?.exposure ?? 0)).toBeCloseTo(0.005, 12)
    expect(why).toMatch(/^wants less: /)
    expect(saidOf(executionVoice, thin, -0.9).said?.exposure).toBeCloseTo(
      -(said?.exposure ?? 0),
      12,
    )
  })

  it('abstains where nothing is traded', () => {
    const { said, why } = saidOf(executionVoice, { volume: 0 }, 0.1)
    expect(said).toBeUndefined()
    expect(why).toMatch(/^abstains: /)
  })
})
