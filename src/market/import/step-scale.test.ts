import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDecimal } from '../../base/index.ts'
import { StepScale, shiftPlaces } from './step-scale.ts'

/** Counts decimals the way a reader does: kept in a column that is rescaled when the step moves. */
function counted(values: readonly (readonly [digits: number, scale: number])[], isCut = false) {
  const column = new Float64Array(values.length)
  let length = 0
  const scale = new StepScale(undefined, (places) => shiftPlaces(column, length, places))
  for (const [digits, places] of values) {
    const steps = isCut ? scale.stepsCut(digits, places) : scale.steps(digits, places)
    if (typeof steps !== 'number') return undefined
    column[length] = steps
    length += 1
  }
  return { column, step: scale.step, scale: scale.scale }
}

const decimal = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.nat({ max: 6 }))

it('finds the step on the way and counts every decimal exactly', () => {
  fc.assert(
    fc.property(fc.array(decimal, { minLength: 1 }), (values) => {
      const result = counted(values)
      expect(result).toBeDefined()
      for (const [i, [digits, places]] of values.entries())
        expect(result?.column[i]).toBe(digits * Number(`1e${(result?.scale ?? 0) - places}`))
      expect(result?.scale).toBe(Math.max(...values.map(([, places]) => places)))
    }),
  )
})

it('makes a volume step coarser rather than lose a large volume', () => {
  const mixed = counted(
    [
      [12_345_678, 8],
      [134_919_000, 0],
    ],
    true,
  )
  expect(mixed).toMatchObject({ step: '0.0000001' })
  expect([...(mixed?.column ?? [])]).toEqual([1_234_567, 1_349_190_000_000_000])
})

it('declines what a given step does not divide', () => {
  const scale = new StepScale('0.05', () => undefined)
  expect(scale.steps(115, 2)).toBe(23)
  expect(scale.steps(117, 2)).toBe('off-grid')
  expect(scale.steps(1155, 3)).toBe('off-grid')
  expect(scale.steps(Number.MAX_SAFE_INTEGER, 0)).toBe('too-large')
  expect(parseDecimal(scale.step, 2)).toBe(5n)
})
