import { expect, it } from 'vitest'
import golden from '../../../test/golden/quant/wavelet.json' with { type: 'json' }
import { nearWithin } from '../../../test/golden/quant/near-within.ts'
import { hasShared, sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import waveslim from '../../../test/golden/quant/wavelet-waveslim.json' with { type: 'json' }
import {
  denoise,
  strongestCycle,
  inverseWaveletTransform,
  maximalOverlap,
  periodogram,
  type WaveletName,
  waveletTransform,
  waveletVariance,
} from './index.ts'

const expectNear = nearWithin(golden.tolerance)

function expectAll(values: ArrayLike<number> | undefined, wanted: readonly number[]): void {
  expect(values?.length).toBe(wanted.length)
  wanted.forEach((value, i) => {
    expectNear(values?.[i], value)
  })
}

const all = new Map<string, readonly number[]>(Object.entries(golden.series))
const series = (name: string): Float64Array => Float64Array.from(all.get(name) ?? [])

function waveletOf(name: string): WaveletName {
  if (name === 'db1' || name === 'db2' || name === 'db4') return name
  throw new Error(`unknown wavelet ${name}`)
}

it.each(Object.entries(golden.transforms))(
  'transforms of %s are those of PyWavelets',
  (name, rows) => {
    for (const { levels, approximation, details, denoised, ...row } of rows) {
      const wavelet = waveletOf(row.wavelet)
      const found = waveletTransform(series(name), wavelet, levels)
      expectAll(found.approximation, approximation)
      details.forEach((detail, level) => {
        expectAll(found.details[level], detail)
      })
      expectAll(inverseWaveletTransform(found, wavelet), [...series(name)])
      expectAll(denoise(series(name), wavelet, levels), denoised)
    }
  },
)

it.each(waveslim.runs)('maximal overlap of $series by $wavelet is that of waveslim', (row) => {
  const wavelet = waveletOf(row.wavelet)
  const found = maximalOverlap(Float64Array.from(row.values), wavelet, row.levels)
  row.details.forEach((detail, level) => {
    expectAll(found.details[level], detail)
  })
  expectAll(found.smooth, row.smooth)
  const variances = waveletVariance(Float64Array.from(row.values), wavelet, row.levels)
  expectAll(
    variances.map(({ variance }) => variance),
    row.variances,
  )
  expectAll(
    variances.map(({ low }) => low),
    row.lows,
  )
  expectAll(
    variances.map(({ high }) => high),
    row.highs,
  )
})

it.each(Object.entries(golden.periodogram))(
  'the periodogram of %s is that of scipy',
  (name, rows) => {
    const values = name === 'odd' ? series('walk').slice(0, 51) : series(name)
    for (const { frequencies, powers, period, share, ...row } of rows) {
      const taper = row.taper === 'hann' ? 'hann' : 'none'
      const found = periodogram(values, taper)
      expectAll(found.frequencies, frequencies)
      expectAll(found.powers, powers)
      expectNear(strongestCycle(values, taper)?.period, period)
      expectNear(strongestCycle(values, taper)?.share, share)
    }
  },
)

it.skipIf(!hasShared)('the sunspots come back every eleven years', () => {
  const spots = sharedColumn('data/reference/sunspots_yearly.csv', 'spots')
  expect(strongestCycle(spots)?.period).toBeCloseTo(11.1, 1)
})
