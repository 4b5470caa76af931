import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BarColumns } from '../../domain/index.ts'
import { BarMerger } from './bar-merger.ts'

function barsAt(...ts: readonly number[]): BarColumns {
  const bars = new BarColumns(ts.length)
  for (const each of ts) bars.push(each, 1, 1, 1, 1, 1)
  return bars
}

const released = (merger: BarMerger): readonly (readonly [ts: number, instrument: number])[] =>
  merger.release().map((bar) => [bar.ts, bar.instrument])

it('holds a bar back until every instrument is known up to it', () => {
  const merger = new BarMerger(2, 1, 0)
  merger.add(1, barsAt(1, 2), 2)
  expect(released(merger)).toEqual([])
  merger.add(0, barsAt(1), 1)
  expect(released(merger)).toEqual([
    [1, 0],
    [1, 1],
  ])
  merger.add(0, barsAt(1, 2), 2)
  expect(released(merger)).toEqual([
    [2, 0],
    [2, 1],
  ])
})

it('does not wait for a minute in which nothing traded', () => {
  const merger = new BarMerger(2, 1, 0)
  merger.add(0, barsAt(1), 1)
  merger.add(1, barsAt(), 1)
  expect(released(merger)).toEqual([[1, 0]])
})

it('waits three bars for a silent instrument, then goes on and drops what comes late', () => {
  const merger = new BarMerger(2, 1, 0)
  merger.add(0, barsAt(1, 2, 3), 3)
  expect(released(merger)).toEqual([])
  merger.add(0, barsAt(4, 5), 5)
  expect(released(merger)).toEqual([
    [1, 0],
    [2, 0],
  ])
  expect(merger.add(1, barsAt(1, 2, 3), 3)).toBe(2)
  expect(released(merger)).toEqual([
    [3, 0],
    [3, 1],
  ])
})

it('gives each bar once and in order, however the answers come in', () => {
  const answer = fc.record({
    instrument: fc.nat({ max: 2 }),
    from: fc.integer({ min: 1, max: 40 }),
    count: fc.nat({ max: 6 }),
  })
  fc.assert(
    fc.property(fc.array(answer), (answers) => {
      const merger = new BarMerger(3, 1, 0)
      const seen: (readonly [number, number])[] = []
      for (const { instrument, from, count } of answers) {
        const ts = Array.from({ length: count }, (_, i) => from + i)
        merger.add(instrument, barsAt(...ts), from + count - 1)
        seen.push(...released(merger))
      }
      for (const [i, [ts, instrument]] of seen.entries()) {
        const before = seen[i - 1]
        if (before === undefined) continue
        expect(before[0] < ts || (before[0] === ts && before[1] < instrument)).toBe(true)
      }
    }),
  )
})
