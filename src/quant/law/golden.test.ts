import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/law.json' with { type: 'json' }
import { three, two } from '../../../test/golden/quant/of-row.ts'
import * as law from './index.ts'

/** The gap in units of the wanted value; under 1e-16, where a zero of digamma is, in units of 1. */
function gapOf(value: number, wanted: number): number {
  const gap = Math.abs(value - wanted)
  return wanted === 0 || gap <= 4e-16 ? gap : gap / Math.abs(wanted)
}

describe.each([
  ['studentTLogDensity', two(law.studentTLogDensity), golden.studentTLogDensity],
  ['studentTCdf', two(law.studentTCdf), golden.studentTCdf],
  ['studentTQuantile', two(law.studentTQuantile), golden.studentTQuantile],
  ['chiSquaredCdf', two(law.chiSquaredCdf), golden.chiSquaredCdf],
  ['chiSquaredTail', two(law.chiSquaredTail), golden.chiSquaredTail],
  ['chiSquaredQuantile', two(law.chiSquaredQuantile), golden.chiSquaredQuantile],
  ['fisherFCdf', three(law.fisherFCdf), golden.fisherFCdf],
  ['fisherFTail', three(law.fisherFTail), golden.fisherFTail],
] as const)('%s', (_, f, rows) => {
  it.each(rows)('agrees at %j %j %j', (...row: readonly number[]) => {
    const wanted = row.at(-1) ?? Number.NaN
    expect(gapOf(f(row), wanted)).toBeLessThanOrEqual(golden.tolerance)
  })
})
