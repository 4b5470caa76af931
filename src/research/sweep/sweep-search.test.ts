import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SearchTrial } from '../../quant/index.ts'
import type { SweepAxis } from './sweep-axis.ts'
import { type SearchName, searchNames, sweepSearch } from './sweep-search.ts'

const axes: readonly SweepAxis[] = [
  { name: 'a', kind: 'span', isWhole: false, low: -2, high: 2, isLog: false },
  { name: 'b', kind: 'span', isWhole: true, low: 1, high: 1_000, isLog: true },
  { name: 'c', kind: 'list', values: ['x', 'y', 'z'], isOrdered: false },
]

/** Least, 0, at a = 0.7, b = 100, c = y. */
function bowl([a = 0, b = 1, c = 0]: ArrayLike<number> & Iterable<number>): number {
  return (a - 0.7) ** 2 + Math.log10(b / 100) ** 2 + (c === 1 ? 0 : 0.5)
}

/** All trials of a search, told what `f` gives. */
function searched(name: SearchName, seed: number, budget: number, f = bowl): SearchTrial[] {
  const search = sweepSearch(name, { axes, seed, budget, gridPoints: 5 })
  const trials: SearchTrial[] = []
  for (;;) {
    const points = search.next(trials)
    if (points.length === 0) return trials
    trials.push(...points.map((point) => ({ point, value: f(point) })))
  }
}

describe.each(searchNames)('%s', (name) => {
  it('tries as many points as it may, all of them in the space', () => {
    const trials = searched(name, 1, 60)
    if (name === 'grid') expect(trials).toHaveLength(75)
    else expect(trials).toHaveLength(60)
    for (const { point } of trials) {
      const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = point
      expect(Math.abs(a)).toBeLessThanOrEqual(2)
      expect(Number.isInteger(b) && b >= 1 && b <= 1_000).toBe(true)
      expect([0, 1, 2]).toContain(c)
    }
  })

  it('gives the same batch whenever it is asked for it again', () => {
    const whole = searched(name, 3, 40)
    const again = sweepSearch(name, { axes, seed: 3, budget: 40, gridPoints: 5 })
    const first = again.next([])
    expect(again.next(whole.slice(0, first.length)).map((point) => [...point])).toEqual(
      whole
        .slice(first.length, first.length + again.next(whole.slice(0, first.length)).length)
        .map(({ point }) => [...point]),
    )
  })

  it('goes on where points fail', () => {
    const trials = searched(name, 2, 40, (point) =>
      (point[0] ?? 0) > 0 ? Number.NaN : bowl(point),
    )
    expect(trials.length).toBeGreaterThanOrEqual(40)
    expect(searched(name, 2, 24, () => Number.NaN).length).toBeGreaterThanOrEqual(7)
  })
})

it('searches that learn come nearer than chance does', { tags: ['long'] }, () => {
  const best = (name: SearchName, seed: number): number =>
    Math.min(...searched(name, seed, 64).map(({ value }) => value))
  const seeds = [1, 2, 3]
  const mean = (name: SearchName): number =>
    seeds.reduce((sum, seed) => sum + best(name, seed), 0) / seeds.length
  const chance = mean('random')
  for (const name of ['tpe', 'gp', 'cma-es'] as const) expect(mean(name)).toBeLessThan(chance)
})

it('another seed is another search, but for a grid', () => {
  fc.assert(
    fc.property(fc.constantFrom(...searchNames), fc.nat(1_000), (name, seed) => {
      const points = (of: number): string =>
        JSON.stringify(sweepSearch(name, { axes, seed: of, budget: 20, gridPoints: 3 }).next([]))
      expect(points(seed) === points(seed + 1)).toBe(name === 'grid')
    }),
  )
})
