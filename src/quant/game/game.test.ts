import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/game.json' with { type: 'json' }
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { type Matrix, matrixOf } from '../matrix/index.ts'
import {
  actionPayoffs,
  bestResponse,
  type BimatrixGame,
  coarseGap,
  exploitability,
  fictitiousPlay,
  regretMatching,
  zeroSumEquilibrium,
  zeroSumGame,
} from './index.ts'

/** One wants to meet, the other to be one ahead. */
const shapleyGame: BimatrixGame = {
  row: matrixOf([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]),
  column: matrixOf([
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ]),
}

/** Two equilibria where they meet, and a mixed one: 3/5 and 2/5. */
const battle: BimatrixGame = {
  row: matrixOf([
    [3, 0],
    [0, 2],
  ]),
  column: matrixOf([
    [2, 0],
    [0, 3],
  ]),
}

const dilemma: BimatrixGame = {
  row: matrixOf([
    [3, 0],
    [5, 1],
  ]),
  column: matrixOf([
    [3, 5],
    [0, 1],
  ]),
}

describe.each(golden.zeroSum)('$name', (of) => {
  const game = zeroSumGame(matrixOf(of.payoffs))

  it('has by linear programming the value of scipy, and no way to gain', () => {
    const found = zeroSumEquilibrium(game.row)
    expect(Math.abs(found.value - of.value)).toBeLessThan(golden.tolerance)
    expect(exploitability(game, found)).toBeLessThan(1e-10)
    of.row.forEach((share, i) => expect(found.row[i]).toBeCloseTo(share, 8))
  })

  it('is learned by regret matching, plain and plus', () => {
    const { values } = game.row
    const range = Math.max(...values) - Math.min(...values)
    const plus = regretMatching(game, { rounds: 3_000 })
    expect(plus.exploitability / range).toBeLessThan(5e-3)
    const plain = regretMatching(game, { rounds: 3_000, isPlus: false })
    // The proven bound: both regrets, each range * sqrt(actions / rounds).
    expect(plain.exploitability).toBeLessThan(2 * range * Math.sqrt(of.payoffs.length / 3_000))
    const value = bestResponse(game, 'row', plus.column).payoff
    expect(Math.abs(value - of.value) / range).toBeLessThan(5e-3)
  })

  it('is learned by fictitious play, more slowly', () => {
    const found = fictitiousPlay(game, 20_000)
    const { values } = game.row
    const range = Math.max(...values) - Math.min(...values)
    expect(found.exploitability / range).toBeLessThan(0.02)
    expect(found.exploitability).toBe(exploitability(game, found))
  })
})

describe('a game that is not zero-sum', () => {
  it('has no gain in the equilibria of the battle of the sexes, pure and mixed', () => {
    const at = (row: number[], column: number[]): number =>
      exploitability(battle, { row: Float64Array.from(row), column: Float64Array.from(column) })
    expect(at([1, 0], [1, 0])).toBe(0)
    expect(at([0, 1], [0, 1])).toBe(0)
    expect(at([0.6, 0.4], [0.4, 0.6])).toBeCloseTo(0, 12)
    expect(at([1, 0], [0, 1])).toBe(4)
    expect(at([0.5, 0.5], [0.5, 0.5])).toBeCloseTo(0.5, 12)
  })

  it('ends in the equilibrium of the prisoners', () => {
    for (const found of [
      fictitiousPlay(dilemma, 100),
      regretMatching(dilemma, { rounds: 2_000 }),
    ]) {
      expect(found.row[1]).toBeGreaterThan(0.99)
      expect(found.column[1]).toBeGreaterThan(0.99)
    }
  })

  it('of Shapley keeps fictitious play going round, and still correlates regret matching', () => {
    for (const rounds of [1_000, 10_000, 100_000])
      expect(fictitiousPlay(shapleyGame, rounds).exploitability).toBeGreaterThan(0.1)
    for (const isPlus of [true, false]) {
      const found = regretMatching(shapleyGame, { rounds: 20_000, isPlus })
      expect(coarseGap(shapleyGame, found.joint)).toBeLessThan(0.015)
    }
  })

  it('has the gap of a joint play by hand', () => {
    const meeting = matrixOf([
      [0.5, 0],
      [0, 0.5],
    ])
    // Following pays each 2.5; the best single action pays 1.5.
    expect(coarseGap(battle, meeting)).toBe(-1)
    const missing = matrixOf([
      [0, 1],
      [0, 0],
    ])
    expect(coarseGap(battle, missing)).toBe(2)
  })
})

