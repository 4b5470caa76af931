import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assert } from '../../base/index.ts'
import {
  type DeskEvent,
  type Instrument,
  type InstrumentId,
  instrument,
  micros,
  type OrderFilled,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../../domain/index.ts'
import { Ledger } from '../ledger.ts'
import { lotMethods } from './lot-method.ts'
import { LotTrail } from './lot-trail.ts'
import { reconcileLots } from './reconcile-lots.ts'

function made(id: string, tick: string, lot: string): Instrument {
  const parsed = instrument(id as InstrumentId, tick, lot)
  assert(parsed.ok, id)
  return parsed.value
}

// Ticks and lots so fine that notionals of the second are rounded.
const instruments = [made('BTC-USD.SIM', '0.01', '0.0001'), made('A-USD.SIM', '0.000001', '0.001')]

const drawn = fc.record({
  instrument: fc.nat(1),
  isBuy: fc.boolean(),
  lots: fc.integer({ min: 1, max: 50 }),
  ticks: fc.integer({ min: 1, max: 5_000_000 }),
  fee: fc.bigInt({ min: -(10n ** 6n), max: 10n ** 8n }),
  taken: fc.bigInt({ min: 0n, max: 30_000n }),
  minutes: fc.integer({ min: -5, max: 90 }),
})

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

/** Each drawn fill as an order that is sent and filled; some fills are told late. */
function eventsOf(fills: readonly Drawn[]): readonly DeskEvent[] {
  let ts = micros(1_700_000_000_000_000)
  return fills.flatMap((fill, i): readonly DeskEvent[] => {
    const { lots, ticks, isBuy, fee, taken } = fill
    ts = micros(ts + fill.minutes * 60_000_000)
    const id = orderId(i + 1)
    const order: OrderIntent = {
      ...{ orderId: id, instrument: fill.instrument, quantity: quantity(lots), price: price(0) },
      side: isBuy ? 'buy' : 'sell',
      type: 'market',
      role: 'entry',
      ...{ arrival: price(ticks), isReduceOnly: false, ts },
    }
    const filled: OrderFilled = {
      kind: 'order-filled',
      liquidity: 'taker',
      ...{ orderId: id, tsEvent: ts, tsInit: ts, fill: 1, trade: '' },
      ...{ price: price(ticks), quantity: quantity(lots), fee },
      // No more is kept than was bought.
      ...(isBuy && lots > 3 ? { taken } : {}),
    }
    return [{ kind: 'submit', order }, filled]
  })
}

function trailOf(method: (typeof lotMethods)[number], events: readonly DeskEvent[]): LotTrail {
  const trail = new LotTrail(instruments, method)
  for (const event of events) trail.onEvent(event)
  return trail
}

describe('lots against the ledger that booked the same fills', () => {
  it('are even to the last unit by every method, and by average realise the same', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 40 }), (fills) => {
        const events = eventsOf(fills)
        for (const method of lotMethods) {
          const trail = trailOf(method, events)
          const rows = trail.reconcile()
          expect(rows.every(({ isEven }) => isEven)).toBe(true)
          for (const row of rows) {
            const isSame = row.lotsRealised === row.ledgerRealised
            if (method === 'average' || row.lotsHeld === 0) expect(isSame).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are not even with books of other fills, each figure told apart', () => {
    const fill = { instrument: 0, isBuy: true, lots: 10, ticks: 4_000_000, fee: 5n, taken: 0n }
    const events = eventsOf([
      { ...fill, minutes: 1 },
      { ...fill, lots: 4, isBuy: false, minutes: 1 },
    ])
    const { book, disposals } = trailOf('fifo', events)
    const even = (change: (ledger: Ledger) => void, rebates = [0n, 0n]): readonly boolean[] => {
      const ledger = new Ledger(instruments)
      ledger.fill(0, 'buy', 4_000_000, 10, 5n)
      ledger.fill(0, 'sell', 4_000_000, 4, 5n)
      change(ledger)
      return reconcileLots(book, ledger, { disposals, rebates }).map(({ isEven }) => isEven)
    }
    expect(even(() => {})).toEqual([true, true])
    expect(even((ledger) => ledger.fill(0, 'buy', 1, 1, 0n))).toEqual([false, true])
    expect(even((ledger) => ledger.fill(1, 'buy', 1, 1, 0n))).toEqual([true, false])
    expect(even(() => {}, [1n, 0n])).toEqual([false, true])
    expect(even((ledger) => ledger.positions.fill(0, 1, 0n, 1n))).toEqual([false, true])
  })

  it('books a rebate as income, and never before what was booked already', () => {
    const fill = { instrument: 0, isBuy: true, lots: 10, ticks: 4_000_000, taken: 0n }
    const trail = trailOf(
      'fifo',
      eventsOf([
        { ...fill, fee: -7n, minutes: 10 },
        { ...fill, isBuy: false, fee: 3n, minutes: -10 },
      ]),
    )
    expect(trail.rebates.map(({ amount }) => amount)).toEqual([7n])
    expect(trail.disposals).toMatchObject([{ fees: 3n, gain: -3n }])
    expect(trail.disposals[0]?.closedTs).toBe(trail.disposals[0]?.openedTs)
  })
})
