import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ArgumentError } from '../../quant/index.ts'
import type { IndicatorSpec } from '../define-indicator.ts'
import { overBars } from '../over-bars.ts'
import { averages } from './catalog.ts'
import {
  alma,
  dema,
  ema,
  evwma,
  frama,
  hma,
  holtWinters,
  kama,
  laguerre,
  lsma,
  mama,
  mcginley,
  midpoint,
  midprice,
  sineWma,
  sma,
  smma,
  superSmoother,
  t3,
  tema,
  trima,
  vidya,
  vwma,
  wma,
  zlema,
} from './index.ts'

/** Those whose weights are none below 0, and so never leave what they average. */
const means: readonly IndicatorSpec[] = [
  sma(7),
  ema(7),
  wma(7),
  trima(7),
  kama(7),
  alma(7),
  sineWma(7),
  vwma(7),
  evwma(7),
  smma(7),
  vidya(7),
  mcginley(7),
  midpoint(7),
  midprice(7),
  mama(),
  frama(8),
]

const prices = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 40, maxLength: 90 })

it('an average never leaves the prices it averages', () => {
  fc.assert(
    fc.property(prices, (list) => {
      const close = Float64Array.from(list, (price) => price / 100)
      const volume = Float64Array.from(list, (price) => price % 13)
      const low = close.reduce((least, price) => Math.min(least, price))
      const high = close.reduce((most, price) => Math.max(most, price))
      for (const spec of means)
        for (const line of Object.values(overBars(spec, { close, volume })))
          for (const reading of line)
            if (reading < low - 1e-9 * high || reading > high * (1 + 1e-9))
              expect.fail(`${spec.key} read ${reading}, not from ${low} to ${high}`)
    }),
    { numRuns: 60 },
  )
})

it('an average of a market that never moved is its price', () => {
  for (const price of [0.1, 1 / 3, 98_765.43])
    for (const { spec } of averages)
      for (const line of Object.values(overBars(spec, { close: new Float64Array(90).fill(price) })))
        if (!(Math.abs((line.at(-1) ?? 0) / price - 1) < 1e-12)) expect.fail(spec.key)
})

it('those without lag are on a straight line as soon as they speak, or come to it', () => {
  const close = Float64Array.from({ length: 400 }, (_, row) => 100 + row / 4)
  const specs: readonly IndicatorSpec[] = [lsma(20), dema(20), tema(20), zlema(21)]
  const ends = specs.map((spec) => Object.values(overBars(spec, { close }))[0]?.at(-1) ?? 0)
  for (const end of ends) expect(end).toBeCloseTo(199.75, 6)
  // This one foretells the next close.
  expect(overBars(holtWinters(), { close }).holtWinters.at(-1)).toBeCloseTo(200, 4)
})

const bad: readonly (() => IndicatorSpec)[] = [
  () => alma(9, 1.1),
  () => alma(9, 0.85, 0),
  () => dema(0),
  () => ema(0),
  () => evwma(1.5),
  () => frama(15),
  () => frama(2),
  () => hma(1),
  () => holtWinters(0),
  () => kama(10, 30, 2),
  () => laguerre(1),
  () => lsma(1),
  () => mama(0.05, 0.5),
  () => mcginley(14, 0),
  () => midpoint(0),
  () => midprice(-1),
  () => sineWma(0),
  () => sma(Number.NaN),
  () => smma(0),
  () => superSmoother(1),
  () => t3(5, 1.5),
  () => tema(0),
  () => trima(0),
  () => vidya(0),
  () => vwma(0),
  () => wma(Number.POSITIVE_INFINITY),
  () => zlema(2),
]

it.each(bad.map((make) => [String(make), make] as const))('declines %s', (_, make) => {
  expect(make).toThrow(ArgumentError)
})
