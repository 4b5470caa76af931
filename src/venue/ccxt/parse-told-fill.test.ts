import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toldFill as fill } from '../../../test/conformance/told-fill.ts'
import { defined } from '../../base/index.ts'
import { instrument, type InstrumentId, notional } from '../../domain/index.ts'
import { type FillTerms, parseToldFill, type ToldFill } from './parse-told-fill.ts'

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00001')
const btc = defined(made.ok ? made.value : undefined, 'an instrument')

const terms: FillTerms = {
  tick: '0.1',
  priceOf: (currency) => (currency === 'BNB' ? '612.3' : undefined),
  takerPpm: 2_600,
  tradeName: /^T\d+$/,
}

function told(more: object, of: Partial<FillTerms> = {}): ToldFill {
  const read = parseToldFill({ ...fill, ...more }, btc, { ...terms, ...of })
  if (!read.ok) throw new Error(read.error)
  return read.value
}

function feeOf(more: object): { readonly fee: bigint; readonly notice: string | undefined } {
  const { fill: of, notice } = told(more)
  return { fee: of.fee, notice }
}

describe('a fill a venue tells of', () => {
  it('is taken in ticks, lots, minor units and microseconds', () => {
    expect(parseToldFill(fill, btc, terms)).toEqual({
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
        unpriced: [],
      },
    })
  })

  it('may cost some of what was bought, which is told as it is', () => {
    expect(told({ fee: { cost: '0.000001', currency: 'BTC' } })).toMatchObject({
      fill: { fee: 0n, taken: 100n },
      notice: undefined,
    })
  })

  it('may bring a rebate, and have a fee in parts', () => {
    expect(feeOf({ fee: { cost: -0.01, currency: 'USD' } }).fee).toBe(-1_000_000n)
    const fees = [
      { cost: 0.01, currency: 'USD' },
      { cost: 0.000001, currency: 'BTC' },
    ]
    expect(told({ fees }).fill).toMatchObject({ fee: 1_000_000n, taken: 100n })
  })

  it('with a fee in a third currency costs what that is worth, rounded against us', () => {
    // 0.0001 x 612.3 USD.
    expect(feeOf({ fee: { cost: 0.0001, currency: 'BNB' } })).toEqual({
      fee: 6_123_000n,
      notice: undefined,
    })
    expect(feeOf({ fee: { cost: '0.00000000333', currency: 'BNB' } }).fee).toBe(204n)
    expect(feeOf({ fee: { cost: -0.00001, currency: 'BNB' } }).fee).toBe(-612_300n)
    expect(feeOf({ fee: { cost: 0, currency: 'XYZ' } }).notice).toBeUndefined()
    expect(told({ fee: { cost: 0.0001, currency: 'XYZ' } })).toMatchObject({
      fill: { fee: 0n },
      notice:
        'BTC-USD.KRAKEN: fill T1 cost 0.0001 XYZ, which has no price in USD and is not booked',
      unpriced: ['XYZ'],
    })
  })

  it('whose fee is not told costs what the account pays as a taker, and that is said', () => {
    expect(feeOf({ fee: undefined })).toEqual({
      fee: 7_800_000n,
      notice: 'BTC-USD.KRAKEN: the fee of fill T1 is not told; 0.26 % is booked',
    })
  })

  it('whose fee is not told is declined where fees always are', () => {
    const told = { ...fill, fee: undefined }
    expect(parseToldFill(told, btc, { ...terms, takerPpm: undefined })).toEqual({
      ok: false,
      error: 'BTC-USD.KRAKEN: the fee of fill T1: nothing is no amount',
    })
  })

  it.each([
    [{ cost: '1e-3', currency: 'USD' }, "'1e-3' is no plain decimal"],
    [{ cost: Number.POSITIVE_INFINITY, currency: 'USD' }, 'Infinity is no amount'],
    [{ cost: {}, currency: 'USD' }, 'a value of type object is no amount'],
    [{ cost: -0.04, currency: 'USD' }, 'the rebate of fill T1 is more than a thousandth of it'],
    [{ cost: 2, currency: 'USD' }, 'is more than a twentieth of it'],
  ])('with the fee %o is declined', (fee, error) => {
    expect(parseToldFill({ ...fill, fee }, btc, terms)).toMatchObject({
      ok: false,
      error: expect.stringContaining(error),
    })
  })

  it('in the base currency is what was taken, rounded up to a minor unit', () => {
    const lots = fc.integer({ min: 1_000, max: 100_000_000 })
    const ticks = fc.integer({ min: 10_000, max: 1_000_000 })
    fc.assert(
      fc.property(lots, ticks, fc.integer({ min: 0, max: 10_000 }), (amount, at, ppm) => {
        // The fee in units of 10^-11 coins, the price in tenths.
        const cost = BigInt(amount) * BigInt(ppm)
        const wire = {
          amount: amount / 100_000,
          price: at / 10,
          fee: { cost: `${cost / 10n ** 11n}.${String(cost % 10n ** 11n).padStart(11, '0')}` },
        }
        const { fee, taken = 0n } = told({ ...wire, fee: { ...wire.fee, currency: 'BTC' } }).fill
        expect(fee).toBe(0n)
        expect(taken).toBe((cost + 999n) / 1_000n)
      }),
      { seed: 5, numRuns: 500 },
    )
  })

  it('at a price finer than our ticks is booked at the worse tick, and its fee makes that good', () => {
    const finer = { tick: '0.001' }
    const cash = (side: 'buy' | 'sell', at: number): bigint => {
      const {
        price: ticks,
        quantity: lots,
        fee,
      } = told({ side, price: at, fee: { cost: 0, currency: 'USD' } }, finer).fill
      const worth = notional(btc, ticks, lots, side === 'buy' ? 'ceil' : 'floor')
      return side === 'buy' ? -worth - fee : worth - fee
    }
    expect(told({ side: 'buy', price: 30_000.033 }, finer).fill.price).toBe(300_001)
    expect(told({ side: 'sell', price: 30_000.033 }, finer).fill.price).toBe(300_000)
    expect(cash('buy', 30_000.033)).toBe(-3_000_003_300n)
    expect(cash('sell', 30_000.033)).toBe(3_000_003_300n)
    expect(parseToldFill({ ...fill, price: 30_000.0333 }, btc, { ...terms, ...finer }).ok).toBe(
      false,
    )
  })

  it.each([
    [{ id: '' }, 'a fill without a name'],
    [{ id: '-1' }, "'-1' is no name of a fill"],
    [{ price: Number.NaN }, 'price: NaN is no amount'],
    [{ price: -1 }, 'price: -1 is not above 0'],
    [{ price: 30_000.05 }, 'price: 30000.05 is no multiple of 0.1'],
    [{ amount: '1e-3' }, "amount: '1e-3' is no plain decimal"],
    [{ amount: 0 }, 'fill T1 of nothing'],
    [{ timestamp: undefined }, 'fill T1 has no time'],
    [{ timestamp: Number.NaN }, 'fill T1 has no time'],
    [{ timestamp: -5 }, 'fill T1 has no time'],
  ])('with %o is declined', (more, error) => {
    expect(parseToldFill({ ...fill, ...more }, btc, terms)).toEqual({
      ok: false,
      error: `BTC-USD.KRAKEN: ${error}`,
    })
  })
})

it('whatever a venue tells of a fill, nothing is thrown', () => {
  const oneOf = (good: unknown): fc.Arbitrary<unknown> => fc.oneof(fc.constant(good), fc.anything())
  const wire = fc.oneof(
    fc.anything(),
    fc.record(Object.fromEntries(Object.entries(fill).map(([key, good]) => [key, oneOf(good)]))),
  )
  fc.assert(
    fc.property(wire, fc.constantFrom('0.1', '0.001', '7'), (of, tick) => {
      parseToldFill(of, btc, { ...terms, tick })
    }),
    { seed: 4, numRuns: 2_000 },
  )
})
