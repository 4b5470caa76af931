import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { first } from './first.ts'

it('has by default the numbers that its summary and docs/strategy.md say', () => {
  const { fast, slow, rsi, volume } = first.parameters
  const numbers = [fast, slow, rsi, volume].map((each) => each?.default)
  expect(numbers).toEqual([9, 21, 14, 1.2])
  expect(first.summary).toContain('EMA 9 above 21 with RSI 14 and volume of 1.2 times the usual')
  const paper = readFileSync('docs/strategy.md', 'utf8').replaceAll(/\s+/g, ' ')
  expect(paper).toContain('EMA 9 above 21, RSI 14, volume of 1.2 times the usual')
})
