import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/rates-cointegration.json' with { type: 'json' }
import { rateOf } from '../../../test/golden/quant/rates.ts'
import { cointegrationCases } from '../../../test/golden/quant/rates-cointegration.ts'

/** The law of Johansen's test with a constant presumes drift: without, it rejects too often. */
const misused = 'Johansen, trace of rank 0, constant where none is due, 1 lag'

describe.each(cointegrationCases.map((of, i) => [of.test, of, golden[i]] as const))(
  'rates of %s',
  (_, of, wanted) => {
    it('are those written down', () => {
      expect(rateOf(of)).toEqual(wanted)
    })

    it('are a false alarm about as often as the level says, and a find far more often', () => {
      const { falsePositive, power, level, runs } = wanted ?? rateOf(of)
      const error = Math.sqrt((level * (1 - level)) / runs)
      if (of.test === misused) expect(falsePositive).toBeGreaterThan(level + 3 * error)
      else expect(Math.abs(falsePositive - level)).toBeLessThan(3 * error)
      expect(power).toBeGreaterThan(0.75)
    })
  },
)
