import { expect, it } from 'vitest'
import { price, quantity } from '../../domain/index.ts'
import type { VenueOrder } from '../../execution/index.ts'
import { ToldEnds } from './told-ends.ts'

const end: VenueOrder = {
  status: 'canceled',
  filled: 0,
  fills: [],
  quantity: quantity(0),
  price: price(0),
}

it('an end is told once, of an order that is being taken back and has one name', () => {
  const ends = new ToldEnds()
  expect(ends.tell('a', end)).toBe(false)
  expect(ends.take(['a'])).toBeUndefined()
  ends.expect('a')
  expect(ends.take(['a'])).toBeUndefined()
  expect(ends.tell('a', end)).toBe(true)
  ends.expect('a')
  expect(ends.take(['a', 'b'])).toBeUndefined()
  expect(ends.take([])).toBeUndefined()
  expect([ends.take(['a']), ends.take(['a'])]).toEqual([end, undefined])
  expect(ends.tell('a', end)).toBe(false)
})

it('the oldest names are forgotten', () => {
  const ends = new ToldEnds()
  for (let i = 0; i <= 1_024; i += 1) ends.expect(`${i}`)
  expect([ends.tell('0', end), ends.tell('1', end)]).toEqual([false, true])
})
