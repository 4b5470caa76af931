import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
import { type Instrument, type InstrumentId, instrument, minuteUs } from '../../domain/index.ts'
import { parseOhlcv } from './parse-ohlcv.ts'

const built = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00000001')
const btc: Instrument = defined(built.ok ? built.value : undefined, 'BTC')
const open = 1_700_000_040_000

it('turns floats into the ticks and lots they stand for', () => {
  const wire = [[open, 64250.1, 64250.3, 64249.7, 64250.2, 0.29]]
  const { bars, declined } = parseOhlcv(wire, btc, minuteUs)
  expect(declined).toBe(0)
  expect([
    ...bars.ts,
    ...bars.open,
    ...bars.high,
    ...bars.low,
    ...bars.close,
    ...bars.volume,
  ]).toEqual([(open + 60_000) * 1_000, 642_501, 642_503, 642_497, 642_502, 29_000_000])
})

it('sorts, and of a repeated stamp keeps the later row', () => {
  const row = (ms: number, close: number): readonly number[] => [ms, close, close, close, close, 1]
  const wire = [row(open + 60_000, 5), row(open, 3), row(open + 60_000, 4)]
  expect([...parseOhlcv(wire, btc, minuteUs).bars.close]).toEqual([30, 40])
})

it('counts what is no bar and keeps the rest', () => {
  const good = [open, 1, 1, 1, 1, 1]
  const bad: readonly unknown[] = [
    null,
    'bar',
    [open, 1, 1],
    [open, '1', 1, 1, 1, 1],
    [open, 1, 1, 1, undefined, 1],
    [open, 1, 2, 3, 1, 1],
    [open, 1.05, 1.05, 1.05, 1.05, 1],
    [open, 0, 0, 0, 0, 1],
    [open, 1, 1, 1, 1, -1],
    [open + 1, 1, 1, 1, 1, 1],
    [Number.NaN, 1, 1, 1, 1, 1],
    [open, 1, Number.POSITIVE_INFINITY, 1, 1, 1],
  ]
  const { bars, declined } = parseOhlcv([...bad, good], btc, minuteUs)
  expect([bars.length, declined]).toEqual([1, bad.length])
  expect(parseOhlcv({ error: [] }, btc, minuteUs).declined).toBe(1)
})

it('never throws, whatever the venue sends', () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.constant(open))
  const rows = fc.array(fc.oneof(fc.anything(), fc.array(number, { maxLength: 8 })))
  fc.assert(fc.property(rows, (wire) => void parseOhlcv(wire, btc, minuteUs)))
})
