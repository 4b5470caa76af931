import { expect, it } from 'vitest'
import { judgeBook, judgePrice } from './book-shape.ts'

it.each([
  ['crossed', 101, 100],
  ['locked', 100, 100],
  ['without bids', Number.NaN, 100],
  ['without asks', 100, Number.NaN],
  ['empty', Number.NaN, Number.NaN],
])('a book that is %s is trouble', (_, bid, ask) => {
  expect(judgeBook(bid, ask).level).toBe('trouble')
})

it.each([
  ['bids', Number.NaN, 100],
  ['asks', 100, Number.NaN],
  ['either', Number.NaN, Number.NaN],
])('a book without %s has no spread to tell of', (_, bid, ask) => {
  expect(judgeBook(bid, ask)).toEqual({ level: 'trouble', was: 0, max: -1 })
})

it('a book that bids less than it asks is well', () => {
  expect(judgeBook(99, 100)).toEqual({ level: 'well', was: -1, max: -1 })
})

it.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY, 1e18, 1e-18])('%d is no price', (price) => {
  expect(judgePrice(price).level).toBe('trouble')
})

it.each([1e-8, 1, 60_000, 1e9])('%d is a price', (price) => {
  expect(judgePrice(price).level).toBe('well')
})
