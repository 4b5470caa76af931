import { expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../../quant/index.ts'
import type { IndicatorSpec } from '../define-indicator.ts'
import { overBars } from '../over-bars.ts'
import { momenta } from './catalog.ts'
import {
  accelerator,
  apo,
  awesome,
  balanceOfPower,
  bias,
  cci,
  centerOfGravity,
  cmo,
  connorsRsi,
  coppock,
  correlationTrend,
  cutlerRsi,
  dpo,
  elderRay,
  fisher,
  forecastOscillator,
  inertia,
  intradayMomentum,
  kdj,
  kst,
  laguerreRsi,
  macd,
  momentum,
  pmo,
  ppo,
  prettyGood,
  psychologicalLine,
  qqe,
  relativeMomentum,
  relativeVigor,
  roc,
  rocRatio,
  rsi,
  smi,
  stc,
  stochastic,
  stochRsi,
  trix,
  tsi,
  ultimate,
  williamsR,
} from './index.ts'

/** What each line reads where nothing moves. */
const neutral: Readonly<Record<string, number>> = {
  rsi: 50,
  stochastic: 50,
  kdj: 50,
  stochRsi: 50,
  rocRatio: 1,
  cutlerRsi: 50,
  williamsR: -50,
  ultimate: 50,
  stc: 50,
  relativeMomentum: 50,
  laguerreRsi: 50,
  intradayMomentum: 50,
  centerOfGravity: -5.5,
  qqe: 50,
  inertia: 50,
}

function lastOf(spec: IndicatorSpec, close: Float64Array): readonly number[] {
  return Object.values(overBars(spec, { close })).map((line) => line.at(-1) ?? Number.NaN)
}

it('a market that never moved reads neutral, whatever its price', () => {
  for (const price of [0.1, 1 / 3, 100, 98_765.43])
    for (const { spec } of momenta) {
      const name = spec.key.slice(0, spec.key.indexOf('('))
      const wanted = name === 'connorsRsi' ? [100 / 3, 50, 50, 0] : [neutral[name] ?? 0]
      const readings = lastOf(spec, new Float64Array(300).fill(price))
      readings.forEach((reading, i) => {
        const gap = Math.abs(reading - (wanted[i] ?? wanted[0] ?? 0))
        if (!(gap <= 1e-9 * Math.max(1, price))) expect.fail(`${spec.key} at ${price}: ${reading}`)
      })
    }
})

it('a window without a move is neutral to the digit, whatever came before', () => {
  const windows: readonly (readonly [IndicatorSpec, number])[] = [
    [stochastic(), 50],
    [williamsR(), -50],
    [cmo(), 0],
    [cutlerRsi(), 50],
    [cci(), 0],
    [ultimate(), 50],
    [intradayMomentum(), 50],
    [relativeVigor(), 0],
    [correlationTrend(), 0],
    [roc(), 0],
    [rocRatio(), 1],
    [momentum(), 0],
  ]
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = Random.fromSeed(seed)
    // Tenths, which binary floats do not hold: sums of them leave something behind.
    let price = 30
    const walk = Array.from({ length: 60 + seed }, () => {
      price += random.below(7) / 10 - 0.3
      return price
    })
    const close = Float64Array.from([...walk, ...new Array<number>(45).fill(price)])
    const readings = windows.map(([spec]) => lastOf(spec, close)[0])
    expect(readings).toEqual(windows.map(([, wanted]) => wanted))
  }
})

it('where the market stands still after a walk, so does every reading', () => {
  const random = Random.fromSeed(7)
  let price = 30
  const walk = Array.from({ length: 200 }, () => {
    price += random.below(7) / 10 - 0.3
    return price
  })
  for (const [still, bars] of [
    [price, 6_000],
    [Math.round(price * 10) / 10, 900],
  ] as const) {
    const close = Float64Array.from([...walk, ...new Array<number>(bars).fill(still)])
    for (const { spec } of momenta)
      for (const line of Object.values(overBars(spec, { close }))) {
        const end = line.slice(-400)
        const spread = Math.max(...end) - Math.min(...end)
        if (!(spread <= 1e-6)) expect.fail(`${spec.key} moves by ${spread}`)
      }
    // Rungs of a long memory stop a last bit short of the price.
    expect(lastOf(laguerreRsi(0.8), close)).toEqual([50])
  }
})

const bad: readonly (() => IndicatorSpec)[] = [
  () => accelerator(5, 5),
  () => apo(26, 12),
  () => awesome(34, 5),
  () => balanceOfPower(0),
  () => bias(1.5),
  () => cci(1),
  () => centerOfGravity(0),
  () => cmo(-1),
  () => connorsRsi(3, 2, 0),
  () => coppock(14, 0),
  () => correlationTrend(1),
  () => cutlerRsi(0),
  () => dpo(2),
  () => elderRay(Number.NaN),
  () => fisher(0),
  () => forecastOscillator(1),
  () => inertia(20, 14, 1),
  () => intradayMomentum(0),
  () => kdj(0),
  () => kst({ rates: [10, 15, 20] }),
  () => kst({ means: [10, 15, 20, 0] }),
  () => laguerreRsi(1),
  () => macd(26, 12),
  () => momentum(0),
  () => pmo(1),
  () => ppo(12, 12),
  () => prettyGood(0),
  () => psychologicalLine(0),
  () => qqe(14, 5, 0),
  () => relativeMomentum(20, 0),
  () => relativeVigor(0),
  () => roc(0),
  () => rocRatio(Number.POSITIVE_INFINITY),
  () => rsi(0),
  () => smi(13, 25, 0),
  () => stc(23, 50, 10, 0),
  () => stc(50, 23),
  () => stochastic(14, 0),
  () => stochRsi(14, 14, 3, 0),
  () => trix(0),
  () => tsi(25, 13, 0),
  () => ultimate(7, 7, 28),
  () => ultimate(7, 28, 14),
  () => williamsR(0),
]

it.each(bad.map((make) => [String(make), make] as const))('declines %s', (_, make) => {
  expect(make).toThrow(ArgumentError)
})
