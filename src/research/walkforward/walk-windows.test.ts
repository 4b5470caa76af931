import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hourUs, type Micros } from '../../domain/index.ts'
import type { WalkPlan } from './walk-plan.ts'
import { type WalkOptions, walkWindows } from './walk-windows.ts'

const hours = (count: number): Micros => (count * hourUs) as Micros
const usual: WalkOptions = {
  ...{ from: hours(1_000), to: hours(2_000), barUs: hourUs, folds: 5, trainShare: 0.5 },
  ...{ scheme: 'rolling', purgeUs: hours(24) },
}

function windows(change: Partial<WalkOptions> = {}): WalkPlan['windows'] {
  const made = walkWindows({ ...usual, ...change })
  if (!made.ok) throw new Error(made.error)
  return made.value.windows
}

function refusal(change: Partial<WalkOptions>): string {
  const made = walkWindows({ ...usual, ...change })
  return made.ok ? 'none' : made.error
}

it('rolls as much before each test as before the first, or keeps all of it', () => {
  const [first, second] = windows()
  expect(first).toEqual({
    train: [{ warmFrom: hours(1_000), from: hours(1_000), to: hours(1_476) }],
    test: [{ warmFrom: hours(1_000), from: hours(1_500), to: hours(1_600) }],
    inner: [],
  })
  expect(second?.train).toMatchObject([{ from: hours(1_100), to: hours(1_576) }])
  const anchored = windows({ scheme: 'anchored' })
  expect(anchored[1]?.train).toMatchObject([{ from: hours(1_000), to: hours(1_576) }])
  expect(anchored.at(-1)?.test[0]?.to).toBe(hours(2_000))
})

it.each([
  [{ folds: 0 }, /folds must be/],
  [{ folds: 1.5 }, /folds must be/],
  [{ trainShare: 1 }, /between 0 and 1/],
  [{ trainShare: Number.NaN }, /between 0 and 1/],
  [{ folds: 20 }, /1000 bars are too few for 20 folds: tests have 25 bars/],
  [{ trainShare: 0.05 }, /training before the first 50/],
  [{ purgeUs: hours(100) }, /a purge of 100 bars is too long for tests of 100/],
  [{ purgeUs: -1 * hourUs }, /purge/],
  [{ purgeUs: Number.NaN }, /purge/],
  [{ to: hours(900) }, /too few/],
] as const)('refuses %o', (change, sentence) => {
  expect(refusal(change)).toMatch(sentence)
})

it('never tests where it was chosen, nor twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 300, max: 50_000 }),
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom('anchored', 'rolling'),
      (bars, folds, trainShare, purge, scheme) => {
        const span = { from: hours(7), to: hours(7 + bars) }
        const made = walkWindows({
          ...{ ...usual, ...span, folds, trainShare, scheme },
          purgeUs: hours(purge),
        })
        if (!made.ok) return
        let before = 0
        for (const window of made.value.windows) {
          const [train, test] = [window.train[0], window.test[0]]
          if (train === undefined || test === undefined) throw new Error('a window is empty')
          expect(train.from).toBeGreaterThanOrEqual(span.from)
          expect(test.from - train.to).toBe(hours(purge))
          expect(test.from).toBeGreaterThanOrEqual(before)
          expect(train.to).toBeGreaterThan(train.from)
          before = test.to
        }
        expect(before).toBe(span.to)
      },
    ),
  )
})
