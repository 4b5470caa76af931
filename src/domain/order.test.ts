import { expect, it } from 'vitest'
import { orderId } from './order.ts'

it('counts orders from nothing, in whole numbers', () => {
  expect(orderId(0)).toBe(0)
  for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53])
    expect(() => orderId(wrong)).toThrow(/an order id is a count/)
})
