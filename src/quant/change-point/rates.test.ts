import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/rates-change-point.json' with { type: 'json' }
import { rateOf } from '../../../test/golden/quant/rates.ts'
import { changePointCases } from '../../../test/golden/quant/rates-change-point.ts'

describe.each(changePointCases.map((of, i) => [of.test, of, golden[i]] as const))(
  'rates of %s',
  (_, of, wanted) => {
    it('are those written down', () => {
      expect(rateOf(of)).toEqual(wanted)
    })

    it('are a false alarm no more often than the level says, and a find far more often', () => {
      const { falsePositive, power, level, runs } = wanted ?? rateOf(of)
      const error = Math.sqrt((level * (1 - level)) / runs)
      expect(falsePositive).toBeLessThan(level + 3 * error)
      expect(power).toBeGreaterThan(0.75)
    })
  },
)
