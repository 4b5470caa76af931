import { describe, expect, it } from 'vitest'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { BarColumns, hourUs, micros } from '../../domain/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { defaultCosts } from '../../venue/index.ts'
import { marketRemarks, volumeSentences } from './data-remarks.ts'

const made = makeRun({ bars: 500, intervalUs: hourUs, holdBars: 10 })
const idle = makeRun({ bars: 500, intervalUs: hourUs, holdBars: 1e12 })

/** Restless bars of one instrument; `row` is told to leave one out, or to change one. */
function market(
  row: (
    i: number,
  ) => { readonly close?: number; readonly volume?: number } | undefined = () => ({}),
): LoadedBars {
  const bars = new BarColumns(500)
  for (let i = 0; i < 500; i += 1) {
    const { close = 10_000 + (i % 7), volume = 1e12 } = row(i) ?? { close: Number.NaN }
    if (Number.isNaN(close)) continue
    bars.push((made.bars[0] as BarColumns).ts[i] as number, close, close, close, close, volume)
  }
  const instrument = defined(made.run.instruments[0])
  const span = { from: micros(0), to: micros(0) }
  const sources = [{ path: 'own/bars.csv', rows: bars.length, ...span }]
  return { instrument, bars, intervalUs: hourUs, sha256: '', sources }
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a made run has an instrument')
  return value
}

describe('what speaks against bars', () => {
  it('is nothing where all of them are there', () => {
    expect(marketRemarks([market()])).toEqual([])
  })

  it('is how many are missing and which jump', () => {
    const id = defined(made.run.instruments[0]).id
    const holed = market((i) => (i >= 300 && i < 400 ? undefined : {}))
    expect(marketRemarks([holed])).toEqual([
      `${id}: 100 of 500 bars are missing (the longest gap is 100 bars); ` +
        'see coinswarm data check own/bars.csv',
    ])
    const spiked = market((i) => (i === 250 ? { close: 10_000_000 } : {}))
    expect(marketRemarks([spiked])).toEqual([
      `${id}: 2 jumps of the close by more than 20 % and 20 times the usual; see coinswarm data check own/bars.csv`,
    ])
    expect(marketRemarks(Array.from({ length: 5 }, () => holed)).at(-1)).toContain('of 2 more')
  })
})

describe('of volume', () => {
  it('is said that there is none where nothing was traded', () => {
    const dry = market(() => ({ volume: 0 }))
    const [sentence] = volumeSentences(idle.run, [dry], defaultCosts)
    expect(sentence).toContain("10.0 % of a bar's volume (costs.participationMax), and no bar has")
    const half = market((i) => ({ volume: i < 250 ? 9 : 10 }))
    expect(volumeSentences(idle.run, [half], defaultCosts)[0]).toContain('250 bars of 500 have not')
    expect(volumeSentences(idle.run, [market()], defaultCosts)).toEqual([])
  })

  it('is said that it bounded what was traded, by the reading of the costs', () => {
    // Fills of a desk are stamped with the close of their bar.
    const fills = made.run.fills.map((fill) => ({ ...fill, ts: micros(fill.ts - 1) }))
    const run = { ...made.run, fills }
    const least = Math.min(...fills.map(({ quantity }) => quantity))
    const thin = market(() => ({ volume: least * 10 }))
    expect(volumeSentences(run, [thin], defaultCosts)[0]).toContain(
      `${fills.length} of ${fills.length} fills took all that there was, 10.0 % of a bar's volume`,
    )
    expect(volumeSentences(run, [market()], defaultCosts)).toEqual([])
    const kind = { ...defaultCosts, reading: 'optimistic' } as const
    expect(volumeSentences(run, [thin], kind)).toEqual([])
  })
})
