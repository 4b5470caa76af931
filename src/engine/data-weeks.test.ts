import { expect, it } from 'vitest'
import { defined } from '../base/index.ts'
import { BarColumns, dayUs, type InstrumentId, hourUs, instrument } from '../domain/index.ts'
import type { LoadedBars } from '../market/index.ts'
import { weeksOf } from './data-weeks.ts'

/** Hours from a Thursday on, when the epoch's weeks begin; prices in ticks of that size. */
function hours(tick: '0.1' | '0.01', from: number, to: number, scale = 1): LoadedBars {
  const made = instrument('BTC-USD.SIM' as InstrumentId, tick, '0.001')
  const bars = new BarColumns(to - from)
  for (let hour = from + 1; hour <= to; hour += 1) {
    const tenths = 290_001 + 7 * (hour % 90)
    const ticks = (tick === '0.1' ? tenths : 10 * tenths) * scale
    bars.push(hour * hourUs, ticks, ticks, ticks, ticks, 1)
  }
  const of = defined(made.ok ? made.value : undefined, 'instrument')
  return { instrument: of, bars, intervalUs: hourUs, sha256: '', sources: [] }
}

const week = (7 * dayUs) / hourUs

it('has a hash for every whole week, the same in every window that holds it', () => {
  const month = weeksOf([hours('0.1', 0, 4 * week)])
  expect(new Set(month).size).toBe(4)
  expect(weeksOf([hours('0.1', week - 5, 3 * week + 9)])).toEqual(month.slice(1, 3))
  expect(weeksOf([hours('0.1', 1, week)])).toEqual([])
})

it('is the same whatever ticks prices are counted in, and another for other prices', () => {
  const coarse = weeksOf([hours('0.1', 0, week)])
  expect(weeksOf([hours('0.01', 0, week)])).toEqual(coarse)
  expect(weeksOf([hours('0.1', 0, week, 2)])).not.toEqual(coarse)
})

it('puts several instruments together', () => {
  const one = hours('0.1', 0, week)
  const other = hours('0.1', 0, week, 3)
  expect(weeksOf([one, other])).toEqual([...weeksOf([one]), ...weeksOf([other])])
})
