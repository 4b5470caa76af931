import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoregression } from '../../../test/golden/quant/rates.ts'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  CusumDetector,
  cusumRunLength,
  cusumTest,
  meanBreak,
  PageHinkley,
  pelt,
  RunLengthFilter,
} from './index.ts'
import { segmentCost } from './segment-cost.ts'

const drawn = (seed: number, count = 60): Float64Array =>
  autoregression(Random.fromSeed(seed), count, 0)
const stepped = (seed: number, count = 60): Float64Array =>
  drawn(seed, count).map((value, i) => value + (i < count / 2 ? 0 : 4))
const seeds = fc.integer({ min: 1, max: 1e6 })
const kinds = fc.constantFrom('mean' as const, 'variance' as const, 'mean-and-variance' as const)
const constant = new Float64Array(30).fill(0.3)

/** The least cost of any cut, by trying every start of the last stretch. */
function leastCost(
  series: Float64Array,
  cost: NonNullable<ReturnType<typeof segmentCost>>,
  penalty: number,
  countMin: number,
): number {
  const best = [-penalty]
  for (let end = 1; end <= series.length; end += 1) {
    const all = best
      .slice(0, Math.max(0, end - countMin + 1))
      .map((before, from) => before + cost.of(from, end) + penalty)
    best[end] = Math.min(Number.POSITIVE_INFINITY, ...all)
  }
  return best[series.length] ?? Number.NaN
}

describe('pelt', () => {
  it('costs as little as trying every cut, whatever changes', () => {
    const options = fc.record({
      change: kinds,
      penalty: fc.double({ min: 0.1, max: 20, noNaN: true }),
      countMin: fc.integer({ min: 2, max: 12 }),
    })
    fc.assert(
      fc.property(seeds, options, (seed, { change, penalty, countMin }) => {
        const series = stepped(seed)
        const found = pelt(series, { change, penalty, countMin })
        const cost = segmentCost(series, change)
        if (cost === undefined) throw new Error('constant')
        const total = found.cost + penalty * found.changes.length
        expect(total).toBeCloseTo(leastCost(series, cost, penalty, countMin), 7)
        const edges = [0, ...found.changes, series.length]
        for (let i = 1; i < edges.length; i += 1)
          expect((edges[i] ?? 0) - (edges[i - 1] ?? 0)).toBeGreaterThanOrEqual(countMin)
      }),
      { numRuns: 200 },
    )
  })

  it('does not feel scale and shift', () => {
    const scales = fc.double({ min: 0.01, max: 1000, noNaN: true })
    fc.assert(
      fc.property(seeds, kinds, scales, (seed, change, scale) => {
        const series = stepped(seed)
        const moved = series.map((value) => value * scale - 50)
        expect(pelt(moved, { change }).changes).toEqual(pelt(series, { change }).changes)
      }),
      { numRuns: 40 },
    )
  })

  it('finds fewer changes the more they cost', () => {
    let last = Number.POSITIVE_INFINITY
    for (const penalty of [0, 1, 4, 16, 64, 256, 1e9]) {
      const { changes } = pelt(stepped(1), { penalty })
      expect(changes.length).toBeLessThanOrEqual(last)
      last = changes.length
    }
    expect(last).toBe(0)
  })

  it('finds no change in a constant series, and the one of a clean step', () => {
    expect(pelt(constant).changes).toEqual([])
    const step = new Float64Array(40).fill(1, 25)
    for (const change of ['mean', 'mean-and-variance'] as const)
      expect(pelt(step, { change }).changes).toEqual([25])
  })

  it('looks at about as many stretches as there are values', () => {
    const count = 20_000
    const noise = drawn(2, count)
    const series = noise.map((value, i) => value + 3 * (Math.floor(i / 100) % 2))
    // All pairs would be 2e8 stretches: minutes, not a moment.
    const { changes } = pelt(series)
    expect(Math.abs(changes.length - 199)).toBeLessThan(8)
  })

  it('declines what it cannot take', () => {
    expect(() => pelt(drawn(1).with(3, Number.NaN))).toThrow(ArgumentError)
    expect(() => pelt(drawn(1).slice(0, 3))).toThrow(ArgumentError)
    expect(() => pelt(drawn(1), { penalty: -1 })).toThrow(ArgumentError)
    expect(() => pelt(drawn(1), { countMin: 31 })).toThrow(ArgumentError)
    expect(() => pelt(drawn(1), { change: 'variance', countMin: 1 })).toThrow(ArgumentError)
    expect(() => pelt(drawn(1), { variance: 0 })).toThrow(ArgumentError)
  })
})

describe.each([
  ['cusumTest', cusumTest],
  ['meanBreak', meanBreak],
])('%s', (_, test) => {
  it('finds a step, and does not feel scale and shift', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const series = stepped(seed)
        const index = test(series)?.index ?? 0
        expect(Math.abs(index - 30)).toBeLessThan(4)
        expect(test(series.map((value) => value * 16 + 8))?.index).toBe(index)
      }),
      { numRuns: 20 },
    )
  })

  it('has no answer for a constant series, and declines what it cannot take', () => {
    expect(test(constant)).toBeUndefined()
    expect(() => test(Float64Array.of(1, 2, 3))).toThrow(ArgumentError)
    expect(() => test(drawn(1).with(2, Number.POSITIVE_INFINITY))).toThrow(ArgumentError)
  })
})

