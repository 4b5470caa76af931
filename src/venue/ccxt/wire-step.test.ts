import { expect, it } from 'vitest'
import { wireStep } from './wire-step.ts'

const tickSize = 4
const places = 2

it('writes a step or a count of decimals as decimal text', () => {
  expect(wireStep(0.1, tickSize)).toBe('0.1')
  expect(wireStep(1e-8, tickSize)).toBe('0.00000001')
  expect(wireStep(5, tickSize)).toBe('5')
  expect(wireStep(2, places)).toBe('0.01')
  expect(wireStep(0, places)).toBe('1')
})

it('keeps no amount finer than 1e-8', () => {
  expect(wireStep(1e-10, tickSize)).toBe('0.00000001')
  expect(wireStep(12, places)).toBe('0.00000001')
})

it('declines what is no step', () => {
  const wrong = [undefined, '0.1', Number.NaN, -1]
  expect([...wrong, 0].map((value) => wireStep(value, tickSize))).toEqual(Array(5).fill(undefined))
  expect([...wrong, 0.5].map((value) => wireStep(value, places))).toEqual(Array(5).fill(undefined))
  expect(wireStep(0.1, 99)).toBeUndefined()
})
