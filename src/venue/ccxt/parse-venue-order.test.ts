import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
import { instrument, type InstrumentId } from '../../domain/index.ts'
import { parseToldOrder } from './parse-venue-order.ts'

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00001')
const btc = defined(made.ok ? made.value : undefined, 'an instrument')
const name = '0000000000c0ffee0000000000070000'

const order = { id: 'O1', clientOrderId: name, status: 'open', filled: 0.001, trades: [] }
describe('an order a venue tells of', () => {
  it('is taken in lots, under our name of it', () => {
    expect(parseToldOrder(order, btc, undefined)).toEqual({
      ok: true,
      value: {
        ...{ number: 'O1', clientId: name, status: 'open', filled: 100, trades: [] },
        ...{ quantity: 0, price: 0 },
      },
    })
  })

  it('has its name in a raw field where ccxt does not read it', () => {
    const info = { cl_ord_id: '00000000-00c0-ffee-0000-000000070000' }
    const told = { ...order, clientOrderId: '0', info, trades: [{ id: 'T1' }, { id: 'T2' }, 7] }
    expect(parseToldOrder(told, btc, 'cl_ord_id')).toMatchObject({
      value: { clientId: name, trades: ['T1', 'T2'] },
    })
    expect(parseToldOrder(told, btc, undefined)).toMatchObject({ value: { clientId: undefined } })
  })

  it.each([
    [{ id: undefined }, 'BTC-USD.KRAKEN: an order without a number'],
    [{ status: 'lost' }, 'BTC-USD.KRAKEN: lost is no state of an order'],
    [{ status: undefined }, 'BTC-USD.KRAKEN: nothing is no state of an order'],
    [{ filled: Number.NaN }, 'BTC-USD.KRAKEN: amount: NaN is no amount'],
    [{ filled: -1 }, 'BTC-USD.KRAKEN: amount: -1 is below 0'],
    [{ filled: '1e-3' }, "BTC-USD.KRAKEN: amount: '1e-3' is no plain decimal"],
    [{ filled: undefined }, 'BTC-USD.KRAKEN: amount: nothing is no amount'],
  ])('with %o is declined', (more, error) => {
    expect(parseToldOrder({ ...order, ...more }, btc, undefined)).toEqual({ ok: false, error })
  })
})

it('whatever a venue tells, nothing is thrown', () => {
  const oneOf = (good: unknown): fc.Arbitrary<unknown> => fc.oneof(fc.constant(good), fc.anything())
  const wire = fc.oneof(
    fc.anything(),
    fc.record(Object.fromEntries(Object.entries(order).map(([key, good]) => [key, oneOf(good)]))),
  )
  fc.assert(
    fc.property(wire, (told) => {
      parseToldOrder(told, btc, 'cl_ord_id')
    }),
    { seed: 4, numRuns: 2_000 },
  )
})
