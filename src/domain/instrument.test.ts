import { expect, it } from 'vitest'
import { defined } from '../base/index.ts'
import { type Instrument, instrument, type InstrumentId } from './instrument.ts'
import { markFactors, notional, parseInstrumentId } from './instrument.ts'
import { toPrice, toQuantity } from './round.ts'

function made(tick: string, lot: string): Instrument {
  const result = instrument('BTC-USD.SIM' as InstrumentId, tick, lot)
  return defined(result.ok ? result.value : undefined, 'instrument')
}

it('marks as it books, whether a tick of a lot is many minor units or a part of one', () => {
  const grids = [made('0.01', '0.000001'), made('5', '1'), made('0.0000001', '0.0001')]
  const factors = markFactors(grids)
  grids.forEach((of, i) => {
    const booked = Number(notional(of, 1_000_000, 1_000_000, 'floor'))
    expect((factors[i] as number) * 1e12).toBeCloseTo(booked, 3)
  })
})

it('books ticks times lots in minor units, of steps large, small and beyond the last unit', () => {
  const worth = (tick: string, lot: string, ticks: number, lots: number): bigint =>
    notional(made(tick, lot), ticks, lots, 'floor')
  expect(worth('1', '5', 3, 2)).toBe(30n * 100_000_000n)
  expect(worth('0.01', '0.000001', 150, 1)).toBe(150n)
  // Steps of 1e-7 and 1e-4: a tick of a lot is a thousandth of a minor unit.
  expect(worth('0.0000001', '0.0001', 1_000_000, 1_000_000)).toBe(10n * 100_000_000n)
  expect(worth('0.0000001', '0.0001', 1_999, 1)).toBe(1n)
})

it('is of no name that is not one, from its first letter to its last', () => {
  for (const name of ['*BTC-USD.SIM', 'BTC-USD.SIM*', 'BTC.SIM']) {
    expect(parseInstrumentId(name).ok).toBe(false)
    expect(instrument(name as InstrumentId, '1', '1')).toMatchObject({ ok: false })
  }
})

it('takes a price of many ticks that is on the grid but for the last bits as it is', () => {
  const of = made('0.1', '1')
  for (let ticks = 100_000_000; ticks < 100_005_000; ticks += 1)
    for (const rounding of ['floor', 'ceil'] as const)
      if (toPrice(of, ticks * of.tickSize, rounding) !== ticks) throw new Error(`${ticks}`)
  expect(toPrice(of, 10_000_000.05, 'floor')).toBe(100_000_000)
})

it('has no lot in less than one', () => {
  expect(toQuantity(made('1', '0.1'), 0.09)).toBe(0)
  expect(toQuantity(made('1', '0.1'), -0.09)).toBeUndefined()
})
