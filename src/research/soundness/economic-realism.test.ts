import { describe, expect, it } from 'vitest'
import {
  follower,
  noisyMarket,
  sceneSetup,
  seatOf,
  trendingMarket,
} from '../../../test/simulation/null-scene.ts'
import { saying, statusesOf } from '../../../test/simulation/sound-scene.ts'
import { uncounted } from '../../../test/simulation/uncounted.ts'
import type { Agent } from '../../agents/index.ts'
import { backtest, backtestNull } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { measure } from '../metrics/measure.ts'
import { economicRealism } from './economic-realism.ts'
import type { SoundnessCategory } from './soundness-check.ts'
import { defaultThresholds } from './soundness-thresholds.ts'

function found(
  agent: Agent,
  market: readonly LoadedBars[],
  slippage = 0.0005,
  over: Partial<typeof defaultThresholds> = {},
): SoundnessCategory {
  const scene = sceneSetup([agent])
  const setup = { ...scene, costs: { ...scene.costs, slippage } }
  const { run, recorded } = backtest({ setup, market }, uncounted)
  const asked = { ...defaultThresholds, ...over }
  const dearer = measure(backtestNull(recorded, { costFactor: asked.costFactor }))
  const of = { run, metrics: measure(run), market, dearer, participationMax: 0.1 }
  return economicRealism(of, asked)
}

describe('economic realism', () => {
  it('passes an edge that is larger than what it costs', () => {
    const category = found(seatOf(follower), [trendingMarket(1, 4_000)], 0.0005, {
      turnoverMax: 10_000,
    })
    expect([category.status, category.checks.length]).toEqual(['pass', 6])
    expect(category.figures['slippageBps']).toBeGreaterThan(0)
    expect(category.figures['capacity']).toBeGreaterThan(0)
  })

  it('fails one that churns', () => {
    const churning = saying((view) => ({
      exposure: view.position > 0 ? -0.5 : 0.5,
      confidence: 0.6,
    }))
    const category = found(churning, [noisyMarket(1, 1_000)])
    expect(statusesOf(category)).toMatchObject({
      'turnover a year': 'fail',
      'net at 2 times the costs': 'fail',
    })
    expect(category.figures['turnoverPerYear']).toBeGreaterThan(1_000)
  })

  it('fails fills that are worse than they may be', () => {
    const category = found(seatOf(follower), [trendingMarket(1, 1_000)], 0.01)
    expect(statusesOf(category)['slippage']).toBe('fail')
  })

  it('is not run without a fill', () => {
    const category = found(
      saying(() => undefined),
      [noisyMarket(1, 400)],
    )
    expect(category.status).toBe('NOT RUN')
  })
})
