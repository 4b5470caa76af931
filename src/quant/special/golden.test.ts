import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/special.json' with { type: 'json' }
import { one, three, two } from '../../../test/golden/quant/of-row.ts'
import * as special from './index.ts'

/** The gap in units of the wanted value; beside a zero of digamma, in units of 1. */
function gapOf(value: number, wanted: number): number {
  const gap = Math.abs(value - wanted)
  return wanted === 0 || gap <= 1e-15 ? gap : gap / Math.abs(wanted)
}

describe.each([
  ['power', two(special.power), golden.power, 4e-14],
  ['logGamma', one(special.logGamma), golden.logGamma, 2e-15],
  ['digamma', one(special.digamma), golden.digamma, 2e-15],
  ['trigamma', one(special.trigamma), golden.trigamma, 2e-15],
  ['logBeta', two(special.logBeta), golden.logBeta, 1e-14],
  ['erf', one(special.erf), golden.erf, 1e-15],
  ['erfc', one(special.erfc), golden.erfc, 4e-15],
  ['gammaP', two(special.gammaP), golden.gammaP, golden.tolerance],
  ['gammaQ', two(special.gammaQ), golden.gammaQ, golden.tolerance],
  ['betaI', three(special.betaI), golden.betaI, golden.tolerance],
  ['betaIComplement', three(special.betaIComplement), golden.betaIComplement, golden.tolerance],
  ['inverseGammaP', two(special.inverseGammaP), golden.inverseGammaP, golden.tolerance],
  ['inverseBetaI', three(special.inverseBetaI), golden.inverseBetaI, golden.tolerance],
] as const)('%s', (_, f, rows, tolerance) => {
  it.each(rows)('agrees at %j %j %j', (...row: readonly number[]) => {
    const wanted = row.at(-1) ?? Number.NaN
    expect(gapOf(f(row), wanted)).toBeLessThanOrEqual(tolerance)
  })
})
