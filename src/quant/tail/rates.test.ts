import { describe, expect, it } from 'vitest'
import { rateOf } from '../../../test/golden/quant/rates.ts'
import golden from '../../../test/golden/quant/rates-tail.json' with { type: 'json' }
import { tailCases } from '../../../test/golden/quant/rates-tail.ts'

/** Two or three exceedances after another are all there is to count: chi-squared is far off. */
const coarse = 'Christoffersen, independence, level 0.95'

describe.each(tailCases.map((of, i) => [of.test, of, golden[i]] as const))(
  'rates of %s',
  (_, of, wanted) => {
    it('are those written down: false alarms as the level says, finds far more often', () => {
      const found = rateOf(of)
      expect(found).toEqual(wanted)
      const { falsePositive, power, level, runs } = found
      const error = Math.sqrt((level * (1 - level)) / runs)
      const reach = of.test === coarse ? 0.04 : 3 * error
      expect(Math.abs(falsePositive - level)).toBeLessThan(reach)
      expect(power).toBeGreaterThan(0.9)
    })
  },
)
