import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toldInstrument } from '../../test/simulation/told-desk.ts'
import { entryBound } from './protect.ts'

const nothing = { limit: Number.NaN, slippageMaxBps: Number.NaN }

describe('the worst price of an entry', () => {
  it.each<readonly [number, Partial<typeof nothing>, number | undefined]>([
    [1, {}, undefined],
    [1, { limit: 99.5 }, 99],
    [-1, { limit: 100.5 }, 101],
    // Beyond the market it binds at the market: nobody pays more because more was said.
    [1, { limit: 120 }, 100],
    [-1, { limit: 80 }, 100],
    [1, { slippageMaxBps: 250 }, 102],
    [-1, { slippageMaxBps: 250 }, 98],
    [1, { slippageMaxBps: 0 }, 100],
    [1, { limit: 1e300 }, 0],
    [1, { limit: 0.2 }, 0],
  ])('is on the grid, on the side that pays no more: %#', (sign, said, ticks) => {
    expect(entryBound(toldInstrument, sign, 100, { ...nothing, ...said })).toBe(ticks)
  })

  it('is never worse than was said', () => {
    const price = fc.double({ min: 1, max: 1e6, noNaN: true })
    const bps = fc.double({ min: 0, max: 1_000, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom(1, -1), fc.integer({ min: 1, max: 1e6 }), price, bps, (...of) => {
        const [sign, ticks, limit, slippageMaxBps] = of
        const at = entryBound(toldInstrument, sign, ticks, { ...nothing, limit }) ?? 0
        expect((at - limit) * sign).toBeLessThanOrEqual(1e-6 * limit)
        expect((at - ticks) * sign).toBeLessThanOrEqual(0)
        const worst = entryBound(toldInstrument, sign, ticks, { ...nothing, slippageMaxBps }) ?? 0
        expect((worst / ticks - 1) * sign * 10_000).toBeLessThanOrEqual(slippageMaxBps + 1e-4)
      }),
    )
  })
})
