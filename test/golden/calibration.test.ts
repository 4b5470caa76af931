// @module-tag long

import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadTape } from '../../src/market/index.ts'
import { lillieforsProbability } from '../../src/quant/index.ts'
import { calibrate } from '../../src/research/index.ts'

type Line = Readonly<
  Record<'intercept' | 'slope' | 'interceptError' | 'slopeError' | 'rSquared', number>
>

/** From `generate-calibration.py`: scipy and statsmodels on the same files. */
const golden: {
  readonly file: string
  readonly clockOffsetUs: number
  readonly latency: {
    readonly count: number
    readonly mu: number
    readonly sigma: number
    readonly ksDistance: number
    readonly lilliefors: readonly Readonly<Record<'count' | 'distance' | 'probability', number>>[]
  }
  readonly impact: {
    readonly count: number
    readonly volatilityPerDay: number
    readonly linear: Line
    readonly squareRoot: Line
  }
  readonly depth: { readonly growth: number; readonly noise: number }
} = JSON.parse(readFileSync('test/golden/calibration.json', 'utf8'))

/** Too large for the repository. */
const ticks = '../shared/data/ticks'

it('has the probabilities of Lilliefors as statsmodels has them', () => {
  expect(golden.latency.lilliefors.length).toBeGreaterThan(2)
  for (const { count, distance, probability } of golden.latency.lilliefors)
    expect(lillieforsProbability(distance, count)).toBeCloseTo(probability, 10)
})

it.skipIf(!existsSync(ticks))(
  'fits a real recording as scipy and statsmodels do',
  async () => {
    const files = ['l2', 'trades', 'bbo'].map((kind) => `${ticks}/${golden.file}.${kind}.csv.gz`)
    const spec = { tick: '0.1', lot: '0.001' }
    const found = calibrate(await loadTape(files, { spec }), golden.clockOffsetUs, [])
    const { latency, impact, depth } = found
    if (latency.kind !== 'log-normal' || impact.kind !== 'fitted' || depth.kind !== 'fitted')
      throw new Error('nothing was fitted')
    expect(latency.count).toBe(golden.latency.count)
    expect(latency.mu.value).toBeCloseTo(golden.latency.mu, 10)
    expect(latency.sigma.value).toBeCloseTo(golden.latency.sigma, 10)
    expect(latency.ksDistance).toBeCloseTo(golden.latency.ksDistance, 9)
    expect(latency.doesFit).toBe(false)
    expect(impact.count).toBe(golden.impact.count)
    expect(impact.volatilityPerDay).toBeCloseTo(golden.impact.volatilityPerDay, 10)
    for (const law of ['linear', 'squareRoot'] as const)
      for (const name of [
        'intercept',
        'slope',
        'interceptError',
        'slopeError',
        'rSquared',
      ] as const)
        expect(impact[law][name] / golden.impact[law][name]).toBeCloseTo(1, 6)
    expect(depth.shape.growth).toBeCloseTo(golden.depth.growth, 6)
    expect(depth.shape.noise).toBeCloseTo(golden.depth.noise, 6)
  },
  20_000,
)
