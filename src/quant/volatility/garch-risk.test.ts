import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/garch-risk.json' with { type: 'json' }
import { expectNear } from '../../../test/golden/quant/volatility-cases.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { drawStudentT } from '../law/index.ts'
import type { ForecastState } from './garch-forecast.ts'
import type { GarchKind, Innovation } from './garch-model.ts'
import { garchRisk } from './index.ts'

const at = {
  model: { kind: 'garch', innovation: 'student-t', start: 'backcast' },
  parameters: { mean: 0.1, omega: 0.05, alpha: 0.1, gamma: 0, beta: 0.85, degrees: 4.5 },
  nextVariance: 2.3,
} as const satisfies ForecastState

describe('risk after a GARCH', () => {
  it('is that of arch, of a step and of ten', () => {
    for (const { kind, innovation, parameters, nextVariance, risks } of golden.cases) {
      const state: ForecastState = {
        model: { kind: kind as GarchKind, innovation: innovation as Innovation, start: 'backcast' },
        parameters: { gamma: 0, degrees: Number.POSITIVE_INFINITY, ...parameters },
        nextVariance,
      }
      for (const wanted of risks) {
        const found = garchRisk(state, wanted.level, wanted.horizonSteps)
        expectNear(found.valueAtRisk, wanted.valueAtRisk, golden.tolerance)
        expectNear(found.expectedShortfall, wanted.expectedShortfall, golden.tolerance)
      }
    }
  })

  it('is exceeded as often as it says, by its shortfall on average', () => {
    const random = Random.fromSeed(5)
    const { valueAtRisk, expectedShortfall } = garchRisk(at, 0.95)
    const scale = Math.sqrt((2.3 * 2.5) / 4.5)
    const losses = Array.from({ length: 100_000 }, () => -0.1 - scale * drawStudentT(random, 4.5))
    const beyond = losses.filter((loss) => loss > valueAtRisk)
    expect(Math.abs(beyond.length / 5000 - 1)).toBeLessThan(0.04)
    const average = beyond.reduce((a, b) => a + b) / beyond.length
    expect(Math.abs(average / expectedShortfall - 1)).toBeLessThan(0.03)
  })

  it('grows with level and variance, and shortfall is beyond value at risk', () => {
    const level = fc.double({ min: 0.5, max: 0.999, noNaN: true })
    const variance = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(level, variance, fc.integer({ min: 1, max: 30 }), (each, nextVariance, steps) => {
        const state = { ...at, nextVariance }
        const { valueAtRisk, expectedShortfall } = garchRisk(state, each, steps)
        expect(expectedShortfall).toBeGreaterThan(valueAtRisk)
        expect(garchRisk(state, (1 + each) / 2, steps).valueAtRisk).toBeGreaterThan(valueAtRisk)
        const wilder = garchRisk({ ...at, nextVariance: 2 * nextVariance }, (1 + each) / 2, steps)
        const calmer = garchRisk(state, (1 + each) / 2, steps)
        expect(wilder.valueAtRisk).toBeGreaterThan(calmer.valueAtRisk)
      }),
    )
  })

  it('declines a level that is none and half a step', () => {
    for (const level of [0, 1, -1, Number.NaN])
      expect(() => garchRisk(at, level)).toThrow(ArgumentError)
    expect(() => garchRisk(at, 0.99, 0)).toThrow(ArgumentError)
    expect(() => garchRisk(at, 0.99, 1.5)).toThrow(ArgumentError)
  })
})
