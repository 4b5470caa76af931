import { expect, it } from 'vitest'
import { clientOrderId, micros, type OrderIntent } from '../../domain/index.ts'
import { orderId, price, quantity } from '../../domain/index.ts'
import { orderNamed, type VenueRequest } from './venue-link.ts'

const nameOf = (attempt: number): string => clientOrderId(7n, orderId(3), attempt)
const order: OrderIntent = {
  ...{ orderId: orderId(3), instrument: 0, side: 'buy', type: 'limit', role: 'entry' },
  ...{ quantity: quantity(10), price: price(100), arrival: price(100), isReduceOnly: false },
  ts: micros(1),
}

it('knows which order a request is about by its first name, whatever it is called by now', () => {
  const about: readonly VenueRequest[] = [
    { kind: 'place', clientId: nameOf(0), order },
    { kind: 'cancel', clientId: nameOf(2), instrument: 0 },
    { kind: 'amend', clientId: nameOf(2), next: nameOf(3), order },
    { kind: 'look-up', names: [nameOf(1)], instrument: 0 },
  ]
  expect(about.map(orderNamed)).toEqual(about.map(() => nameOf(0)))
})

it('knows which requests are about no order', () => {
  const none: readonly VenueRequest[] = [
    { kind: 'account' },
    { kind: 'dead-man', us: 5 },
    { kind: 'look-up', names: [], instrument: 0 },
  ]
  expect(none.map(orderNamed)).toEqual([undefined, undefined, undefined])
})
