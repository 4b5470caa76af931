import { describe, expect, it } from 'vitest'
import {
  follower,
  guesser,
  marketOf,
  noisyMarket,
  sceneSetup,
  seatOf,
  trendingMarket,
} from '../../../test/simulation/null-scene.ts'
import { ran, saying, statusesOf } from '../../../test/simulation/sound-scene.ts'
import type { Agent } from '../../agents/index.ts'
import { micros } from '../../domain/index.ts'
import type { BacktestSetup } from '../../engine/index.ts'
import { defaultCaps } from '../../execution/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { breakerDefaults, type Limits } from '../../risk/index.ts'
import { safetyInvariants } from './safety-invariants.ts'
import type { SoundnessCategory } from './soundness-check.ts'
import { WatchedAgent } from './watched-agent.ts'

function found(
  agent: Agent,
  market: readonly LoadedBars[],
  limits: Partial<Limits> = {},
  over: Partial<BacktestSetup> = {},
): SoundnessCategory {
  const watch = new WatchedAgent(agent)
  const setup = sceneSetup([watch.agent])
  const given = { ...setup.limits, ...limits }
  const run = ran(watch.agent, market, { ...over, limits: given })
  return safetyInvariants({ run, market, limits: given, watched: watch.take() })
}

const market = [noisyMarket(1, 600)]
const modest = { dailyLossMax: 0.9, drawdownHalt: 0.9, drawdownSoft: 0.8 }

describe('safety invariants', () => {
  it('pass an agent that keeps within what is allowed', () => {
    const category = found(seatOf(guesser), market, modest)
    expect([category.status, statusesOf(category)]).toEqual(['pass', expect.anything()])
    expect(category.figures).toMatchObject({ faults: 0, capRefusals: 0, halted: 0 })
    expect(Math.abs(category.figures['booksGap'] ?? 1)).toBeLessThan(0.01)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
    ['says NaN', () => ({ exposure: Number.NaN, confidence: 0.6 })],
    ['says too much', () => ({ exposure: 3, confidence: 0.6 })],
  ])('fail one that %s, and count how often', (_what, opine) => {
    const category = found(saying(opine), market)
    expect(statusesOf(category)['opinions are sound']).toBe('fail')
    expect(category.figures).toMatchObject({ asked: 600, spoken: 0, faults: 600 })
  })

  it('fail what lost more in a day, or in a trade, than it may', () => {
    const falling = [marketOf('BTC-USD.SIM', 200, (row) => (row === 100 ? -0.3 : 0.0001))]
    const long = saying((view) => ({ exposure: view.asOf % 2 === 0 ? 0.9 : 0, confidence: 0.6 }))
    const bounds = { dailyLossMax: 0.05, tradeLossMax: 10 }
    expect(statusesOf(found(long, falling, bounds))).toMatchObject({
      'loss of a day': 'fail',
      halted: 'fail',
    })
    const last = micros(falling[0]?.bars.ts[150] ?? 0)
    const once = saying((view) => ({ exposure: view.asOf < last ? 0.9 : 0, confidence: 0.6 }))
    const watch = new WatchedAgent(once)
    const wide = { ...sceneSetup([]).limits, ...modest }
    const run = ran(watch.agent, falling, { limits: wide })
    const limits = { ...wide, tradeLossMax: 0.1 }
    const trade = safetyInvariants({ run, market: falling, limits, watched: watch.take() })
    expect(trade.figures['tradeLoss']).toBeGreaterThan(0.2)
    expect(statusesOf(trade)).toMatchObject({ 'loss of a trade': 'fail', halted: 'pass' })
  })

  it('fail what the hard caps had to hold back', () => {
    const caps = { ...defaultCaps, notionalPerDay: 0.2 }
    const guard = { breakers: breakerDefaults, caps, hasStandings: false, hasTiers: false }
    const category = found(seatOf(follower), [trendingMarket(1, 800)], modest, { guard })
    expect(statusesOf(category)['hard caps']).toBe('fail')
  })

  it('fail a run whose orders came to more than the limits that it is held to', () => {
    const watch = new WatchedAgent(seatOf(follower))
    const run = ran(watch.agent, market)
    const limits = { ...sceneSetup([]).limits, positionMax: 0.3 }
    const category = safetyInvariants({ run, market, limits, watched: watch.take() })
    expect(category.checks.find(({ name }) => name === 'exposure')).toMatchObject({
      status: 'fail',
      found: expect.stringMatching(/of positionMax$/),
    })
  })

  it('fail books that do not come to what the fills say', () => {
    const watch = new WatchedAgent(seatOf(guesser))
    const run = ran(watch.agent, market)
    const wrong = { ...run, endEquity: run.endEquity + 10 }
    const limits = sceneSetup([]).limits
    const category = safetyInvariants({ run: wrong, market, limits, watched: watch.take() })
    expect(statusesOf(category)['books']).toBe('fail')
  })
})
