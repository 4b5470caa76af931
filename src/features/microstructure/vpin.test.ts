import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../quant/index.ts'
import { BulkVpin, TradeVpin } from './index.ts'

describe('VPIN', () => {
  it('of a hand case: buckets of 10, 6 bought in one and 9 in the next', () => {
    const vpin = new TradeVpin({ bucketVolume: 10, buckets: 2 })
    vpin.update(1, 6)
    vpin.update(-1, 4)
    expect(vpin.value).toBe(undefined)
    vpin.update(1, 9)
    vpin.update(-1, 1)
    expect(vpin.value).toBeCloseTo((2 + 8) / 20, 12)
    // 25 more bought: two buckets of one side, and half of a third.
    vpin.update(1, 25)
    expect(vpin.value).toBe(1)
  })

  it('of volume that spans more buckets than are kept is that of the last', () => {
    const long = new TradeVpin({ bucketVolume: 1, buckets: 3 })
    long.update(0, 1e12 + 0.5)
    expect(long.value).toBe(0)
    long.update(1, 0.5)
    expect(long.value).toBeCloseTo(0.5 / 3, 9)
  })

  it('is half bought, and so 0, where the price stands still', () => {
    const vpin = new BulkVpin({ bucketVolume: 10, buckets: 2, deviationBars: 2 })
    for (let n = 0; n < 10; n += 1) vpin.update(100, 10)
    expect(vpin.value).toBe(0)
  })

  it('is within 0 and 1, and minds neither side nor unit', () => {
    const bars = fc.array(
      fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 40 })),
      {
        minLength: 20,
        maxLength: 60,
      },
    )
    const vpinOf = (
      given: readonly (readonly [number, number])[],
      priceUnit: number,
      volumeUnit: number,
    ): number | undefined => {
      const vpin = new BulkVpin({ bucketVolume: 30 * volumeUnit, buckets: 3, deviationBars: 4 })
      for (const [price, volume] of given) vpin.update(price * priceUnit, volume * volumeUnit)
      return vpin.value
    }
    fc.assert(
      fc.property(bars, (given) => {
        const value = vpinOf(given, 1, 1)
        const others = [vpinOf(given, -1, 1), vpinOf(given, 0.25, 1), vpinOf(given, 1, 4)]
        if (value === undefined) return
        expect(value >= 0 && value <= 1).toBe(true)
        for (const other of others) expect(other).toBeCloseTo(value, 9)
      }),
    )
  })

  it('declines a volume below 0', () => {
    expect(() => new TradeVpin({ bucketVolume: 1 }).update(1, -1)).toThrow(ArgumentError)
    expect(() => new TradeVpin({ bucketVolume: 0 })).toThrow(/bucketVolume must be/)
  })
})
