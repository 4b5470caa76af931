import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nearest } from './nearest.ts'

it('finds the word that was meant', () => {
  expect(nearest('bakctest', ['data', 'backtest', 'bench'])).toBe('backtest')
  expect(nearest('dat', ['data', 'doctor'])).toBe('data')
  expect(nearest('DOCTER', ['data', 'doctor'])).toBe('doctor')
})

it('says nothing when nothing is near', () => {
  expect(nearest('zebra', ['data', 'backtest', 'bench'])).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
})

it('finds an exact match among anything', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (others, word) => {
      expect(nearest(word, [...others, word])?.toLowerCase()).toBe(word.toLowerCase())
    }),
  )
})
