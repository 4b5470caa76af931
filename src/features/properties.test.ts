import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type BarArrays, emptyBars } from './bar-arrays.ts'
import {
  accumulation,
  adx,
  anchoredVwap,
  aroon,
  atr,
  averageRange,
  bollinger,
  chaikinMoneyFlow,
  chaikinOscillator,
  chaikinVolatility,
  chandelier,
  choppiness,
  dmi,
  donchian,
  easeOfMovement,
  efficiencyRatio,
  forceIndex,
  heikinAshi,
  type IndicatorSpec,
  keltner,
  klinger,
  linearRegression,
  massIndex,
  onBalanceVolume,
  overBars,
  qstick,
  randomWalkIndex,
  relativeVolatility,
  rollingPivots,
  rollingVwap,
  standardDeviation,
  verticalHorizontalFilter,
  volumeProfile,
  vortex,
} from './index.ts'

const mirror = 1_024

const moves = fc.array(
  fc.tuple(
    fc.integer({ min: -40, max: 40 }),
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 900 }),
  ),
  { minLength: 30, maxLength: 60 },
)

/** Bars in quarters, so that mirrored and moved ones are exact. */
const bars: fc.Arbitrary<BarArrays> = moves.map((list) => {
  const made = emptyBars(list.length)
  let close = mirror / 2
  list.forEach(([move, above, below, volume], row) => {
    const open = close
    close = Math.min(900, Math.max(100, close + move / 4))
    made.open[row] = open
    made.close[row] = close
    made.high[row] = Math.max(open, close) + above / 4
    made.low[row] = Math.min(open, close) - below / 4
    made.volume[row] = volume
  })
  return made
})

/** Every price through `change`, which may turn high and low about. */
function changed(of: BarArrays, change: (price: number) => number): BarArrays {
  const [open, high, low, close] = [of.open, of.high, of.low, of.close].map((c) => c.map(change))
  if (!open || !high || !low || !close) throw new Error('four columns')
  const isTurned = change(1) < change(0)
  return { ...of, open, high: isTurned ? low : high, low: isTurned ? high : low, close }
}

function read(spec: IndicatorSpec, line: string, of: BarArrays): Float64Array {
  return overBars<string>(spec, of)[line] ?? expect.fail(`${spec.key} has no ${line}`)
}

/** What upside down is another line, or the same; and what the two add up to, or are alike. */
type Turned = readonly [IndicatorSpec, line: string, other: string, sum: number | 'same']

const both = (spec: IndicatorSpec, a: string, b: string, sum: number | 'same'): Turned[] => [
  [spec, a, b, sum],
  [spec, b, a, sum],
]
const one = (spec: IndicatorSpec, line: string, sum: number | 'same'): Turned[] => [
  [spec, line, line, sum],
]

const turned: readonly Turned[] = [
  ...both(aroon(6), 'up', 'down', 'same'),
  ...both(dmi(5), 'plus', 'minus', 'same'),
  ...one(adx(5), 'adx', 'same'),
  ...both(vortex(5), 'plus', 'minus', 'same'),
  ...both(randomWalkIndex(5), 'up', 'down', 'same'),
  ...both(chandelier(5, 2), 'long', 'short', mirror),
  ...one(choppiness(5), 'choppiness', 'same'),
  ...one(massIndex(3, 5), 'massIndex', 'same'),
  ...one(efficiencyRatio(5), 'efficiency', 'same'),
  ...one(verticalHorizontalFilter(5), 'filter', 'same'),
  ...one(qstick(5), 'qstick', 0),
  ...one(linearRegression(6), 'line', mirror),
  ...one(linearRegression(6), 'slope', 0),
  ...one(linearRegression(6), 'error', 'same'),
  ...one(atr(5), 'atr', 'same'),
  ...both(bollinger(6, 2), 'upper', 'lower', mirror),
  ...one(bollinger(6, 2), 'percentB', 1),
  ...both(keltner(5, 2, 4), 'upper', 'lower', mirror),
  ...both(donchian(5), 'upper', 'lower', mirror),
  ...one(standardDeviation(5), 'zScore', 0),
  ...one(relativeVolatility(4, 5), 'index', 100),
  ...one(chaikinVolatility(4, 3), 'volatility', 'same'),
  ...one(onBalanceVolume(), 'obv', 0),
  ...one(accumulation(), 'line', 0),
  ...one(chaikinMoneyFlow(5), 'flow', 0),
  ...one(chaikinOscillator(3, 6), 'oscillator', 0),
  ...one(forceIndex(4), 'force', 0),
  ...one(easeOfMovement(4), 'ease', 0),
  ...one(klinger(3, 6, 4), 'oscillator', 0),
  ...both(anchoredVwap(2), 'upper', 'lower', mirror),
  ...one(rollingVwap(5), 'vwap', mirror),
  ...both(rollingPivots('camarilla', 5), 'r4', 's4', mirror),
  ...both(heikinAshi(), 'high', 'low', mirror),
]

