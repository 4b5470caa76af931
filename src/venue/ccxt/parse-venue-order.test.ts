import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
import { instrument, type InstrumentId } from '../../domain/index.ts'
import { parseToldFill, parseToldOrder } from './parse-venue-order.ts'

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00001')
const btc = defined(made.ok ? made.value : undefined, 'an instrument')
const name = '0000000000c0ffee0000000000070000'

const order = { id: 'O1', clientOrderId: name, status: 'open', filled: 0.001, trades: [] }
const fill = {
  id: 'T1',
  order: 'O1',
  price: 30_000,
  amount: 0.001,
  takerOrMaker: 'maker',
  timestamp: 1_700_000_000_123,
  fee: { cost: 0.048, currency: 'USD' },
}

function toldFill(more: object): { readonly fee?: bigint; readonly notice?: string | undefined } {
  const told = parseToldFill({ ...fill, ...more }, btc)
  if (!told.ok) throw new Error(told.error)
  return { fee: told.value.fill.fee, notice: told.value.notice }
}

describe('an order a venue tells of', () => {
  it('is taken in lots, under our name of it', () => {
    expect(parseToldOrder(order, btc, undefined)).toEqual({
      ok: true,
      value: { number: 'O1', clientId: name, status: 'open', filled: 100, trades: [] },
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

describe('a fill a venue tells of', () => {
  it('is taken in ticks, lots, minor units and microseconds', () => {
    expect(parseToldFill(fill, btc)).toEqual({
      ok: true,
      value: {
        order: 'O1',
        fill: {
          trade: 'T1',
          price: 300_000,
          quantity: 100,
          fee: 4_800_000n,
          liquidity: 'maker',
          ts: 1_700_000_000_123_000,
        },
        notice: undefined,
      },
    })
  })

  it('may cost some of what was bought, which is worth so much', () => {
    expect(toldFill({ fee: { cost: '0.000001', currency: 'BTC' } })).toEqual({
      fee: 3_000_000n,
      notice: undefined,
    })
  })

  it('may bring a rebate, and have a fee in parts', () => {
    expect(toldFill({ fee: { cost: -0.01, currency: 'USD' } }).fee).toBe(-1_000_000n)
    const fees = [
      { cost: 0.01, currency: 'USD' },
      { cost: 0.000001, currency: 'BTC' },
    ]
    expect(toldFill({ fees }).fee).toBe(4_000_000n)
  })

  it('with a fee in a third currency, or none that can be read, is told and not guessed', () => {
    expect(toldFill({ fee: { cost: 0.0001, currency: 'BNB' } })).toEqual({
      fee: 0n,
      notice: 'BTC-USD.KRAKEN: fill T1 cost 0.0001 BNB, which is not booked',
    })
    expect(toldFill({ fee: undefined }).notice).toContain('the fee of fill T1 is not known')
    expect(toldFill({ fee: { cost: '1e-3', currency: 'USD' } }).notice).toContain("'1e-3'")
    expect(toldFill({ fee: { cost: 0, currency: 'BNB' } }).notice).toBeUndefined()
  })

  it.each([
    [{ id: '' }, 'a fill without a name'],
    [{ price: Number.NaN }, 'price: NaN is no amount'],
    [{ price: -1 }, 'price: -1 is not above 0'],
    [{ price: 30_000.05 }, 'price: 30000.05 is no multiple of 0.1'],
    [{ amount: '1e-3' }, "amount: '1e-3' is no plain decimal"],
    [{ amount: 0 }, 'fill T1 of nothing'],
    [{ timestamp: undefined }, 'fill T1 has no time'],
    [{ timestamp: Number.NaN }, 'fill T1 has no time'],
    [{ timestamp: -5 }, 'fill T1 has no time'],
  ])('with %o is declined', (more, error) => {
    expect(parseToldFill({ ...fill, ...more }, btc)).toEqual({
      ok: false,
      error: `BTC-USD.KRAKEN: ${error}`,
    })
  })
})

it('whatever a venue tells, nothing is thrown', () => {
  const oneOf = (good: unknown): fc.Arbitrary<unknown> => fc.oneof(fc.constant(good), fc.anything())
  const wire = fc.oneof(
    fc.anything(),
    fc.record(Object.fromEntries(Object.entries(fill).map(([key, good]) => [key, oneOf(good)]))),
    fc.record(Object.fromEntries(Object.entries(order).map(([key, good]) => [key, oneOf(good)]))),
  )
  fc.assert(
    fc.property(wire, (told) => {
      parseToldFill(told, btc)
      parseToldOrder(told, btc, 'cl_ord_id')
    }),
    { seed: 4, numRuns: 2_000 },
  )
})
