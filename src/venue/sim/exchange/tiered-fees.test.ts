import { describe, expect, it } from 'vitest'
import { dayUs, micros } from '../../../domain/index.ts'
import { TieredFees } from './tiered-fees.ts'

const steps = [
  { volume: 0n, makerPpm: 1_000, takerPpm: 2_000 },
  { volume: 100n, makerPpm: 500, takerPpm: 1_500 },
  { volume: 1_000n, makerPpm: -100, takerPpm: 1_000 },
] as const
const day = (n: number) => micros(n * dayUs + 1)

describe('tiered fees', () => {
  it('fall with the volume, and pay a rebate at the top', () => {
    const fees = new TieredFees(steps)
    expect(fees.tier(0)).toEqual({ makerPpm: 1_000, takerPpm: 2_000, volume: 0n })
    fees.traded(0, 99n, day(100))
    expect(fees.tier(0).takerPpm).toBe(2_000)
    fees.traded(0, 1n, day(100))
    expect(fees.tier(0).takerPpm).toBe(1_500)
    fees.traded(0, 900n, day(101))
    expect(fees.tier(0)).toEqual({ makerPpm: -100, takerPpm: 1_000, volume: 1_000n })
    expect(fees.tier(1).volume).toBe(0n)
  })

  it('forget what was traded thirty days ago', () => {
    const fees = new TieredFees(steps)
    fees.traded(0, 100n, day(100))
    fees.advance(day(129))
    expect(fees.tier(0).volume).toBe(100n)
    fees.advance(day(130))
    expect(fees.tier(0).volume).toBe(0n)
  })

  it('are the same after they were saved and loaded', () => {
    const fees = new TieredFees(steps)
    fees.traded(2, 150n, day(100))
    fees.traded(2, 50n, day(110))
    const again = new TieredFees(steps)
    again.load(fees.save())
    for (const each of [fees, again]) each.advance(day(131))
    expect(again.tier(2)).toEqual(fees.tier(2))
    expect(again.tier(2).volume).toBe(50n)
  })
})
