import { expect, it } from 'vitest'
import type { Figure } from './figure.ts'
import { meetsGoal } from './meets-goal.ts'

const figure: Figure = {
  name: 'a',
  asked: '',
  value: 12,
  unit: 'us',
  ratio: 0.5,
  status: 'measured',
}

it.each([
  ['<= 12 us', true],
  ['< 12 us', false],
  ['>= 5,000 accepted a second', false],
  ['ratio >= 0.5', true],
  ['<= 20 us and ratio >= 0.6', false],
  ['> 10 us and ratio > 0.4', true],
  ['<= 20 us p99, >= 400 queries/s', true],
  ['<= 20 us, < 11 us', false],
  ['no slope', undefined],
  ['', undefined],
])('reads %s', (asked, meets) => {
  expect(meetsGoal({ ...figure, asked })).toBe(meets)
})

it('calls nothing met that is wrong, or too noisy to tell', () => {
  const asked = '<= 100 us'
  expect(meetsGoal({ ...figure, asked, status: 'failed', value: null })).toBe(false)
  expect(meetsGoal({ ...figure, asked, status: 'inconclusive' })).toBeUndefined()
  expect(meetsGoal({ ...figure, asked: 'ratio >= 1', ratio: null })).toBe(false)
})
