import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import {
  baumWelchStep,
  expectStates,
  fitHiddenMarkov,
  type HiddenMarkov,
  refitHiddenMarkov,
  viterbiPath,
} from './index.ts'
import { gaussianModel, normals, twoRegimes } from '../../../test/golden/quant/made-regimes.ts'

const seeds = fc.nat()

/** The likelihood of a path and its observations, written out. */
function jointLog(model: HiddenMarkov, path: readonly number[], x: Float64Array): number {
  const { emission, states, start, transition } = model
  if (emission.kind !== 'diagonal-gaussian') return Number.NaN
  return path.reduce((sum, state, t) => {
    const from = path[t - 1]
    const step = from === undefined ? start[state] : transition[from * states + state]
    const gap = (x[t] as number) - (emission.means[state] as number)
    const variance = emission.variances[state] as number
    const density = -0.5 * Math.log(2 * Math.PI * variance) - (gap * gap) / (2 * variance)
    return sum + Math.log(step as number) + density
  }, 0)
}

function allPaths(states: number, length: number): readonly number[][] {
  if (length === 0) return [[]]
  return allPaths(states, length - 1).flatMap((path) =>
    Array.from({ length: states }, (_, state) => [...path, state]),
  )
}

describe('a hidden Markov model', () => {
  it('has the likelihood and the best path that trying all paths gives', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 3 }), (seed, states) => {
        const random = Random.fromSeed(seed)
        const model = gaussianModel(states, random)
        const x = normals(5, random)
        const logs = allPaths(states, 5).map((path) => jointLog(model, path, x))
        const total = Math.log(logs.reduce((sum, log) => sum + Math.exp(log), 0))
        const found = viterbiPath(model, x)
        expect(expectStates(model, x)?.logLikelihood).toBeCloseTo(total, 9)
        expect(found?.logLikelihood).toBeCloseTo(Math.max(...logs), 9)
        expect(jointLog(model, [...(found?.path ?? [])], x)).toBeCloseTo(Math.max(...logs), 9)
      }),
      { numRuns: 40 },
    )
  })

  it('gains likelihood with every step, whatever it emits', () => {
    const random = Random.fromSeed(7)
    const x = twoRegimes(300, random)
    const counts = x.map((value) => Math.floor(Math.abs(value)))
    const kinds = [
      'diagonal-gaussian',
      'full-gaussian',
      'student-t',
      'poisson',
      'discrete',
    ] as const
    for (const kind of kinds)
      for (const start of ['free', 'stationary'] as const) {
        const isCounted = kind === 'poisson' || kind === 'discrete'
        const series = isCounted ? counts : x
        const few = { restarts: 1, iterationsMax: 1, start, random }
        let model = fitHiddenMarkov(series, { states: 3, kind, ...few })?.model
        let before = Number.NEGATIVE_INFINITY
        for (let n = 0; n < 25 && model !== undefined; n += 1) {
          const step = baumWelchStep(model, series, { start })
          expect(step?.logLikelihood).toBeGreaterThan(before - 1e-9)
          before = step?.logLikelihood ?? Number.NaN
          model = step?.model
        }
      }
  })

  it('finds the two regimes a series was made of, by every emission of numbers', () => {
    const x = twoRegimes(2000, Random.fromSeed(3))
    for (const kind of ['diagonal-gaussian', 'full-gaussian', 'student-t'] as const) {
      const fit = fitHiddenMarkov(x, { states: 2, kind, restarts: 4, random: Random.fromSeed(1) })
      const stays = [fit?.model.transition[0], fit?.model.transition[3]]
      for (const stay of stays) expect(Math.abs((stay ?? 0) - 0.97)).toBeLessThan(0.03)
      const one = fitHiddenMarkov(x, { states: 1, kind, restarts: 1, random: Random.fromSeed(1) })
      expect(fit?.bic).toBeLessThan(one?.bic ?? 0)
    }
  })

  it('keeps degrees of freedom that are given, and finds those that are not', () => {
    const random = Random.fromSeed(11)
    const x = Float64Array.from({ length: 3000 }, () => {
      const squares = [0, 0, 0, 0].reduce((sum) => {
        const draw = random.normal()
        return sum + draw * draw
      }, 0)
      return random.normal() / Math.sqrt(squares / 4)
    })
    const options = { states: 1, kind: 'student-t', restarts: 1, random } as const
    const free = fitHiddenMarkov(x, options)?.model.emission
    const held = fitHiddenMarkov(x, { ...options, degrees: 7 })?.model.emission
    if (free?.kind !== 'student-t' || held?.kind !== 'student-t') throw new Error('there is no fit')
    expect(Math.abs((free.degrees[0] ?? 0) - 4)).toBeLessThan(0.6)
    expect([...held.degrees]).toEqual([7])
  })

  it('is the same to the bit with the same seed, and no worse with more starts', () => {
    const x = twoRegimes(200, Random.fromSeed(5))
    const options = { states: 3, kind: 'diagonal-gaussian', restarts: 2 } as const
    const once = fitHiddenMarkov(x, { ...options, random: Random.fromSeed(9) })
    expect(fitHiddenMarkov(x, { ...options, random: Random.fromSeed(9) })).toEqual(once)
    const more = fitHiddenMarkov(x, { ...options, restarts: 6, random: Random.fromSeed(9) })
    expect(more?.logLikelihood).toBeGreaterThanOrEqual(once?.logLikelihood ?? 0)
    if (once === undefined) throw new Error('there is no fit')
    const again = refitHiddenMarkov(once.model, x)
    expect(again?.logLikelihood).toBeGreaterThanOrEqual(once.logLikelihood)
  })

  it('is fitted from ten starts, in 500 steps to 1e-8 an observation, when nothing is said', () => {
    const x = twoRegimes(300, Random.fromSeed(4))
    const options = { states: 2, kind: 'diagonal-gaussian' } as const
    const said = { ...options, restarts: 10, iterationsMax: 500, tolerance: 1e-8 }
    const fit = fitHiddenMarkov(x, { ...options, random: Random.fromSeed(2) })
    expect(fit).toBeDefined()
    expect(fit).toEqual(fitHiddenMarkov(x, { ...said, random: Random.fromSeed(2) }))
  })

  it('moves with the unit of its observations', () => {
    const x = twoRegimes(200, Random.fromSeed(5))
    const options = { states: 2, kind: 'diagonal-gaussian', restarts: 1 } as const
    const scaled = x.map((value) => 8 * value)
    const a = fitHiddenMarkov(x, { ...options, random: Random.fromSeed(9) })
    const b = fitHiddenMarkov(scaled, { ...options, random: Random.fromSeed(9) })
    expect(b?.logLikelihood).toBeCloseTo((a?.logLikelihood ?? 0) - 200 * Math.log(8), 6)
  })
})
