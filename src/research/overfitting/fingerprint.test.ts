import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fingerprintOf, readFingerprint } from './fingerprint.ts'

it('keeps returns to a thirtieth of the largest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 200 }),
      (returns) => {
        const largest = Math.max(...returns.map(Math.abs)) || 1
        const read = readFingerprint(fingerprintOf(returns)) ?? []
        expect(read).toHaveLength(returns.length)
        returns.forEach((value, i) =>
          expect(Math.abs((read[i] as number) - (31 * value) / largest)).toBeLessThanOrEqual(0.5),
        )
      },
    ),
  )
})

it.each(['', 'not one!', 'x'.repeat(1_001)])('does not read %o', (text) => {
  expect(readFingerprint(text)).toBeUndefined()
})