it('pays the actions by hand', () => {
  expect(actionPayoffs(battle, 'row', Float64Array.of(0.25, 0.75))).toEqual(
    Float64Array.of(0.75, 1.5),
  )
  expect(actionPayoffs(battle, 'column', Float64Array.of(0.25, 0.75))).toEqual(
    Float64Array.of(0.5, 2.25),
  )
  expect(bestResponse(battle, 'column', Float64Array.of(1, 0))).toEqual({ action: 0, payoff: 2 })
  const even = zeroSumGame(matrixOf([[1, 1]]))
  expect(bestResponse(even, 'column', Float64Array.of(1)).action).toBe(0)
})

const payoffMatrices = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 0, max: 1e6 }),
  )
  .map(([rows, columns, seed]): Matrix => {
    const random = Random.fromSeed(seed)
    // Few different payoffs: ties and degenerate bases are the hard cases.
    const row = (): number[] => Array.from({ length: columns }, () => random.below(4) - 2)
    return matrixOf(Array.from({ length: rows }, row))
  })

it('solves any zero-sum game, whose value moves and turns with the payoffs', () => {
  fc.assert(
    fc.property(payoffMatrices, (payoffs) => {
      const found = zeroSumEquilibrium(payoffs)
      expect(exploitability(zeroSumGame(payoffs), found)).toBeLessThan(1e-10)
      const moved = { ...payoffs, values: payoffs.values.map((value) => 10 * value + 7) }
      expect(zeroSumEquilibrium(moved).value).toBeCloseTo(10 * found.value + 7, 8)
      const { rows, columns, values } = payoffs
      const turned = Array.from({ length: columns }, (_, j) =>
        Array.from({ length: rows }, (_, i) => -(values[i * columns + j] ?? 0)),
      )
      expect(zeroSumEquilibrium(matrixOf(turned)).value).toBeCloseTo(-found.value, 8)
    }),
    { numRuns: 300 },
  )
})

it('has an equilibrium where all payoffs are equal', () => {
  const found = zeroSumEquilibrium(
    matrixOf([
      [2, 2],
      [2, 2],
    ]),
  )
  expect(found.value).toBe(2)
  expect(found.row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
})

it('never finds less than nothing to gain', () => {
  fc.assert(
    fc.property(payoffMatrices, fc.integer({ min: 0, max: 1e6 }), (payoffs, seed) => {
      const random = Random.fromSeed(seed)
      const shares = (actions: number): Float64Array => {
        const drawn = Float64Array.from({ length: actions }, () => random.next() + 1e-3)
        const sum = drawn.reduce((total, share) => total + share, 0)
        return drawn.map((share) => share / sum)
      }
      const play = { row: shares(payoffs.rows), column: shares(payoffs.columns) }
      expect(exploitability(zeroSumGame(payoffs), play)).toBeGreaterThanOrEqual(-1e-12)
    }),
  )
})

it('declines games, strategies and rounds that are none', () => {
  const pennies = matrixOf([
    [1, -1],
    [-1, 1],
  ])
  const game = zeroSumGame(pennies)
  expect(() => zeroSumGame(matrixOf([[1, Number.NaN]]))).toThrow(ArgumentError)
  expect(() =>
    actionPayoffs({ row: pennies, column: matrixOf([[1, 2]]) }, 'row', Float64Array.of(1, 0)),
  ).toThrow(ArgumentError)
  for (const opponent of [[1], [0.5, 0.4], [1.5, -0.5], [Number.NaN, 1]])
    expect(() => actionPayoffs(game, 'row', Float64Array.from(opponent))).toThrow(ArgumentError)
  expect(() => fictitiousPlay(game, 0)).toThrow(ArgumentError)
  expect(() => regretMatching(game, { rounds: 1.5 })).toThrow(ArgumentError)
  expect(() => coarseGap(game, matrixOf([[1, 0]]))).toThrow(ArgumentError)
  expect(() =>
    coarseGap(
      game,
      matrixOf([
        [1, 0],
        [0, 1],
      ]),
    ),
  ).toThrow(ArgumentError)
})
