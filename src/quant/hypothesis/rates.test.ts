import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/rates-hypothesis.json' with { type: 'json' }
import { rateOf } from '../../../test/golden/quant/rates.ts'
import { hypothesisCases } from '../../../test/golden/quant/rates-hypothesis.ts'

/** Holds for any dependence, and so rejects too seldom where there is none. */
const cautious = 'any of 20 tests, benjamini-yekutieli'

describe.each(hypothesisCases.map((of, i) => [of.test, of, golden[i]] as const))(
  'rates of %s',
  (_, of, wanted) => {
    it('are those written down', () => {
      expect(rateOf(of)).toEqual(wanted)
    })

    it('are a false alarm about as often as the level says, and a find far more often', () => {
      const { falsePositive, power, level, runs } = wanted ?? rateOf(of)
      const error = Math.sqrt((level * (1 - level)) / runs)
      if (of.test === cautious) expect(falsePositive).toBeLessThan(level - 3 * error)
      else expect(Math.abs(falsePositive - level)).toBeLessThan(3 * error)
      expect(power).toBeGreaterThan(0.75)
    })
  },
)
