import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/rates-reduction.json' with { type: 'json' }
import { rateOf } from '../../../test/golden/quant/rates.ts'
import { reductionCases } from '../../../test/golden/quant/rates-reduction.ts'

describe.each(reductionCases.map((of, i) => [of.test, of, golden[i]] as const))(
  'rates of %s',
  (_, of, wanted) => {
    it('are those written down', () => {
      expect(rateOf(of)).toEqual(wanted)
    })

    it('find a break, and cry wolf by the level, or far more often under fat tails', () => {
      const { falsePositive, power, level, runs } = wanted ?? rateOf(of)
      const error = Math.sqrt((level * (1 - level)) / runs)
      expect(power).toBeGreaterThan(0.9)
      if (of.test.includes('fat tails')) expect(falsePositive).toBeGreaterThan(2 * level)
      else expect(Math.abs(falsePositive - level)).toBeLessThan(3 * error)
    })
  },
)