it('a mean break is the first of equal ones', () => {
  expect(meanBreak(Float64Array.of(5, 0, 0, 0, 0, 0, 0, 5), 0)?.index).toBe(1)
})

it('a mean break has no F-value where two means fit exactly', () => {
  expect(meanBreak(new Float64Array(20).fill(1, 10))).toBeUndefined()
  expect(() => meanBreak(drawn(1), 0.5)).toThrow(ArgumentError)
})

describe('CusumDetector', () => {
  it('alarms after as many values as the tables say', () => {
    const random = Random.fromSeed(3)
    const meanRun = (shift: number, runs: number): number => {
      const chart = new CusumDetector({ mean: 10, deviation: 2 })
      let values = 0
      for (let run = 0; run < runs; run += 1) {
        chart.reset()
        do values += 1
        while (chart.update(10 + 2 * (random.normal() + shift)) === undefined)
      }
      return values / runs
    }
    expect(Math.abs(meanRun(0, 600) / 465 - 1)).toBeLessThan(0.12)
    expect(Math.abs(meanRun(1, 2000) / 10.4 - 1)).toBeLessThan(0.05)
  })

  it('says which way, starts anew, and leaves out what is not finite', () => {
    const chart = new CusumDetector({ mean: 0, deviation: 1, threshold: 2 })
    expect(chart.update(Number.NaN)).toBeUndefined()
    expect(chart.update(2)).toBeUndefined()
    expect(chart.high).toBe(1.5)
    expect(chart.update(2)).toBe('up')
    expect([chart.high, chart.low]).toEqual([0, 0])
    expect(chart.update(-9)).toBe('down')
    expect(() => new CusumDetector({ mean: 0, deviation: 0 })).toThrow(ArgumentError)
    expect(() => new CusumDetector({ mean: Number.NaN, deviation: 1 })).toThrow(ArgumentError)
    expect(() => cusumRunLength({ shift: 0, slack: 0.5, threshold: 0 })).toThrow(ArgumentError)
  })
})

describe('PageHinkley', () => {
  it('says which way a mean has moved, and then starts anew', () => {
    for (const [move, way] of [
      [3, 'up'],
      [-3, 'down'],
    ] as const) {
      const test = new PageHinkley({ tolerance: 0.5, threshold: 10 })
      const alarms = [...drawn(4, 200)].flatMap((value, i) => {
        const alarm = test.update(value + (i < 100 ? 0 : move))
        return alarm === undefined ? [] : [i]
      })
      expect(alarms.length).toBe(1)
      expect(alarms[0]).toBeGreaterThan(99)
      expect(alarms[0]).toBeLessThan(110)
      for (let i = 0; i < 40; i += 1) test.update(0)
      const found = Array.from({ length: 20 }, () => test.update(move)).find((alarm) => alarm)
      expect(found).toBe(way)
    }
  })

  it('declines options out of range', () => {
    const good = { tolerance: 0.1, threshold: 5 }
    for (const bad of [
      { ...good, tolerance: -1 },
      { ...good, threshold: 0 },
      { ...good, memory: 0 },
      { ...good, memory: 1.1 },
      { ...good, warmupCount: 0.5 },
    ])
      expect(() => new PageHinkley(bad)).toThrow(ArgumentError)
    expect(new PageHinkley(good).update(Number.NaN)).toBeUndefined()
  })
})

describe('RunLengthFilter', () => {
  const options = { runLengthMean: 100, mean: 0, deviation: 1 }

  it('gives probabilities that sum to 1, also beyond the longest run', () => {
    const filter = new RunLengthFilter({ ...options, runLengthMax: 20 })
    for (const value of drawn(5, 80)) {
      filter.update(value)
      let sum = 0
      for (let run = 0; run <= 20; run += 1) sum += filter.probabilityOf(run)
      expect(sum).toBeCloseTo(1, 12)
    }
    expect(filter.runLength).toBe(20)
    expect(filter.probabilityOf(21)).toBe(0)
  })

  it('starts a new run at a step, with a longest run or without', () => {
    for (const runLengthMax of [15, 1000]) {
      const filter = new RunLengthFilter({ ...options, runLengthMax })
      for (const value of stepped(6, 60)) filter.update(value)
      // From the 30th value on the level is another.
      if (runLengthMax === 1000) expect(Math.abs(filter.runLength - 30)).toBeLessThan(3)
      for (let i = 0; i < 8; i += 1) filter.update(-20 + i)
      expect(Math.abs(filter.runLength - 8)).toBeLessThan(3)
    }
  })

  it('leaves out what is not finite, and forgets', () => {
    const filter = new RunLengthFilter(options)
    expect(filter.update(Number.NaN)).toBe(false)
    expect(filter.update(1e200)).toBe(false)
    expect(filter.update(1e140)).toBe(true)
    for (const value of drawn(7)) filter.update(value)
    expect(Number.isFinite(filter.runLengthExpected)).toBe(true)
    filter.reset()
    expect([filter.runLength, filter.probabilityOf(0)]).toEqual([0, 1])
    expect(() => new RunLengthFilter({ ...options, runLengthMean: 1 })).toThrow(ArgumentError)
    expect(() => new RunLengthFilter({ ...options, deviation: 0 })).toThrow(ArgumentError)
    expect(() => new RunLengthFilter({ ...options, runLengthMax: 1 })).toThrow(ArgumentError)
  })
})
