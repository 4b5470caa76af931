import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mostThat } from './most-that.ts'

it('finds the largest that fits, and looks at few', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (most, limit) => {
      let asked = 0
      const found = mostThat(most, (count) => {
        asked += 1
        return count <= limit
      })
      expect(found).toBe(Math.min(most, limit))
      expect(asked).toBeLessThan(56)
    }),
  )
})
