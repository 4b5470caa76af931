import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeskSnapshot, DeskUpdate, EquityPoint } from '../../src/app/index.ts'
import { pointsToAdd } from '../../web/src/chart/points-to-add.ts'
import {
  decimalsOf,
  numberText,
  percentText,
  signedText,
} from '../../web/src/format/number-text.ts'
import { ageText, timesOf, timeText } from '../../web/src/format/time-text.ts'
import { bucketEquity } from '../../web/src/state/bucket-equity.ts'
import { arrangeSnapshot, mergeUpdate } from '../../web/src/state/merge-update.ts'
import { SampleDesk } from './page-sample-desk.ts'

function deskAfter(steps: number): SampleDesk {
  const desk = new SampleDesk(3, 0)
  for (let i = 0; i < steps; i += 1) desk.step()
  return desk
}

describe('mergeUpdate', () => {
  it('arrives at what a fresh snapshot says', () => {
    const desk = deskAfter(100)
    let known = arrangeSnapshot(desk.snapshot())
    desk.subscribe((update) => {
      known = mergeUpdate(known, update)
    })
    for (let i = 0; i < 600; i += 1) desk.step()
    expect(known).toEqual(arrangeSnapshot(desk.snapshot()))
  })

  it('changes nothing the second time', () => {
    const desk = deskAfter(300)
    const updates: DeskUpdate[] = []
    desk.subscribe((update) => updates.push(update))
    const before = arrangeSnapshot(desk.snapshot())
    for (let i = 0; i < 60; i += 1) desk.step()
    const once = updates.reduce(mergeUpdate, before)
    expect(updates.slice(-1).reduce(mergeUpdate, once)).toEqual(once)
  })

  it('keeps the identity of parts that did not change', () => {
    const before = deskAfter(300).snapshot()
    const after = mergeUpdate(before, { status: before.status })
    const parts = [
      'equity',
      'bars',
      'fills',
      'positions',
      'orders',
      'decisions',
      'journal',
    ] as const
    for (const part of parts) expect(after[part]).toBe(before[part])
  })

  it('replaces a decision whose outcome became known, and keeps the latest of each instrument', () => {
    const before = deskAfter(600).snapshot()
    const [latest] = before.decisions
    if (latest === undefined) throw new Error('the sample desk decided nothing')
    const told = { ...latest, outcome: 'refused: too late' }
    const after = mergeUpdate(before, { decisions: [told] })
    expect(after.decisions.length).toBe(before.decisions.length)
    expect(after.decisions).toContainEqual(told)
    const many = Array.from({ length: 300 }, (_, i) => ({ ...latest, t: latest.t + 300 - i }))
    const crowded = mergeUpdate(before, { decisions: many })
    expect(new Set(crowded.decisions.map((row) => row.instrument))).toEqual(
      new Set(before.decisions.map((row) => row.instrument)),
    )
  })

  it('does not grow without end on a page left open', () => {
    let desk: DeskSnapshot = deskAfter(1).snapshot()
    const id = 'BTC-USD.SIM'
    const bar = { o: 1, h: 1, l: 1, c: 1, v: 1 }
    for (let i = 1; i <= 20_000; i += 100) {
      const times = Array.from({ length: 100 }, (_, k) => desk.status.marketTime + (i + k) * 60_000)
      desk = mergeUpdate(desk, {
        equity: times.map((t) => ({ t, equity: 1, drawdown: 0 })),
        bars: { [id]: times.map((t) => ({ t, ...bar })) },
      })
    }
    expect(desk.equity.length).toBeLessThanOrEqual(4_000)
    expect(desk.bars[id]?.length).toBeLessThanOrEqual(3_000)
  })
})

