import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hourUs, type Micros } from '../../domain/index.ts'
import { type CombinatorialOptions, combinatorialWindows } from './combinatorial-windows.ts'
import { nestWindows } from './nest-windows.ts'
import type { WalkPlan } from './walk-plan.ts'

const hours = (count: number): Micros => (count * hourUs) as Micros
const usual: CombinatorialOptions = {
  ...{ from: hours(1_000), to: hours(1_600), barUs: hourUs, groups: 6, testGroups: 2 },
  ...{ purgeUs: hours(5), embargoUs: hours(10) },
}

function planOf(change: Partial<CombinatorialOptions> = {}): WalkPlan {
  const made = combinatorialWindows({ ...usual, ...change })
  if (!made.ok) throw new Error(made.error)
  return made.value
}

function nested(folds: number, purge = 5): ReturnType<typeof nestWindows> {
  return nestWindows(planOf(), { folds, barUs: hourUs, purgeUs: hours(purge) })
}

it('has the splits and paths of the book: 6 groups, 2 tested, 15 splits, 5 paths', () => {
  const { windows, paths } = planOf()
  expect([windows.length, paths.length]).toEqual([15, 5])
  expect(paths.map((path) => path.map(({ window }) => window + 1))).toEqual([
    [1, 1, 2, 3, 4, 5],
    [2, 6, 6, 7, 8, 9],
    [3, 7, 10, 10, 11, 12],
    [4, 8, 11, 13, 13, 14],
    [5, 9, 12, 14, 15, 15],
  ])
})

it('purges before a test, and warms up under the embargo after it', () => {
  const [window] = planOf().windows.slice(6)
  expect(window).toEqual({
    train: [
      { warmFrom: hours(1_000), from: hours(1_000), to: hours(1_095) },
      { warmFrom: hours(1_200), from: hours(1_210), to: hours(1_295) },
      { warmFrom: hours(1_400), from: hours(1_410), to: hours(1_600) },
    ],
    test: [
      { warmFrom: hours(1_000), from: hours(1_100), to: hours(1_200) },
      { warmFrom: hours(1_200), from: hours(1_300), to: hours(1_400) },
    ],
    inner: [],
  })
})

it.each([
  [{ groups: 2 }, /groups must be a whole number from 3 to 20, was 2/],
  [{ groups: 6.5 }, /groups must be/],
  [{ testGroups: 6 }, /groups to test must be a whole number from 1 to 5, was 6/],
  [{ testGroups: 0 }, /groups to test/],
  [{ groups: 20, testGroups: 5 }, /5 of 20 groups are 15504 splits, each a sweep; 500 at most/],
  [{ groups: 20, to: hours(1_500) }, /500 bars are too few for 20 groups: they have 25 bars/],
  [
    { purgeUs: hours(60), embargoUs: hours(40) },
    /100 bars together leave nothing of a group of 100/,
  ],
  [{ purgeUs: hours(40), embargoUs: hours(40) }, /leave 20 bars of a stretch of training \(30/],
  [{ groups: 3, testGroups: 2, purgeUs: hours(150) }, /and 40 of a whole one \(100\)/],
  [{ embargoUs: -1 * hourUs }, /must not be below 0/],
  [{ purgeUs: Number.NaN }, /must not be below 0/],
] as const)('refuses %o', (change, sentence) => {
  const made = combinatorialWindows({ ...usual, ...change })
  expect(made.ok ? 'none' : made.error).toMatch(sentence)
})

it('trades no bar in training that it is tried on, or that is near a test', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 400, max: 3_000 }),
      fc.integer({ min: 3, max: 8 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 30 }),
      (bars, groups, testGroups, purge, embargo) => {
        const made = combinatorialWindows({
          ...{ ...usual, groups, testGroups, to: hours(1_000 + bars) },
          ...{ purgeUs: hours(purge), embargoUs: hours(embargo) },
        })
        if (!made.ok) return
        const { windows, paths } = made.value
        for (const { train, test } of windows)
          for (const own of train)
            for (const other of test) {
              const isBefore = own.to + hours(purge) <= other.from
              const isAfter = own.from >= other.to + hours(embargo)
              expect(isBefore || isAfter).toBe(true)
              // Nor does it read one: what warms it up lies after the test.
              expect(isBefore || own.warmFrom >= other.to).toBe(true)
            }
        expect(paths).toHaveLength((windows.length * testGroups) / groups)
        for (const path of paths) {
          const tests = path.map(({ window, test }) => windows[window]?.test[test])
          tests.slice(1).forEach((test, k) => expect(test?.from).toBe(tests[k]?.to))
          expect(tests.at(-1)?.to).toBe(hours(1_000 + bars))
        }
        const used = paths.flat().map(({ window, test }) => `${window}/${test}`)
        expect(new Set(used).size).toBe(windows.length * testGroups)
      },
    ),
  )
})

it('cuts each stretch of training into parts that lie in it, purged', () => {
  const made = nested(2)
  const window = made.ok ? made.value.windows[6] : undefined
  expect(window?.inner.slice(0, 3)).toEqual([
    { warmFrom: hours(1_000), from: hours(1_000), to: hours(1_047) },
    { warmFrom: hours(1_000), from: hours(1_052), to: hours(1_095) },
    { warmFrom: hours(1_200), from: hours(1_210), to: hours(1_252) },
  ])
  expect(window?.inner).toHaveLength(6)
})

it.each([
  [1, 5, /inner folds must be a whole number from 2 to 20, was 1/],
  [2.5, 5, /inner folds must be/],
  [3, 5, /would have 23 bars after the purge, 30 at least/],
  [2, 50, /would have 0 bars/],
] as const)('refuses %d inner folds with a purge of %d bars', (folds, purge, sentence) => {
  const made = nested(folds, purge)
  expect(made.ok ? 'none' : made.error).toMatch(sentence)
})
