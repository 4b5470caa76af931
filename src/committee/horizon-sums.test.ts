import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayUs, hourUs } from '../domain/index.ts'
import { HorizonSums } from './horizon-sums.ts'

const horizonsUs = [hourUs, hourUs, dayUs, 7 * dayUs]
/** The price moves by a percent in an hour, on average. */
const pace = 0.01 / Math.sqrt(hourUs)

/** Log-odds of `edge` over even odds: 0.2 is 60 %. */
const pullOf = (edge: number): number => Math.log((1 + edge) / (1 - edge))

/** What voices of `edges` come to where each asks for half of what there is, on its side. */
function wishOf(
  voices: readonly (readonly [agent: number, edge: number])[],
  { costPerSide, before = 0 }: { readonly costPerSide: number; readonly before?: number },
): number {
  const sums = new HorizonSums({ horizonsUs, costPerSide })
  for (const [agent, edge] of voices) sums.add(agent, edge < 0 ? -0.5 : 0.5, pullOf(Math.abs(edge)))
  sums.net(pace, before)
  return sums.exposure
}

describe('an edge and what it costs', () => {
  it('is not entered for before it pays for the way in and out', () => {
    // A round trip of 0.2 % is a fifth of an hour's move.
    const costPerSide = 0.001
    expect(wishOf([[0, 0.19]], { costPerSide })).toBe(0)
    expect(wishOf([[0, 0.25]], { costPerSide })).toBeCloseTo(0.25, 9)
    expect(wishOf([[0, 0.35]], { costPerSide })).toBeCloseTo(0.5, 9)
    expect(wishOf([[0, -0.25]], { costPerSide })).toBeCloseTo(-0.25, 9)
  })

  it('pays sooner the further ahead it is, for the price moves further by then', () => {
    const costPerSide = 0.001
    expect(wishOf([[2, 0.19]], { costPerSide })).toBeCloseTo(0.5, 9)
    expect(wishOf([[2, 0.04]], { costPerSide })).toBe(0)
    expect(wishOf([[3, 0.04]], { costPerSide })).toBeGreaterThan(0.1)
  })

  it('of voices that agree is theirs together', () => {
    const costPerSide = 0.001
    const alone = wishOf([[0, 0.15]], { costPerSide })
    const together = wishOf(
      [
        [0, 0.15],
        [1, 0.15],
      ],
      { costPerSide },
    )
    expect(alone).toBe(0)
    expect(together).toBeGreaterThan(0.4)
  })

  it('that has gone below what an entry costs keeps what is there, and no more', () => {
    const costPerSide = 0.001
    expect(wishOf([[0, 0.15]], { costPerSide, before: 0.3 })).toBe(0.3)
    expect(wishOf([[0, 0.05]], { costPerSide, before: 0.3 })).toBeCloseTo(0.25, 9)
    expect(wishOf([[0, -0.05]], { costPerSide, before: 0.3 })).toBe(0)
    expect(wishOf([[0, 0.15]], { costPerSide, before: 0.9 })).toBeCloseTo(0.5, 9)
  })

  it('is entered for nowhere while it is not known how far the price moves', () => {
    const sums = new HorizonSums({ horizonsUs, costPerSide: 0.001 })
    sums.add(0, 1, pullOf(0.9))
    sums.net(0, 0)
    expect(sums.exposure).toBe(0)
  })

  const voice = fc.tuple(fc.nat(3), fc.double({ min: -0.9, max: 0.9, noNaN: true }))
  const voices = fc.array(voice, { maxLength: 6 })
  const free = { costPerSide: 0 }

  it('is as it was where nothing costs anything, whatever was wished for', () => {
    fc.assert(
      fc.property(voices, fc.double({ min: -1, max: 1, noNaN: true }), (said, before) => {
        expect(wishOf(said, { ...free, before })).toBe(wishOf(said, free))
      }),
    )
  })

  it('never asks for more than it would were it free, nor for the other side', () => {
    const cost = fc.double({ min: 0, max: 0.02, noNaN: true })
    fc.assert(
      fc.property(voice, cost, (said, costPerSide) => {
        const wish = wishOf([said], { costPerSide })
        const most = wishOf([said], free)
        expect(Math.abs(wish)).toBeLessThanOrEqual(Math.abs(most))
        expect(wish * most).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('asked twice in a row is content with what it said', () => {
    const cost = fc.double({ min: 0, max: 0.02, noNaN: true })
    fc.assert(
      fc.property(voices, cost, (said, costPerSide) => {
        const once = wishOf(said, { costPerSide })
        expect(wishOf(said, { costPerSide, before: once })).toBe(once)
      }),
    )
  })
})
