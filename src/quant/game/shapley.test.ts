import fc from 'fast-check'
import { expect, it } from 'vitest'
import golden from '../../../test/golden/quant/game.json' with { type: 'json' }
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { shapleyEstimate, shapleyValues } from './index.ts'

it.each(golden.shapley)('shares $name as every order counted', ({ players, worths, values }) => {
  const found = shapleyValues(players, (coalition) => worths[coalition] ?? Number.NaN)
  values.forEach((value, player) => expect(found[player]).toBeCloseTo(value, 12))
})

it('shares the airport as published', () => {
  const runway = (coalition: number): number => Math.ceil(Math.log2(coalition + 1))
  const found = shapleyValues(3, runway)
  ;[1 / 3, 5 / 6, 11 / 6].forEach((value, player) => expect(found[player]).toBeCloseTo(value, 12))
})

it.each(golden.shapley)('comes to $name by orders drawn', ({ players, worths, values }) => {
  const found = shapleyEstimate({
    players,
    worth: (coalition) => worths[coalition] ?? Number.NaN,
    orders: 4_000,
    random: Random.fromSeed(1),
  })
  values.forEach((value, player) => {
    const gap = (found.values[player] ?? Number.NaN) - value
    expect(Math.abs(gap)).toBeLessThan(4 * (found.standardErrors[player] ?? 0) + 1e-12)
  })
  const all = (worths.at(-1) ?? 0) - (worths[0] ?? 0)
  expect(found.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(all, 10)
})

/** Worths that are fixed by a seed. */
function randomWorths(players: number, seed: number): number[] {
  const random = Random.fromSeed(seed)
  return Array.from({ length: 1 << players }, () => random.normal())
}

it('gives all there is, nothing to the useless, and sums of games as sums of values', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 1e6 }),
      (players, seed) => {
        const one = randomWorths(players, seed)
        const other = randomWorths(players, seed + 1)
        const of =
          (worths: number[]) =>
          (coalition: number): number =>
            worths[coalition] ?? Number.NaN
        const values = shapleyValues(players, of(one))
        const sum = values.reduce((total, value) => total + value, 0)
        expect(sum).toBeCloseTo((one.at(-1) ?? 0) - (one[0] ?? 0), 10)
        const added = shapleyValues(
          players,
          (coalition) => of(one)(coalition) + of(other)(coalition),
        )
        shapleyValues(players, of(other)).forEach((value, player) =>
          expect(added[player]).toBeCloseTo(value + (values[player] ?? 0), 10),
        )
        // One more player, who changes nothing.
        const mask = (1 << players) - 1
        const more = shapleyValues(players + 1, (coalition) => of(one)(coalition & mask))
        expect(more[players]).toBe(0)
        values.forEach((value, player) => expect(more[player]).toBeCloseTo(value, 10))
      },
    ),
    { numRuns: 50 },
  )
})

it('counts sixteen players out, and asks once of each coalition', () => {
  let asked = 0
  const found = shapleyValues(16, (coalition) => {
    asked += 1
    return coalition === 65_535 ? 16 : 0
  })
  expect(asked).toBe(65_536)
  found.forEach((value) => expect(value).toBeCloseTo(1, 10))
})

it('declines too many players, too few orders, and worths that are none', () => {
  const nothing = (): number => 0
  const ask = { players: 3, worth: nothing, orders: 10, random: Random.fromSeed(1) }
  expect(() => shapleyValues(17, nothing)).toThrow(ArgumentError)
  expect(() => shapleyValues(0, nothing)).toThrow(ArgumentError)
  expect(() => shapleyValues(2, () => Number.NaN)).toThrow(ArgumentError)
  expect(() => shapleyEstimate({ ...ask, orders: 1 })).toThrow(ArgumentError)
  expect(() => shapleyEstimate({ ...ask, players: 32 })).toThrow(ArgumentError)
  expect(shapleyEstimate(ask).standardErrors).toEqual(new Float64Array(3))
})
