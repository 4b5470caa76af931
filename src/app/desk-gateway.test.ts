import { expect, it } from 'vitest'
import { headerOfTest } from '../../test/house/live-history.ts'
import { micros, orderId, type OrderIntent, price, quantity } from '../domain/index.ts'
import { parseHeader } from '../engine/index.ts'
import type { VenueRequest } from '../execution/index.ts'
import {
  type Approved,
  breakerDefaults,
  checkOrder,
  defaultLimits,
  RiskBook,
} from '../risk/index.ts'
import { gatewayOf } from './desk-gateway.ts'

/** A purchase of so many lots of 10 each, let out by a risk that believes it is deep short. */
function bought(id: number, lots: number): Approved<OrderIntent> {
  const order: OrderIntent = {
    orderId: orderId(id),
    instrument: 0,
    side: 'buy',
    type: 'market',
    role: 'entry',
    quantity: quantity(lots),
    price: price(0),
    arrival: price(1_000_000),
    isReduceOnly: false,
    ts: micros(1),
  }
  const verdict = checkOrder(order, new RiskBook(defaultLimits, Float64Array.of(-1e15)))
  if (!verdict.ok) throw new Error(verdict.limit)
  return verdict.approved
}

it('gives a desk of a distant venue a last count, twice as wide as its hard caps', () => {
  const caps = { ordersPerSecond: 50, notionalPerMinute: 1, notionalPerDay: 100 }
  const guard = { breakers: { ...breakerDefaults }, caps, hasStandings: true, hasTiers: true }
  const before = headerOfTest('rehearsal:kraken') as object
  const json = { ...before, guard, limits: { ...defaultLimits }, cash: '100000000000' }
  const header = parseHeader(json)
  if (!header.ok) throw new Error(header.error)
  const asked: VenueRequest['kind'][] = []
  const gateway = gatewayOf(header.value, { send: (_ticket, { kind }) => void asked.push(kind) })
  gateway.goLive(micros(1))
  asked.length = 0
  // A desk of 1,000: 2,000 a minute are let out, and not 10 more.
  gateway.submit(bought(1, 200))
  gateway.submit(bought(2, 1))
  expect(asked).toEqual(['place', 'look-up'])
})
