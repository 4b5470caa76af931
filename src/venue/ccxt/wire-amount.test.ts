import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined, formatDecimal } from '../../base/index.ts'
import { instrument, type InstrumentId } from '../../domain/index.ts'
import { lotsWithin, wireLots, wireMoney, wirePrice, wireWorth } from './wire-amount.ts'

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.5', '0.00000001')
const btc = defined(made.ok ? made.value : undefined, 'an instrument')

describe('an amount of a venue', () => {
  it('is whole steps of its grid, whether it comes as text or as a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.boolean(), (steps, isText) => {
        const text = formatDecimal(BigInt(steps), 8)
        expect(wireLots(isText ? text : Number(text), btc)).toEqual({ ok: true, value: steps })
        const half = formatDecimal(BigInt(steps) * 5n, 1)
        expect(wirePrice(isText ? half : Number(half), btc)).toEqual({ ok: true, value: steps })
      }),
      { seed: 1 },
    )
  })

  it.each([
    [Number.NaN, 'NaN is no amount'],
    [Number.POSITIVE_INFINITY, 'Infinity is no amount'],
    ['1e-3', "'1e-3' is no plain decimal"],
    ['1E5', "'1E5' is no plain decimal"],
    ['0x10', "'0x10' is no plain decimal"],
    ['', "'' is no plain decimal"],
    [' 1', "' 1' is no plain decimal"],
    [1e30, '1e+30 cannot be kept exactly'],
    [-1, '-1 is below 0'],
    ['-0.5', '-0.5 is below 0'],
    ['0.000000001', '0.000000001 is no multiple of 0.00000001'],
    ['99999999999', '99999999999 is too much to count'],
    [undefined, 'nothing is no amount'],
    [{}, 'a value of type object is no amount'],
  ])('%s is declined with a sentence', (wire, sentence) => {
    const lots = wireLots(wire, btc)
    expect(lots.ok ? lots.value : lots.error).toBe(`BTC-USD.KRAKEN: amount: ${sentence}`)
  })

  it('is read where a number is so small that it is written in scientific notation', () => {
    expect(wireLots(1e-8, btc)).toEqual({ ok: true, value: 1 })
  })

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (wire) => {
        for (const read of [wireLots(wire, btc), wirePrice(wire, btc), wireMoney(wire)])
          if (!read.ok) expect(read.error).not.toBe('')
      }),
      { seed: 1 },
    )
  })
})

it('has so many whole lots in it, and none where it is no amount', () => {
  const most = [0.5, '0.000000019', 0, -1, 'NaN', undefined, '1e3'].map((w) => lotsWithin(w, btc))
  expect(most).toEqual([50_000_000, 1, 0, 0, 0, 0, 0])
})

describe('a price of a venue', () => {
  it('is above 0 and on the grid', () => {
    expect(wirePrice('0.0', btc).ok).toBe(false)
    expect(wirePrice('-1', btc).ok).toBe(false)
    expect(wirePrice('100.3', btc)).toEqual({
      ok: false,
      error: 'BTC-USD.KRAKEN: price: 100.3 is no multiple of 0.5',
    })
  })
})

describe('money of a venue', () => {
  it('is minor units, rounded against us', () => {
    expect(wireMoney('1.000000001')).toEqual({ ok: true, value: 1_00000001n })
    expect(wireMoney('-1.000000001')).toEqual({ ok: true, value: -1_00000000n })
    expect(wireMoney(0)).toEqual({ ok: true, value: 0n })
    expect(wireMoney('1e3').ok).toBe(false)
  })

  it('is worth so much in the quote currency', () => {
    expect(wireWorth('0.001', 30_000)).toEqual({ ok: true, value: 30_00000000n })
    expect(wireWorth('0.00000001', '0.5')).toEqual({ ok: true, value: 1n })
    expect(wireWorth('0.001', Number.NaN).ok).toBe(false)
  })
})
