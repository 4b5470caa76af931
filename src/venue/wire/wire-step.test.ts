import fc from 'fast-check'
import { expect, it } from 'vitest'
import { multipleOf, stepsOfText, textOfMinor, textOfSteps, wireStep } from './wire-step.ts'

it('reads what it wrote, at any step', () => {
  const steps = fc.integer({ min: 0, max: 9_007_199_254_740 })
  const step = fc.constantFrom('1', '0.1', '0.05', '0.00001', '0.00000001', '25')
  fc.assert(
    fc.property(steps, step, (count, text) => {
      const grid = wireStep(text)
      expect(stepsOfText(textOfSteps(count, grid), grid)).toEqual({ ok: true, value: count })
      expect(stepsOfText(textOfSteps(count, grid, 12), grid)).toEqual({ ok: true, value: count })
    }),
  )
})

it('says what is wrong with a number', () => {
  const grid = wireStep('0.05')
  const why = (text: string): unknown => {
    const read = stepsOfText(text, grid)
    return read.ok ? read.value : read.error
  }
  expect(['1.05', '1.050', '0', '1.01', '1.001'].map(why)).toEqual([
    ...[21, 21, 0, 'off-grid', 'off-grid'],
  ])
  expect(['', '-1', '+1', '1e3', ' 1', '1.', '.5', 'NaN', '1'.repeat(99)].map(why)).toEqual(
    Array(9).fill('malformed'),
  )
  expect(why('999999999999999999')).toBe('too-large')
})

it('knows coarser steps', () => {
  const step = (text: string, count: number): string => multipleOf(wireStep(text), count).text
  expect([step('0.1', 10), step('0.00001', 100), step('0.1', 5), step('25', 10)]).toEqual([
    ...['1', '0.001', '0.5', '250'],
  ])
  expect(stepsOfText('1.5', wireStep('0.1'), 5)).toEqual({ ok: true, value: 15 })
  expect(stepsOfText('1.6', wireStep('0.1'), 5)).toEqual({ ok: false, error: 'off-grid' })
})

it('writes money and padded steps digit by digit', () => {
  expect(textOfMinor(-1_50000000n)).toBe('-1.50000000')
  expect(textOfSteps(7, wireStep('0.1'), 8)).toBe('0.70000000')
  expect(textOfSteps(7, wireStep('1'), 2)).toBe('7.00')
  expect(textOfSteps(7, wireStep('1'))).toBe('7')
})
