import { expect, it } from 'vitest'
import { micros, price, quantity } from '../../domain/index.ts'
import { unitedOrder } from './united-order.ts'
import type { VenueFill, VenueOrder, VenueStatus } from './venue-link.ts'

function fill(trade: string, lots: number): VenueFill {
  const [at, ts] = [price(100), micros(1)]
  return { trade, price: at, quantity: quantity(lots), fee: 0n, liquidity: 'taker', ts }
}

function order(name: string, status: VenueStatus, ...fills: readonly VenueFill[]): VenueOrder {
  const filled = fills.reduce((sum, each) => sum + each.quantity, 0)
  return { name, status, filled, fills, quantity: quantity(9), price: price(100) }
}

it('is what the last of its names is, with the fills of all', () => {
  const first = order('first', 'canceled', fill('a', 2))
  const last = order('last', 'open', fill('b', 3), fill('c', 1))
  const united = unitedOrder([first, last])
  expect(united).toMatchObject({ name: 'last', status: 'open', filled: 6 })
  expect(united?.fills.map(({ trade }) => trade)).toEqual(['a', 'b', 'c'])
})

it('is the one that was found, or none', () => {
  const only = order('only', 'filled', fill('a', 2))
  expect(unitedOrder([only])).toBe(only)
  expect(unitedOrder([])).toBeUndefined()
})
