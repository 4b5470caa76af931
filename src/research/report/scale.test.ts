import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearScale, logScale } from './scale.ts'
import { formatDay, formatMoment, timeScale } from './time-scale.ts'

const plain = (value: number, places: number): string => value.toFixed(places)
const at = (text: string): number => Date.parse(text) * 1_000

describe('linearScale', () => {
  it('puts two to seven ticks inside any range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-2, max: 1e9, noNaN: true }),
        (low, span) => {
          const { ticks } = linearScale(low, low + span, plain)
          expect(ticks.length).toBeGreaterThanOrEqual(2)
          expect(ticks.length).toBeLessThanOrEqual(7)
          for (const tick of ticks) {
            expect(tick.at).toBeGreaterThanOrEqual(-1e-6)
            expect(tick.at).toBeLessThanOrEqual(1 + 1e-6)
          }
        },
      ),
    )
  })

  it('opens up a range that has none', () => {
    for (const value of [0, 5, -5, 1e-300]) {
      const scale = linearScale(value, value, plain)
      expect(scale.at(value)).toBeCloseTo(0.5, 12)
    }
  })

  it('writes as many decimals as its steps need', () => {
    expect(linearScale(0, 0.5, plain).ticks.map((tick) => tick.label)).toContain('0.1')
    expect(linearScale(0, 500, plain).ticks.map((tick) => tick.label)).toContain('100')
  })
})

describe('logScale', () => {
  it('makes equal factors equal distances, and stops at its low end', () => {
    const scale = logScale(10, 1_000, plain)
    expect(scale.at(100)).toBeCloseTo(0.5, 12)
    expect(scale.at(0)).toBe(0)
    expect(scale.ticks.map((tick) => tick.label)).toContain('200')
  })

  it('has ticks over narrow and wide ranges', () => {
    expect(logScale(90, 110, plain).ticks.length).toBeGreaterThan(2)
    expect(logScale(1, 1e9, plain).ticks.length).toBeLessThan(12)
    expect(logScale(5, 5, plain).at(5)).toBe(0)
  })
})

describe('timeScale', () => {
  const labels = (from: string, to: string): string[] =>
    timeScale(at(from), at(to)).ticks.map((tick) => tick.label)

  it('names hours, days, months or years as the span asks', () => {
    expect(labels('2024-03-01T00:00Z', '2024-03-01T08:00Z')).toContain('03:00')
    expect(labels('2024-03-01T00:00Z', '2024-03-20T00:00Z')).toContain('10 Mar')
    expect(labels('2023-01-01T00:00Z', '2024-11-25T00:00Z')).toContain('Jan 2024')
    expect(labels('2010-05-01T00:00Z', '2024-11-25T00:00Z')).toContain('2020')
  })

  it('crowds no axis, whatever the span', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 1e9 }), (seconds) => {
        const from = at('2001-02-03T04:05Z')
        const { ticks } = timeScale(from, from + seconds * 1e6)
        expect(ticks.length).toBeLessThanOrEqual(12)
        expect(new Set(ticks.map((tick) => tick.at)).size).toBe(ticks.length)
      }),
    )
  })

  it('writes moments in UTC', () => {
    expect(formatMoment(at('2024-03-01T06:05:59Z'))).toBe('1 Mar 2024 06:05')
    expect(formatDay(at('2024-03-01T23:59:59Z'))).toBe('1 Mar 2024')
  })
})
