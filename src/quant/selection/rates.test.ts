import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/rates-selection.json' with { type: 'json' }
import { rateOf } from '../../../test/golden/quant/rates.ts'
import { selectionCases } from '../../../test/golden/quant/rates-selection.ts'

/** What this folder is there to prevent: the number of trials is not told. */
const deceived = 'probabilistic Sharpe ratio of the best'
/** Measures that are no tests at a level: they stay far below it without skill. */
const cautious = ['deflated Sharpe ratio', 'overfitting']

describe.each(selectionCases.map((of, i) => [of.test, of, golden[i]] as const))(
  'rates of %s',
  (_, of, wanted) => {
    it('are those written down', () => {
      expect(rateOf(of)).toEqual(wanted)
    })

    it('are a false alarm about as often as the level says, and a find far more often', () => {
      const { falsePositive, power, level, runs } = wanted ?? rateOf(of)
      const error = Math.sqrt((level * (1 - level)) / runs)
      if (of.test.startsWith(deceived)) expect(falsePositive).toBeGreaterThan(0.5)
      else if (cautious.some((name) => of.test.startsWith(name)))
        expect(falsePositive).toBeLessThan(level / 2)
      else expect(Math.abs(falsePositive - level)).toBeLessThan(3 * error)
      expect(power).toBeGreaterThan(0.5)
    })
  },
)