it('a market upside down reads the other way', () => {
  fc.assert(
    fc.property(bars, (upright) => {
      const image = changed(upright, (price) => mirror - price)
      for (const [spec, line, other, sum] of turned) {
        const readings = read(spec, line, upright)
        read(spec, other, image).forEach((reading, row) => {
          const own = readings[row] ?? Number.NaN
          const gap = sum === 'same' ? own - reading : own + reading - sum
          if (Math.abs(gap) > 1e-7) expect.fail(`${spec.key} ${line} row ${row}: ${gap} off`)
        })
      }
    }),
    { numRuns: 60 },
  )
})

/** What becomes of a line when every price rises by as much: nothing (0), or it rises with it. */
const moved: readonly (readonly [IndicatorSpec, line: string, rises: 0 | 1])[] = [
  [atr(5), 'atr', 0],
  [averageRange(5), 'range', 0],
  [standardDeviation(5), 'deviation', 0],
  [standardDeviation(5), 'zScore', 0],
  [standardDeviation(5), 'mean', 1],
  [relativeVolatility(4, 5), 'index', 0],
  [chaikinVolatility(4, 3), 'volatility', 0],
  [bollinger(6, 2), 'upper', 1],
  [bollinger(6, 2), 'percentB', 0],
  [keltner(5, 2, 4), 'lower', 1],
  [donchian(5), 'middle', 1],
  [linearRegression(6), 'forecast', 1],
  [linearRegression(6), 'rSquared', 0],
  [linearRegression(6), 'error', 0],
  [dmi(5), 'dx', 0],
  [choppiness(5), 'choppiness', 0],
  [vortex(5), 'plus', 0],
  [onBalanceVolume(), 'obv', 0],
  [accumulation(), 'line', 0],
  [klinger(3, 6, 4), 'signal', 0],
  [anchoredVwap(2), 'upper', 1],
  [rollingVwap(5), 'vwap', 1],
]

it('prices that all stand higher spread no further', () => {
  const shift = 4_096
  fc.assert(
    fc.property(bars, (low) => {
      const high = changed(low, (price) => price + shift)
      for (const [spec, line, rises] of moved) {
        const before = read(spec, line, low)
        read(spec, line, high).forEach((reading, row) => {
          const gap = reading - (before[row] ?? Number.NaN) - rises * shift
          if (Math.abs(gap) > 1e-7) expect.fail(`${spec.key} ${line} row ${row}: ${gap} off`)
        })
      }
    }),
    { numRuns: 60 },
  )
})

it('bands are in order, and wider ones hold narrower ones', () => {
  fc.assert(
    fc.property(bars, (of) => {
      const ordered = (...columns: readonly Float64Array[]): void => {
        for (const [i, column] of columns.slice(1).entries())
          column.forEach((value, row) => {
            const below = columns[i]?.[row] ?? Number.NaN
            if (below - value > 1e-9) expect.fail(`${i} at ${row}: ${below} above ${value}`)
          })
      }
      const bands = (width: number): [Float64Array, Float64Array][] => [
        [read(bollinger(6, width), 'lower', of), read(bollinger(6, width), 'upper', of)],
        [read(keltner(5, width, 4), 'lower', of), read(keltner(5, width, 4), 'upper', of)],
        [read(anchoredVwap(width), 'lower', of), read(anchoredVwap(width), 'upper', of)],
        [read(donchian(width + 1), 'lower', of), read(donchian(width + 1), 'upper', of)],
      ]
      const wide = bands(3)
      for (const [i, [lower, upper]] of bands(2).entries())
        ordered(wide[i]?.[0] ?? lower, lower, upper, wide[i]?.[1] ?? upper)
      const part = (line: string): Float64Array => read(volumeProfile(9, 5), line, of)
      ordered(part('low'), part('control'), part('high'))
    }),
    { numRuns: 60 },
  )
})

it('a wider bar never makes the average true range less', () => {
  fc.assert(
    fc.property(bars, fc.nat({ max: 29 }), fc.integer({ min: 1, max: 99 }), (of, row, by) => {
      const wider = { ...of, high: of.high.map((price, i) => (i === row ? price + by : price)) }
      const before = read(atr(5), 'atr', of)
      read(atr(5), 'atr', wider).forEach((reading, i) => {
        if (reading < (before[i] ?? 0) - 1e-9) expect.fail(`${reading} at ${i}`)
      })
    }),
  )
})
