import { describe, expect, it } from 'vitest'
import { sessionOf } from '../../../test/simulation/pattern-market.ts'
import { defined, Random } from '../../base/index.ts'
import { BarColumns, hourUs } from '../../domain/index.ts'
import { dataMiner, minedQuality } from './data-miner.ts'
import { DataQuality } from './data-quality.ts'

/** Bars of which some are bad, by row. */
type Bad = {
  readonly [K in 'missing' | 'frozen' | 'untraded' | 'jumped']?: (row: number) => boolean
}

function barsWith(rows: number, { missing, frozen, untraded, jumped }: Bad): BarColumns {
  const chance = Random.stream(1, 'data')
  const bars = new BarColumns(rows)
  let close = 100_000
  for (let row = 0; row < rows; row += 1) {
    const before = close
    const size = jumped?.(row) === true ? 0.5 : 0
    if (frozen?.(row) !== true) close = Math.round(close * Math.exp(size + 0.004 * chance.normal()))
    if (missing?.(row) === true) continue
    const volume = untraded?.(row) === true ? 0 : 1_000
    const ts = (row + 1) * hourUs
    const wick = frozen?.(row) === true ? 0 : 1
    const [top, bottom] = [Math.max(before, close) + wick, Math.min(before, close) - wick]
    bars.push(ts, before, top, bottom, close, volume)
  }
  return bars
}

function minedOf(bad: Bad, rows = 4_000, restartAt = -1): { mind: DataQuality; said: string } {
  const seated = dataMiner.seat({})
  const agent = defined(seated.ok ? seated.value : undefined, 'miner')
  const { mind, opinions, words } = sessionOf(agent, barsWith(rows, bad), 1, restartAt)
  expect(opinions.every((each) => each === undefined)).toBe(true)
  const found = defined(mind instanceof DataQuality ? mind : undefined, 'mind')
  return { mind: found, said: words.at(-1) ?? '' }
}

const every = (n: number) => (row: number) => row % n === 1

describe('a data miner', () => {
  it('has nothing to say against good bars, and nothing to say of few', () => {
    const { mind, said } = minedOf({})
    expect(minedQuality(mind)).toBe(1)
    expect(said).toBe(
      'data are good for 100.0 %: missing 0, frozen 0, untraded 0, jumped 0 in 4000 bars',
    )
    const few = minedOf({}, 49)
    expect(few.said).toBe('too few bars to judge: 49')
    expect(minedQuality(few.mind)).toBeNaN()
    expect(minedQuality(undefined)).toBeNaN()
  })

  it.each(['missing', 'frozen', 'untraded'] as const)('measures how many are %s', (fault) => {
    const { mind } = minedOf({ [fault]: every(5) })
    expect(mind.count(fault)).toBe(800)
    expect(mind.share(fault)).toBeCloseTo(0.2, 2)
    expect(mind.quality).toBeCloseTo(0.8, 2)
  })

  it('sees a jump and its way back, and takes a bar with two faults for one bad bar', () => {
    const jump = minedOf({ jumped: (row) => row === 3_000 }).mind
    expect(jump.count('jumped')).toBe(1)
    const both = minedOf({ untraded: every(4), frozen: every(4) }).mind
    expect(both.quality).toBeCloseTo(0.75, 2)
    expect([both.count('untraded'), both.count('frozen')]).toEqual([1_000, 1_000])
  })

  it('counts a run that stands still, and a silence as all the bars that did not come', () => {
    const { mind } = minedOf({ frozen: (row) => row >= 3_990 })
    expect(mind.still).toBe(10)
    const silent = minedOf({ missing: (row) => row >= 1_000 && row < 3_500 }).mind
    expect(silent.count('missing')).toBe(2_500)
    expect(silent.quality).toBeLessThan(0.45)
    expect(silent.quality).toBeGreaterThan(0.25)
  })

  it('forgets: what was bad long ago is no matter', () => {
    const { mind } = minedOf({ untraded: (row) => row < 500 }, 12_000)
    expect(mind.count('untraded')).toBe(499)
    expect(mind.quality).toBeGreaterThan(0.999)
  })

  it('goes on after a restart as if there had been none', () => {
    const bad = { missing: every(7), frozen: every(11), jumped: every(501) }
    const [whole, cut] = [minedOf(bad), minedOf(bad, 4_000, 1_500)]
    expect(cut.mind.save()).toEqual(whole.mind.save())
    expect(cut.said).toBe(whole.said)
  })
})