describe('bucketEquity', () => {
  const curve = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 1e8 }), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 2,
      maxLength: 300,
    })
    .map((steps): EquityPoint[] => {
      let t = 1.7e12
      return steps.map(([gap, drawdown]) => {
        t += gap
        return { t, equity: 1_000 - drawdown, drawdown }
      })
    })

  it('keeps to the count, the last equity and the deepest drawdown, in rising time', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 2, max: 100 }), (points, countMax) => {
        const even = bucketEquity(points, countMax)
        expect(even.length).toBeLessThanOrEqual(countMax + 1)
        expect(even.at(-1)?.equity).toBe(points.at(-1)?.equity)
        const deepest = (all: readonly EquityPoint[]): number =>
          Math.max(...all.map((point) => point.drawdown))
        expect(deepest(even)).toBe(deepest(points))
        for (const [i, point] of even.entries())
          expect(point.t).toBeGreaterThan(even[i - 1]?.t ?? 0)
      }),
    )
  })
})

describe('pointsToAdd', () => {
  const points = [{ t: 1 }, { t: 2 }, { t: 3 }]

  it('gives only what is new when the past stayed', () => {
    expect(pointsToAdd(points.slice(0, 2), points)).toEqual([{ t: 3 }])
    expect(pointsToAdd(points, points)).toEqual([])
  })

  it('gives the last point again when it changed', () => {
    expect(pointsToAdd([{ t: 1 }, { t: 2 }], points)).toEqual([{ t: 2 }, { t: 3 }])
  })

  it('asks for everything to be drawn when there was nothing or the past is another', () => {
    expect(pointsToAdd([], points)).toBeUndefined()
    expect(pointsToAdd(points, points.slice(0, 2))).toBeUndefined()
    expect(pointsToAdd([{ t: 0 }, { t: 1 }], points)).toBeUndefined()
  })

  it('never asks for it while a desk only adds bars', () => {
    const desk = deskAfter(200)
    let known = desk.snapshot()
    desk.subscribe((update) => {
      const next = mergeUpdate(known, update)
      for (const [id, bars] of Object.entries(next.bars))
        expect(pointsToAdd(known.bars[id] ?? [], bars)?.length).toBe(1)
      known = next
    })
    for (let i = 0; i < 100; i += 1) desk.step()
    expect(known.bars['BTC-USD.SIM']?.length).toBe(300)
  })
})

describe('numbers and times for people', () => {
  it('show prices in the decimals of their tick', () => {
    expect([0.01, 0.1, 1, 5, 0.00001, 0.25, 1e-8].map(decimalsOf)).toEqual([2, 1, 0, 0, 5, 2, 8])
    expect([0, -1, Number.NaN].map(decimalsOf)).toEqual([2, 2, 2])
  })

  it('carry a true minus, a plus where the sign is the point, and no signed zero', () => {
    expect(numberText(-1_234.5, 2)).toBe('\u22121,234.50')
    expect(signedText(1_234.5, 2)).toBe('+1,234.50')
    expect([signedText(0, 2), signedText(-0.001, 2), signedText(0.001, 2)]).toEqual([
      '0.00',
      '0.00',
      '0.00',
    ])
    expect(numberText(Number.NaN, 2)).toBe('n/a')
    expect(percentText(0.1234)).toBe('12.3\u202f%')
  })

  it('are in UTC and say an age in its largest unit', () => {
    expect(timeText(Date.UTC(2026, 10, 21, 14, 3))).toBe('21 Nov 14:03')
    expect([-5, 4_400, 100_000, 5_500_000, 2e8].map(ageText)).toEqual([
      '0 s',
      '4 s',
      '2 min',
      '2 h',
      '2 d',
    ])
  })

  it('gives the times of a list seconds when one of them is within a minute', () => {
    const whole = { t: Date.UTC(2026, 10, 21, 14, 3) }
    const within = { t: Date.UTC(2026, 10, 21, 14, 3, 7) }
    expect(timesOf([whole])(whole.t)).toBe('21 Nov 14:03')
    expect(timesOf([whole, within])(whole.t)).toBe('14:03:00')
    const dayBefore = { t: whole.t - 86_400_000 }
    expect(timesOf([within, dayBefore])(dayBefore.t)).toBe('20 Nov 14:03:00')
  })
})
