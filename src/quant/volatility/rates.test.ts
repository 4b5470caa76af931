import { describe, expect, it } from 'vitest'
import { rateOf } from '../../../test/golden/quant/rates.ts'
import golden from '../../../test/golden/quant/rates-volatility.json' with { type: 'json' }
import { volatilityCases } from '../../../test/golden/quant/rates-volatility.ts'

/** A window this short knows its own volatility badly: the scan sees too many jumps. */
const short = 'Lee and Mykland, 576 returns, window 60'

describe.each(volatilityCases.map((of, i) => [of.test, of.level, of, golden[i]] as const))(
  'rates of %s at %d',
  (_, level, of, wanted) => {
    it('are those written down', () => {
      expect(rateOf(of)).toEqual(wanted)
    })

    it('are a false alarm about as often as the level says, and find most jumps', () => {
      const { falsePositive, power, runs } = wanted ?? rateOf(of)
      const error = Math.sqrt((level * (1 - level)) / runs)
      if (of.test === short) expect(falsePositive).toBeGreaterThan(level + 3 * error)
      else expect(Math.abs(falsePositive - level)).toBeLessThan(3 * error)
      expect(power).toBeGreaterThan(0.75)
    })
  },
)
