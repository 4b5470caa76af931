import { expect, it } from 'vitest'
import { OrderNumbers } from './order-numbers.ts'

it('tells of an order that was spoken of before its number was known, once', () => {
  const late: string[] = []
  const numbers = new OrderNumbers((clientId) => void late.push(clientId))
  numbers.note('1', 'a')
  expect(numbers.nameOf('1')).toBe('a')
  expect(numbers.nameOf('2')).toBeUndefined()
  numbers.note('2', 'b')
  numbers.note('2', 'b')
  expect(numbers.nameOf('2')).toBe('b')
  expect(late).toEqual(['b'])
})

it('forgets the oldest, and never grows without end', () => {
  const late: string[] = []
  const numbers = new OrderNumbers((clientId) => void late.push(clientId))
  for (let i = 0; i < 5_000; i += 1) numbers.nameOf(`unknown ${i}`)
  for (let i = 0; i < 5_000; i += 1) numbers.note(`${i}`, `name ${i}`)
  expect(numbers.nameOf('0')).toBeUndefined()
  expect(numbers.nameOf('4999')).toBe('name 4999')
  for (let i = 0; i < 5_000; i += 1) numbers.note(`unknown ${i}`, 'late')
  expect(late).toHaveLength(4_095)
})
