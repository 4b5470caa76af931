import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/persistence.json' with { type: 'json' }
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import { hasShared, sharedColumn, sharedJson } from '../../../test/golden/quant/shared-columns.ts'
import {
  approximateEntropy,
  benford,
  detrendedFluctuation,
  hurst,
  lyapunovExponent,
  permutationEntropy,
  recurrence,
  sampleEntropy,
  shannonEntropy,
} from './index.ts'

const expectNear = nearWithin(golden.tolerance)

const all = new Map<string, readonly number[]>(Object.entries(golden.series))
const series = (name: string): Float64Array => Float64Array.from(all.get(name) ?? [])

it.each(Object.entries(golden.fluctuation))(
  'fluctuations of %s are those of fathon',
  (name, rows) => {
    for (const { order, sizes, fluctuations, exponent } of rows) {
      const found = detrendedFluctuation(series(name), { order: order === 2 ? 2 : 1, sizes })
      fluctuations.forEach((value, i) => {
        expectNear(found?.fluctuations[i], value)
      })
      expectNear(found?.exponent, exponent)
    }
  },
)

it.each(Object.entries(golden.permutation))(
  'permutations of %s are those of antropy',
  (name, rows) => {
    for (const [order = 0, delay = 0, wanted = Number.NaN] of rows)
      expectNear(permutationEntropy(series(name), { order, delay }), wanted)
  },
)

it.each(Object.entries(golden.sample))('sample entropy of %s is that of antropy', (name, rows) => {
  for (const [length = 0, wanted = Number.NaN] of rows)
    expectNear(sampleEntropy(series(name), { length }), wanted)
})

it.each(Object.entries(golden.approximate))(
  'approximate entropy of %s is that of antropy',
  (name, rows) => {
    for (const [length = 0, wanted = Number.NaN] of rows)
      expectNear(approximateEntropy(series(name), { length }), wanted)
  },
)

it('has the entropies of antropy at a tolerance that is given', () => {
  const [sample = Number.NaN, approximate = Number.NaN] = golden.tolerant
  expectNear(sampleEntropy(series('keeping'), { tolerance: 0.8 }), sample)
  expectNear(approximateEntropy(series('keeping'), { tolerance: 0.8 }), approximate)
})

it.each(Object.entries(golden.shannon))(
  'histogram entropy of %s is that of scipy',
  (name, rows) => {
    for (const { bins, nats, normalised } of rows) {
      expectNear(shannonEntropy(series(name), bins)?.nats, nats)
      expectNear(shannonEntropy(series(name), bins)?.normalised, normalised)
    }
  },
)

it.each(Object.entries(golden.recurrence))(
  'recurrence of %s is that of pyunicorn',
  (name, rows) => {
    for (const { rate, determinism, laminarity, ...options } of rows) {
      const found = recurrence(series(name), options)
      expectNear(found?.rate, rate)
      expectNear(found?.determinism, determinism)
      expectNear(found?.laminarity, laminarity)
    }
  },
)

it.each(Object.entries(golden.lyapunov))(
  'Lyapunov exponent of %s is that of nolds',
  (name, rows) => {
    for (const [dimension = 0, delay = 0, separation = 0, steps = 0, wanted = Number.NaN] of rows)
      expectNear(lyapunovExponent(series(name), { dimension, delay, separation, steps }), wanted)
  },
)

it.each(Object.entries(golden.benford))('first digits of %s are those of scipy', (_, wanted) => {
  const found = benford(Float64Array.from(wanted.values))
  expect(found?.counts).toEqual(wanted.counts)
  expectNear(found?.statistic, wanted.chiSquared)
  expectNear(found?.probability, wanted.probability)
  expectNear(found?.meanAbsoluteDeviation, wanted.deviation)
})

it('counts the first thousand powers of two as they are known to be', () => {
  const powers = Float64Array.from({ length: 1000 }, (_, i) => Number(2n ** BigInt(i)))
  const found = benford(powers)
  expect(found?.counts).toEqual([301, 176, 125, 97, 79, 69, 56, 52, 45])
  expect(found?.conformity).toBe('close')
})

describe.skipIf(!hasShared)('on the closes of Stock.Indicators', () => {
  const file = sharedJson('golden/indicators_502.json')
  const row = (at: number): readonly [number, number] => {
    const rows: unknown = Object(file)['hurst']
    const found: unknown = Object(rows)[String(at)]
    return [Number(Object(found)['hurstExponent']), Number(Object(found)['hurstExponentAL'])]
  }
  const returnsTo = (at: number, count: number): Float64Array => {
    const closes = sharedColumn('golden/skender_default_502.csv', 'close')
    return Float64Array.from({ length: count }, (_, i) => {
      const to = at - count + 1 + i
      return Math.log((closes[to] as number) / (closes[to - 1] as number))
    })
  }

  it.each([100, 501])('has both exponents of the last 100 returns at row %i', (at) => {
    const found = hurst(returnsTo(at, 100))
    const [exponent, corrected] = row(at)
    expectNear(found?.exponent, exponent)
    expectNear(found?.corrected, corrected)
  })
})
