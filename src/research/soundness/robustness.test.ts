import { describe, expect, it } from 'vitest'
import {
  follower,
  marketOf,
  seatOf,
  sceneSetup,
  trendingMarket,
} from '../../../test/simulation/null-scene.ts'
import { ran, saying, statusesOf } from '../../../test/simulation/sound-scene.ts'
import { type Agent, agentByName, type Expectation } from '../../agents/index.ts'
import { defined, Random } from '../../base/index.ts'
import { type LoadedBars, scenarioMarket, takeRows } from '../../market/index.ts'
import { measure } from '../metrics/measure.ts'
import { marketStretches } from './market-regimes.ts'
import { figuresOfRunParts } from './part-of-curve.ts'
import { robustness } from './robustness.ts'
import { type ScenarioRun, sizeHeld } from './scenario-check.ts'
import type { SoundnessCategory } from './soundness-check.ts'
import { defaultThresholds } from './soundness-thresholds.ts'

function found(
  agent: Agent,
  market: readonly LoadedBars[],
  scenarios: readonly ScenarioRun[] = [],
  expectations: readonly Expectation[] = [],
): SoundnessCategory {
  const run = ran(agent, market)
  return robustness({ run, market, scenarios, expectations }, defaultThresholds)
}

/** Follows as `follower` does, with little: what has grown large meets limits on orders. */
const modest = saying((view) => {
  const before = view.closeAgo(8)
  if (Number.isNaN(before)) return undefined
  return { exposure: view.close > before ? 0.1 : -0.1, confidence: 0.6 }
})

/** Trends that can be followed up to row `until`, and noise from there on. */
function fading(rows: number, until: number): LoadedBars {
  const random = Random.stream(1, 'fading')
  let side = 1
  return marketOf('BTC-USD.SIM', rows, (row) => {
    if (random.next() < 1 / 48) side = -side
    return (row < until ? side * 0.003 : 0) + 0.004 * random.normal()
  })
}

describe('robustness', () => {
  it('passes an edge that is there in every market and to the end', () => {
    const category = found(modest, [trendingMarket(3, 8_000)])
    expect([category.status, statusesOf(category)]).toEqual(['pass', expect.anything()])
    for (const name of ['bull', 'bear', 'calm', 'wild'])
      expect(category.figures[`${name}Sharpe`]).toBeGreaterThan(0)
  })

  it('fails one whose edge was there in the first half alone', () => {
    const statuses = statusesOf(found(modest, [fading(8_000, 4_000)]))
    expect(statuses['second half']).toBe('fail')
  })

  it('fails in a bear market what only ever buys', () => {
    const long = saying(() => ({ exposure: 0.9, confidence: 0.6 }))
    expect(statusesOf(found(long, [trendingMarket(1, 4_000)]))).toMatchObject({
      'bull: Sharpe': 'pass',
      'bear: Sharpe': 'fail',
    })
  })

  it('is not run for a regime that the data have not seen', () => {
    const rising = [marketOf('BTC-USD.SIM', 2_000, (row) => 0.002 + (row % 3) * 0.0001)]
    const category = found(seatOf(follower), rising)
    const bear = category.checks.find(({ name }) => name === 'bear')
    expect([bear?.status, bear?.found]).toEqual([
      'NOT RUN',
      '0 stretches of the data are bear; 3 are needed',
    ])
  })
})

