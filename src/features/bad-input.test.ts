import { expect, it } from 'vitest'
import { ArgumentError } from '../quant/index.ts'
import { every, macd, overBars, rsi } from './index.ts'

it('a line is read by its name or its place, and no other', () => {
  const stream = macd(2, 3, 2).stream()
  for (const close of [1, 2, 4, 3, 5]) stream.update({ close })
  expect(stream.value('signal')).toBe(stream.value(1))
  expect(stream.value('macd')).toBe(stream.value())
  expect(() => stream.value('foo')).toThrow('line must be one of macd, signal, histogram, was foo')
  expect(() => stream.value(3)).toThrow(ArgumentError)
})

it('a state of other parameters is declined', () => {
  expect(() => rsi(14).stream().load(rsi(7).stream().save())).toThrow(
    'the saved state must be of rsi(14), was of rsi(7)',
  )
})

it('columns that cannot be are declined, with the row', () => {
  const close = Float64Array.of(1, 2, 3)
  const bad = (bars: object) => (): unknown => overBars(rsi(2), { close, ...bars })
  expect(bad({ high: Float64Array.of(1, 2) })).toThrow('high must be as long as close: 2 values')
  expect(bad({ close: Float64Array.of(1, Number.NaN, 3) })).toThrow('close[1] was NaN')
  expect(bad({ high: close, low: Float64Array.of(1, 3, 3) })).toThrow(
    'high must be >= low, 3, and high[1] was 2',
  )
  expect(bad({ volume: Float64Array.of(1, -1, 0) })).toThrow('volume[1] was -1')
  expect(bad({ ts: Float64Array.of(1, 3, 2) })).toThrow('ts[2] was 2')
  expect(bad({ close: [1, 2, 3] })).toThrow('close must be a Float64Array')
})

it('what is no indicator with streams of its own is declined', () => {
  const close = Float64Array.of(1, 2, 3)
  const other: object = every(60_000_000, rsi(2))
  // As plain JavaScript may do.
  expect(() => overBars({ ...rsi(2), ...other, stream: Object(1) }, { close })).toThrow(
    'spec must be an indicator of this library',
  )
})
