import { describe, expect, it } from 'vitest'
import { standings, steadiest } from './stability.ts'
import type { SweepAxis } from './sweep-axis.ts'
import { pruningBounds, type SweepTrial } from './sweep-trial.ts'

const axes: readonly SweepAxis[] = [
  { name: 'a', kind: 'list', values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], isOrdered: true },
]

function trial(n: number, figure: number | null): SweepTrial {
  return {
    ...{ n, parameters: { a: n }, point: [n], hash: null, figure, summary: null },
    ...{ folds: [], returns: null, stages: [], prunedAt: null, error: null },
  }
}

describe('standings', () => {
  // A lone peak at 2, a plateau about 7.
  const trials = [0, 0.1, 3, 0, 0.1, 0.4, 1.5, 1.6, 1.4, null].map((figure, n) => trial(n, figure))

  it('tell a peak from a plateau', () => {
    const all = standings(axes, trials, 'sharpe')
    expect(all[0]).toMatchObject({ trial: { n: 2 }, neighbours: 2, mean: 0.05, worst: 0 })
    expect(steadiest(all, 'sharpe')?.trial.n).toBe(7)
  })

  it('look for the least where less is better', () => {
    const all = standings(axes, trials, 'drawdownMax')
    expect(all[0]?.trial.n).toBe(0)
    expect(all.at(-1)?.trial.n).toBe(2)
    expect(all[0]?.worst).toBe(3)
  })

  it('leave out what has no figure, and a point that was tried twice', () => {
    expect(standings(axes, [...trials, trial(7, 1.6)], 'sharpe')).toHaveLength(9)
    expect(standings(axes, [trial(0, null)], 'sharpe')).toEqual([])
    expect(steadiest([], 'sharpe')).toBeUndefined()
    expect(standings(axes, [trial(0, 1)], 'sharpe')[0]).toMatchObject({ neighbours: 0, level: 1 })
  })
})

describe('pruning', () => {
  it('waits for eight trials, then goes by their median', () => {
    const losses = Array.from({ length: 7 }, (_, k) => [k, 2 * k])
    expect(pruningBounds(losses)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
    expect(pruningBounds([...losses, [7]])).toEqual([3.5, Number.POSITIVE_INFINITY])
    expect(pruningBounds([...losses, [7, 14], [Number.NaN]])).toEqual([3.5, 7])
  })
})
