import { expect, it } from 'vitest'
import {
  dayUs,
  micros,
  minorPerUnit,
  type ModeChanged,
  price,
  quantity,
} from '../../domain/index.ts'
import { WeekWatch, weeklyLines } from './weekly-summary.ts'

/** A Monday, and the last of 2025: the week goes over the end of a year. */
const monday = Date.UTC(2025, 11, 29) * 1_000

/** A desk of 1,000 whose equity is given day by day, at noon. */
function watched(equities: readonly number[], from = monday): WeekWatch {
  const watch = new WeekWatch(1_000)
  equities.forEach((equity, day) => {
    watch.onMark(micros(from + day * dayUs + dayUs / 2), equity * minorPerUnit)
  })
  return watch
}

it('is of the last week that is over, Monday to Monday', () => {
  expect(watched([1_010, 990, 1_020]).summary).toBeUndefined()
  const { summary } = watched([1_000, 1_100, 990, 1_045, 1_045, 1_045, 1_050, 2_000])
  expect(summary).toMatchObject({
    from: monday,
    to: monday + 7 * dayUs,
    startEquity: 1_000,
    endEquity: 1_050,
  })
  expect(summary?.change).toBeCloseTo(0.05, 12)
  expect(summary?.drawdown).toBeCloseTo(0.1, 12)
  expect(summary?.bestDay).toBeCloseTo(0.1, 12)
  expect(summary?.worstDay).toBeCloseTo(-0.1, 12)
})

it('begins where the week before ended, and forgets what that was', () => {
  const { summary } = watched([...Array<number>(7).fill(500), ...Array<number>(7).fill(550), 1])
  expect(summary).toMatchObject({ startEquity: 500, endEquity: 550, drawdown: 0, worstDay: 0 })
})

it('counts fills, fees, refusals and changes of mode in the week they are of', () => {
  const watch = watched([1_000])
  const fill = {
    ts: micros(monday + dayUs),
    instrument: 0,
    side: 'buy',
    role: 'entry',
    price: price(1),
    quantity: quantity(1),
    arrival: price(1),
    notional: 0n,
    fee: 150_000_000n,
    realised: -200_000_000n,
  } as const
  const mode: ModeChanged = {
    kind: 'mode-changed',
    ts: micros(monday + 2 * dayUs),
    from: 'normal',
    to: 'pause',
    actor: 'ann',
    reason: 'holidays',
  }
  watch.onFill(fill)
  watch.onMode(mode)
  const refusal = { kind: 'intent-refused', instrument: 0, limit: 'x', was: 1, max: 0 } as const
  watch.onRefusal({ ...refusal, ts: mode.ts })
  watch.onFill({ ...fill, ts: micros(monday + 7 * dayUs) })
  expect(watch.summary).toMatchObject({ fills: 1, fees: 1.5, realised: -2, refusals: 1 })
  expect(watch.summary?.modes).toEqual(['pause, by ann: holidays'])
})

it('is a few lines', () => {
  const { summary } = watched([1_000, 1_100, 990, 1_045, 1_045, 1_045, 1_050, 2_000])
  expect(summary === undefined ? [] : weeklyLines(summary, 'USD')).toEqual([
    'week       2025-12-29 to 2026-01-05, UTC',
    'equity     1000.00 USD -> 1050.00 USD (5.00 %)',
    'drawdown   10.00 % at most',
    'days       best 10.00 %, worst -10.00 %',
    'fills      0, fees 0.00 USD, booked 0.00 USD',
    'refusals   0',
    'modes      no change',
  ])
})
