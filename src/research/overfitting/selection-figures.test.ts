// @module-tag long

import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { independentTrials } from './independent-trials.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type ComparedTrial, selectionFigures } from './selection-figures.ts'
import { selectionRows } from './selection-rows.ts'
import { summariseSelection } from './summarise-selection.ts'

function trial(seed: number, edge = 0): ComparedTrial {
  const random = Random.stream(seed, 'selection-figures test')
  const returns = Float64Array.from({ length: 96 }, () => 0.01 * (edge + random.normal()))
  return { returns, exposure: 0.5, costs: 0 }
}

const numbered = (count: number, from: number): readonly ComparedTrial[] =>
  Array.from({ length: count }, (_, n) => trial(from + n))

function figuresOf(
  trials: readonly ComparedTrial[],
  seed = 1,
): ReturnType<typeof selectionFigures> {
  return selectionFigures({
    ...{ trials, chosen: trials[0], hold: trial(9_000 + seed).returns },
    ...{ random: numbered(5, 9_100 + 10 * seed), performance: 'sharpe', seed },
  })
}

describe('selection figures', () => {
  it('say of noise that choosing from it is worth nothing, about as often as they may', () => {
    const runs = Array.from({ length: 60 }, (_, k) => figuresOf(numbered(12, 100 * k), k))
    const mean = runs.reduce((sum, { overfitting = 0 }) => sum + overfitting, 0) / runs.length
    expect(mean).toBeGreaterThan(0.45)
    const alarms = runs.filter(({ overHold }) => (overHold?.consistent ?? 1) < 0.1).length
    // A level of 0.1, 60 runs: three errors are seven.
    expect(alarms).toBeLessThanOrEqual(13)
    expect(alarms).toBeGreaterThanOrEqual(1)
  })

  it('find an edge that is there', () => {
    const found = figuresOf([trial(7, 0.6), ...numbered(11, 100)])
    expect(found.overfitting).toBeLessThan(0.05)
    expect(found.overHold?.consistent).toBeLessThan(0.05)
    expect(found.overRandom?.consistent).toBeLessThan(0.05)
    expect(found.overHold?.upper).toBeGreaterThanOrEqual(found.overHold?.consistent ?? 1)
    expect(found).toMatchObject({ compared: 12, independent: 12, randomRuns: 5, absent: [] })
  })

  it('do not take lower costs for skill', () => {
    const dear = (each: ComparedTrial, costs: number): ComparedTrial => ({
      ...each,
      returns: each.returns.map((value) => 0.05 * value - costs / 96),
      costs,
    })
    const trials = [dear(trial(1), 1), dear(trial(2), 0.1), dear(trial(3), 0)]
    const random = numbered(9, 50).map((each) => dear(each, 1))
    const all = { trials, chosen: trials[0], hold: undefined, performance: 'sharpe' as const }
    const found = selectionFigures({ ...all, random, seed: 1 })
    expect(found.overRandom?.consistent).toBeGreaterThan(0.1)
    const blind = random.map((each) => ({ ...each, costs: 0 }))
    expect(
      selectionFigures({ ...all, random: blind, seed: 1 }).overRandom?.consistent,
    ).toBeLessThan(0.05)
  })

  it('say why they are missing, and never show what is no number', () => {
    const one = figuresOf(numbered(1, 1))
    expect(one.absent[0]).toMatch(/returns of 1 trial/)
    expect(summariseSelection(one)).toMatchObject({ pbo: null, spa: { hold: null, random: null } })
    expect(selectionRows(one).map(([, value]) => value)).toContain('n/a')
    const alone = selectionFigures({
      ...{ trials: numbered(3, 1), chosen: trial(1), hold: undefined, random: [], seed: 1 },
      performance: 'mean',
    })
    expect(alone.absent).toHaveLength(2)
    expect(JSON.stringify(summariseSelection(alone))).not.toContain('NaN')
  })
})

describe('independent trials', () => {
  const settled = (
    each: ComparedTrial,
  ): { sharpe: number; samples: number; fingerprint: string } => ({
    ...{ sharpe: 1, samples: 9, fingerprint: fingerprintOf(each.returns) },
  })

  it('are told by fingerprints as by returns', () => {
    const alike = numbered(20, 1).flatMap((each) => [settled(each), settled(each), settled(each)])
    expect(independentTrials(60, alike)).toBe(20)
  })

  it('of thousands are those of every nth, times n', () => {
    const many = numbered(2_400, 1).map(settled)
    expect(independentTrials(2_400, many)).toBe(2_400)
    const [one] = many
    expect(
      independentTrials(
        5_000,
        Array.from({ length: 4_000 }, () => one ?? settled(trial(1))),
      ),
    ).toBe(1_002)
  })

  it('include each that left no fingerprint, or one that cannot be read', () => {
    const old = { sharpe: 1, samples: 9 }
    const one = settled(trial(1))
    expect(independentTrials(10, [one, one, old, { ...old, fingerprint: '?' }])).toBe(9)
    expect(independentTrials(1, [])).toBe(1)
  })
})
