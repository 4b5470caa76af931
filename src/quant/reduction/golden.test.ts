import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/learning.json' with { type: 'json' }
import { covarianceOf } from '../matrix/index.ts'
import { absorptionRatio, jennrichTest, principalComponents, projectOnto } from './index.ts'

function expectNear(found: ArrayLike<number> | undefined, wanted: readonly number[]): void {
  expect(found?.length).toBe(wanted.length)
  for (const [i, value] of wanted.entries())
    expect(Math.abs((found?.[i] ?? Number.NaN) - value)).toBeLessThan(1e-11)
}

describe.each(golden.components)('components of $name series', (sample) => {
  const series = sample.series.map((values) => Float64Array.from(values))
  const found = principalComponents(series, sample.isStandardised)

  it('are those of scikit-learn, signs included', () => {
    expectNear(found?.components.values, sample.components.flat())
    expectNear(found?.variances, sample.variances)
    expectNear(found?.shares, sample.shares)
  })

  it('are projected onto as by scikit-learn', () => {
    if (found === undefined) throw new Error('no components')
    projectOnto(found, series).forEach((values, k) => {
      expectNear(values, sample.projected[k] ?? [])
    })
  })

  it('absorb the variance numpy says', () => {
    expect(absorptionRatio(covarianceOf(series))).toBeCloseTo(sample.absorption, 12)
  })
})

it.each(golden.breaks)('has the break of $degrees correlations written out in numpy', (sample) => {
  const [before, after] = [sample.before, sample.after].map((series) =>
    series.map((values) => Float64Array.from(values)),
  )
  const found = jennrichTest(before ?? [], after ?? [])
  expect(found?.degrees).toBe(sample.degrees)
  expect(Math.abs((found?.statistic ?? Number.NaN) / sample.statistic - 1)).toBeLessThan(1e-9)
  expect(Math.abs((found?.probability ?? Number.NaN) - sample.probability)).toBeLessThan(1e-9)
})
