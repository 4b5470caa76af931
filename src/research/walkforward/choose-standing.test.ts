import { expect, it } from 'vitest'
import type { SweepAxis } from '../sweep/sweep-axis.ts'
import type { SweepTrial } from '../sweep/sweep-trial.ts'
import { chooseStanding } from './choose-standing.ts'
import { rankKept } from './rank-kept.ts'

const axes: readonly SweepAxis[] = [
  { name: 'a', kind: 'list', values: [0, 1, 2, 3, 4], isOrdered: true },
]

function trial(n: number, folds: readonly (number | null)[], figure?: number | null): SweepTrial {
  const sum = folds.reduce<number>((total, value) => total + (value ?? 0), 0)
  return {
    ...{ n, parameters: { a: n }, point: [n], hash: null, summary: null, returns: null },
    ...{ folds, figure: figure === undefined ? sum / folds.length : figure },
    ...{ stages: [], prunedAt: null, error: null },
  }
}

const of = (trials: readonly SweepTrial[]): Parameters<typeof chooseStanding>[0] => ({
  ...{ axes, trials, objective: 'sharpe' },
})

it('chooses by its own figure, or by that of it and its neighbours', () => {
  const trials = [
    trial(0, [], 9),
    trial(1, [], -9),
    trial(2, [], 2),
    trial(3, [], 3),
    trial(4, [], 2),
  ]
  expect(chooseStanding(of(trials), 'best')).toMatchObject({ standing: { trial: { n: 0 } } })
  expect(chooseStanding(of(trials), 'steadiest')).toMatchObject({
    ...{ standing: { trial: { n: 3 } }, rule: 'steadiest' },
  })
  expect(chooseStanding(of([trial(0, [], null)]), 'best')).toBeUndefined()
})

it('takes the rule that chooses better inside', () => {
  // A lonely peak in whichever folds it is chosen by, worst in the one that is left out.
  const lucky = [
    ...[trial(0, [9, 9, -20]), trial(1, [-20, 9, 9]), trial(2, [2, 2, 2])],
    ...[trial(3, [3, 3, 3]), trial(4, [2, 2, 2])],
  ]
  expect(chooseStanding(of(lucky), 'inner')).toMatchObject({ rule: 'steadiest' })
  const honest = [
    trial(0, [9, 9, 9]),
    trial(1, [-9, -9, -9]),
    trial(2, [2, 2, 2]),
    trial(3, [3, 3, 3]),
  ]
  expect(chooseStanding(of(honest), 'inner')).toMatchObject({
    ...{ rule: 'best', standing: { trial: { n: 0 } } },
  })
})

it('falls back to the best where inside is not known', () => {
  expect(chooseStanding(of([trial(0, [], 1), trial(1, [], 2)]), 'inner')?.rule).toBe('best')
  const gaps = [trial(0, [1, null, 2], null), trial(1, [null, 1, 1], null), trial(2, [1, 1, 1])]
  expect(chooseStanding(of(gaps), 'inner')).toMatchObject({ rule: 'best' })
})

it('says how far an order holds, of three configurations or more', () => {
  const some = (figures: readonly (number | null)[]): readonly SweepTrial[] =>
    figures.map((figure, n) => trial(n, [], figure))
  expect(rankKept(some([1, 2, 3, 4]), some([10, 20, 30, 40]))).toBe(1)
  expect(rankKept(some([1, 2, 3, null]), some([3, 2, 1, 9]))).toBe(-1)
  expect(rankKept(some([1, 2]), some([1, 2]))).toBeUndefined()
  expect(rankKept(some([1, 1, 1]), some([1, 2, 3]))).toBeUndefined()
})