describe('scenarios', () => {
  const market = [defined(takeRows(scenarioMarket('mean-reverting', 1), 1_440, 'made')[0], 'bars')]
  const run = ran(seatOf(defined(agentByName('hold'), 'hold')), market)
  const metrics = measure(run)
  const scenario = 'mean-reverting' as const
  const sizeOfLimit = sizeHeld(scenario, run, defined(market[0], 'market').bars, 1)
  const of = { scenario, metrics, sizeOfLimit } as const
  const quiet = [trendingMarket(3, 8_000)]
  const statuses = (expectation: Expectation): Readonly<Record<string, string>> =>
    statusesOf(found(seatOf(follower), quiet, [of], [expectation]))

  it('hold a strategy to what its author expects of it, and to nothing of others', () => {
    expect(statuses({ scenario, tradesBelow: 10 })).toMatchObject({
      'trades in mean-reverting': 'pass',
      'scenario mean-reverting': 'pass',
    })
    const many = { ...of, metrics: { ...metrics, trades: { ...metrics.trades, count: 10 } } }
    const held = [{ scenario, tradesBelow: 10 }]
    expect(statusesOf(found(seatOf(follower), quiet, [many], held))).toMatchObject({
      'trades in mean-reverting': 'fail',
    })
    expect(of.sizeOfLimit).toBeGreaterThan(0.9)
    expect(statuses({ scenario, sizeBelow: 0.5 })['mean size in mean-reverting']).toBe('fail')
    expect(statuses({ scenario: 'golden-cross', sizeBelow: 0.5 })).not.toHaveProperty(
      'mean size in golden-cross',
    )
  })
})

describe('sizeHeld', () => {
  const spiky = defined(takeRows(scenarioMarket('volatility-spike', 1), 8_000, 'made')[0], 'bars')
  // Calm for three days, wild for half a day.
  const isSpike = (row: number): boolean => row >= 4_320 && row < 5_040
  const curveOf = (share: (row: number) => number): Parameters<typeof sizeHeld>[1] => {
    const { ts, length } = spiky.bars
    const exposure = Float32Array.from(ts, (_, row) => share(row))
    return { equity: { length, ts, equity: ts, exposure } }
  }
  const held = (share: (row: number) => number): number | undefined =>
    sizeHeld('volatility-spike', curveOf(share), spiky.bars, 0.5)

  it('looks in the volatility spike at the spike alone', () => {
    expect(held((row) => (isSpike(row) ? 0.1 : 0.5))).toBeLessThan(0.35)
    expect(held((row) => (isSpike(row) ? 0.4 : 0.01))).toBeGreaterThan(0.7)
    const everywhere = sizeHeld(
      'range-bound',
      curveOf(() => 0.25),
      spiky.bars,
      0.5,
    )
    expect(everywhere).toBeCloseTo(0.5, 6)
  })

  it('is not defined where nothing was held', () => {
    expect(held(() => 0)).toBeUndefined()
  })
})

describe('marketStretches', () => {
  it('gives every stretch a direction and a volatility, without a gap', () => {
    const market = trendingMarket(1, 2_400)
    const stretches = marketStretches([market])
    expect(stretches).toHaveLength(24)
    for (const [n, { from, regimes }] of stretches.entries()) {
      expect(regimes).toHaveLength(2)
      if (n > 0) expect(from).toBe(stretches[n - 1]?.to)
    }
    const wild = stretches.filter(({ regimes }) => regimes.includes('wild'))
    expect(wild).toHaveLength(12)
  })

  it('cuts nothing out of too few bars, or none', () => {
    expect(marketStretches([trendingMarket(1, 479)])).toEqual([])
    expect(marketStretches([])).toEqual([])
  })
})

it('joins parts of a run as if there had been nothing between them', () => {
  const run = ran(seatOf(follower), [trendingMarket(1, 1_000)], sceneSetup([]))
  const { ts } = run.equity
  const [a, b] = [ts[499] as number, Number.POSITIVE_INFINITY]
  const whole = figuresOfRunParts(run, [{ from: 0, to: b }])
  const growth = (from: number, to: number): number =>
    1 + figuresOfRunParts(run, [{ from, to }]).returnPct / 100
  expect(whole.endEquity).toBeCloseTo(run.endEquity / run.startEquity, 9)
  expect(growth(0, a) * growth(a, b)).toBeCloseTo(whole.endEquity, 9)
  expect(whole.drawdowns.max).toBeCloseTo(measure(run).curve.drawdowns.max, 9)
})
