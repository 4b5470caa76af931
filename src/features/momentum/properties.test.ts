import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { IndicatorSpec } from '../define-indicator.ts'
import { overBars } from '../over-bars.ts'
import { type BarArrays, emptyBars } from '../bar-arrays.ts'
import {
  accelerator,
  apo,
  awesome,
  balanceOfPower,
  cci,
  cmo,
  correlationTrend,
  cutlerRsi,
  dpo,
  elderRay,
  fisher,
  inertia,
  intradayMomentum,
  kdj,
  laguerreRsi,
  macd,
  momentum,
  prettyGood,
  relativeMomentum,
  relativeVigor,
  rsi,
  smi,
  stc,
  stochastic,
  stochRsi,
  tsi,
  ultimate,
  williamsR,
} from './index.ts'

const mirror = 1_000

const bar = fc.tuple(
  fc.integer({ min: -60, max: 60 }),
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 40 }),
)

/** Bars in quarters, so that a mirrored bar is exact. */
function barsOf(moves: readonly (readonly [number, number, number])[]): BarArrays {
  const bars = emptyBars(moves.length)
  let close = mirror / 2
  moves.forEach(([move, above, below], row) => {
    const open = close
    close += move / 4
    bars.open[row] = open
    bars.close[row] = close
    bars.high[row] = Math.max(open, close) + above / 4
    bars.low[row] = Math.min(open, close) - below / 4
  })
  return bars
}

function mirrored({ ts, volume, open, high, low, close }: BarArrays): BarArrays {
  const turn = (column: Float64Array): Float64Array => column.map((price) => mirror - price)
  return { ts, volume, open: turn(open), high: turn(low), low: turn(high), close: turn(close) }
}

/** Spec, its line, and what it and its mirror image add up to. */
const turned: readonly (readonly [IndicatorSpec, sum: number])[] = [
  [rsi(5), 100],
  [macd(3, 6, 2), 0],
  [apo(3, 6), 0],
  [stochastic(5, 3, 3), 100],
  [kdj(5, 3, 3), 100],
  [stochRsi(5, 5, 3, 3), 100],
  [momentum(5), 0],
  [cmo(5), 0],
  [cutlerRsi(5), 100],
  [cci(5), 0],
  [williamsR(5), -100],
  [ultimate(3, 6, 9), 100],
  [tsi(5, 3, 2), 0],
  [accelerator(3, 6, 2), 0],
  [fisher(5), 0],
  [smi(5, 4, 2, 3), 0],
  [stc(3, 6, 4), 100],
  [dpo(6), 0],
  [balanceOfPower(5), 0],
  [relativeVigor(5), 0],
  [relativeMomentum(5, 2), 100],
  [laguerreRsi(), 100],
  [intradayMomentum(5), 100],
  [correlationTrend(5), 0],
  [prettyGood(5), 0],
  [inertia(5, 4, 3), 100],
]

it('a market upside down reads the other way', () => {
  fc.assert(
    fc.property(fc.array(bar, { minLength: 30, maxLength: 60 }), (moves) => {
      const bars = barsOf(moves)
      const image = mirrored(bars)
      for (const [spec, sum] of turned) {
        const lines = Object.values(overBars(spec, bars))
        const others = Object.values(overBars(spec, image))
        lines.forEach((line, i) => {
          line.forEach((reading, row) => {
            const gap = Math.abs(reading + (others[i]?.[row] ?? 0) - sum)
            if (gap > 1e-7) expect.fail(`${spec.key} line ${i} row ${row}: ${gap} off`)
          })
        })
      }
    }),
    { numRuns: 100 },
  )
})

it('upside down, bulls are bears and the awesome oscillator changes sign', () => {
  fc.assert(
    fc.property(fc.array(bar, { minLength: 20, maxLength: 40 }), (moves) => {
      const bars = barsOf(moves)
      const image = mirrored(bars)
      const { bull } = overBars(elderRay(5), bars)
      const { bear } = overBars(elderRay(5), image)
      const upright = overBars(awesome(3, 6), bars).awesome
      const turnedOver = overBars(awesome(3, 6), image).awesome
      for (let row = 6; row < bull.length; row += 1) {
        expect(bull[row]).toBeCloseTo(-(bear[row] ?? 0), 8)
        expect(upright[row]).toBeCloseTo(-(turnedOver[row] ?? 0), 8)
      }
    }),
    { numRuns: 40 },
  )
})

it('a market that only rises is at the top of the range to the last bit', () => {
  const steps = fc.array(fc.double({ min: 1e-3, max: 9, noNaN: true }), {
    minLength: 12,
    maxLength: 40,
  })
  fc.assert(
    fc.property(steps, (moves) => {
      let price = 1
      const close = Float64Array.from(moves, (move) => {
        price += move
        return price
      })
      const open = close.map((value, row) => value - (moves[row] ?? 0))
      for (const spec of [
        relativeMomentum(5, 2),
        cutlerRsi(5),
        cmo(5),
        intradayMomentum(5),
        tsi(5, 3),
      ])
        expect(Object.values(overBars<string>(spec, { close, open }))[0]?.at(-1)).toBe(100)
      // The index stands still at its top.
      expect(overBars(stochRsi(3, 3, 1, 1), { close }).k.at(-1)).toBe(50)
    }),
    { numRuns: 100 },
  )
})
