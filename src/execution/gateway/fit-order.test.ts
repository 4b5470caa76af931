import fc from 'fast-check'
import { expect, it } from 'vitest'
import { micros, type OrderIntent, orderId, price, quantity } from '../../domain/index.ts'
import { fitOrder } from './fit-order.ts'

const steps = fc.record({
  tickStep: fc.constantFrom(1, 2, 5, 10, 100),
  lotStep: fc.constantFrom(1, 10, 100),
  lotsMin: fc.integer({ min: 1, max: 500 }),
})
const orders: fc.Arbitrary<OrderIntent> = fc.record({
  orderId: fc.constant(orderId(1)),
  instrument: fc.constant(0),
  side: fc.constantFrom('buy', 'sell'),
  type: fc.constantFrom('market', 'limit', 'stop'),
  role: fc.constantFrom('entry', 'stop'),
  quantity: fc.integer({ min: 1, max: 10_000 }).map(quantity),
  price: fc.integer({ min: 1, max: 1_000_000 }).map(price),
  arrival: fc.constant(price(1)),
  isReduceOnly: fc.boolean(),
  ts: fc.constant(micros(0)),
})

it('asks for no more, at no worse a limit, and stops no later', () => {
  fc.assert(
    fc.property(orders, steps, (order, on) => {
      const fitted = fitOrder(order, on)
      const whole = Math.floor(order.quantity / on.lotStep) * on.lotStep
      if (fitted === undefined) {
        expect(whole).toBeLessThan(Math.max(1, on.lotsMin))
        return
      }
      expect(fitted.quantity).toBe(whole)
      expect(whole).toBeGreaterThanOrEqual(Math.max(1, on.lotsMin))
      if (order.type === 'market') {
        expect(fitted.price).toBe(order.price)
        return
      }
      expect(fitted.price % on.tickStep).toBe(0)
      expect(Math.abs(fitted.price - order.price)).toBeLessThan(on.tickStep)
      if (order.side === 'sell') expect(fitted.price).toBeGreaterThanOrEqual(order.price)
      else if (order.price >= on.tickStep) expect(fitted.price).toBeLessThanOrEqual(order.price)
    }),
    { seed: 7, numRuns: 2_000 },
  )
})

it('asks for nothing less than a step, at a venue that names no smallest size', () => {
  const [order] = fc.sample(orders, { seed: 1, numRuns: 1 })
  if (order === undefined) throw new Error('none')
  const lots = [9, 10].map((each) => {
    const on = { tickStep: 1, lotStep: 10, lotsMin: 0 }
    return fitOrder({ ...order, quantity: quantity(each) }, on)?.quantity
  })
  expect(lots).toEqual([undefined, 10])
})
