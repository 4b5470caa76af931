import { describe, expect, it } from 'vitest'
import glmnet from '../../../test/golden/quant/elastic-net.json' with { type: 'json' }
import golden from '../../../test/golden/quant/learning.json' with { type: 'json' }
import { matrixOf } from '../matrix/index.ts'
import {
  chooseElasticNet,
  elasticNet,
  elasticNetPath,
  fitIsotonic,
  fitPlatt,
  isotonicAt,
  isotonicMeans,
  plattProbability,
} from './index.ts'

function expectNear(
  found: ArrayLike<number> | undefined,
  wanted: readonly number[],
  tolerance = golden.tolerance,
): void {
  const size = Math.max(1, ...wanted.map(Math.abs))
  expect(found?.length).toBe(wanted.length)
  for (const [i, value] of wanted.entries())
    expect(Math.abs((found?.[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance * size)
}

function weightsOf(weights: readonly number[] | null): Float64Array | undefined {
  return weights === null ? undefined : Float64Array.from(weights)
}

describe('isotonic regression of scikit-learn', () => {
  it.each(golden.isotonicMeans)('$values', ({ values, weights, fitted }) => {
    expectNear(isotonicMeans(Float64Array.from(values), weightsOf(weights)), fitted, 1e-14)
  })

  it('pools (1, 0, 4, 3, 3, 5, 4, 2, 0) into 0.5 twice, then 3', () => {
    const found = isotonicMeans(Float64Array.of(1, 0, 4, 3, 3, 5, 4, 2, 0))
    expect([...found]).toEqual([0.5, 0.5, 3, 3, 3, 3, 3, 3, 3])
  })

  it('between and outside its knots', () => {
    for (const sample of golden.isotonicFits) {
      const x = Float64Array.from(sample.x)
      const fit = fitIsotonic(x, Float64Array.from(sample.y), weightsOf(sample.weights))
      expectNear(
        sample.at.map((at) => isotonicAt(fit, at)),
        sample.levels,
        1e-12,
      )
    }
  })
})

describe.each(golden.platt)('Platt scaling of $name scores', (sample) => {
  const fit = fitPlatt(Float64Array.from(sample.scores), sample.outcomes)

  it('is the minimum of its loss', () => {
    expect(Math.abs(fit.slope / sample.slope - 1)).toBeLessThan(1e-9)
    expect(Math.abs(fit.offset - sample.offset)).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(sample.offset)),
    )
  })

  it('gives the probabilities of scikit-learn, whose search stops earlier', () => {
    for (const score of sample.scores) {
      const wanted = plattProbability(sample.sklearn, score)
      expect(Math.abs(plattProbability(fit, score) - wanted)).toBeLessThan(1e-5)
    }
  })
})

describe('elastic net', () => {
  const x = matrixOf(golden.elasticNet.x)
  const y = Float64Array.from(golden.elasticNet.y)

  it.each(golden.elasticNet.fits)(
    'of scikit-learn, mixture $mixture, penalty $penalty, standardised $isStandardised',
    (sample) => {
      const { mixture, penalty, isStandardised } = sample
      const found = elasticNet({ x, y, mixture, penalty, isStandardised })
      expect(found.hasConverged).toBe(true)
      // scikit-learn stops at a duality gap of 3e-14 of y², half of whose digits are those of b.
      expectNear(found.coefficients, sample.coefficients, 1e-7)
      expectNear([found.intercept], [sample.intercept], 1e-6)
    },
  )

  it.each(glmnet.paths)('path of glmnet, mixture $mixture', (sample) => {
    const problem = { x: matrixOf(glmnet.x), y: Float64Array.from(glmnet.y) }
    const { mixture, penalties } = sample
    const fits = elasticNetPath({ ...problem, mixture, penalties })
    fits.forEach((fit, k) => {
      expectNear(fit.coefficients, sample.coefficients[k] ?? [])
      expectNear([fit.intercept], [sample.intercepts[k] ?? Number.NaN])
    })
    // The default penalties are those of glmnet, which stops its own early when nothing is left.
    const own = elasticNetPath({ ...problem, mixture, count: 20 }).map((fit) => fit.penalty)
    expectNear(own.slice(0, penalties.length), penalties)
  })

  it('cross-validation of glmnet', () => {
    const { choice } = glmnet
    const problem = { x: matrixOf(glmnet.x), y: Float64Array.from(glmnet.y) }
    const found = chooseElasticNet({ ...problem, penalties: choice.penalties, folds: choice.folds })
    expectNear(found?.errors, choice.errors)
    expectNear(found?.standardErrors, choice.deviations)
    expect(found?.best.penalty).toBe(choice.best)
    expect(found?.sparse.penalty).toBe(choice.sparse)
  })
})
