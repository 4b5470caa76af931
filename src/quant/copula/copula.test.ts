import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { studentTQuantile } from '../law/index.ts'
import { type Matrix, matrixOf } from '../matrix/index.ts'
import {
  fitCopulaByRegime,
  fitGaussianCopula,
  fitStudentCopula,
  gaussianCopulaLogLikelihood,
  kendallMatrix,
  kendallTau,
  pseudoObservations,
  rankCorrelation,
  sampleGaussianCopula,
  sampleStudentCopula,
  studentCopulaLogLikelihood,
  studentRankQuantiles,
  studentTailDependence,
} from './index.ts'

const pair = (rho: number): Matrix =>
  matrixOf([
    [1, rho],
    [rho, 1],
  ])

const small = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
  minLength: 2,
  maxLength: 40,
})

/** Every pair, one by one. */
function slowTau(x: readonly number[], y: readonly number[]): number | undefined {
  let [surplus, untiedX, untiedY] = [0, 0, 0]
  for (let i = 0; i < x.length; i += 1)
    for (let j = 0; j < i; j += 1) {
      const a = Math.sign((x[i] ?? 0) - (x[j] ?? 0))
      const b = Math.sign((y[i] ?? 0) - (y[j] ?? 0))
      surplus += a * b
      untiedX += Math.abs(a)
      untiedY += Math.abs(b)
    }
  return untiedX * untiedY === 0 ? undefined : surplus / Math.sqrt(untiedX * untiedY)
}

describe('ranks', () => {
  it('share a mean where values are equal', () => {
    const shares = pseudoObservations(Float64Array.of(3, 1, 3, 2))
    expect([...shares]).toEqual([3.5 / 5, 1 / 5, 3.5 / 5, 2 / 5])
    expect([...pseudoObservations(Float64Array.of(7))]).toEqual([0.5])
    expect(() => pseudoObservations(Float64Array.of(1, Number.NaN))).toThrow(ArgumentError)
  })

  it('have the tau that trying all pairs gives', () => {
    fc.assert(
      fc.property(small, (rows) => {
        const [x, y] = [rows.map(([a]) => a), rows.map(([, b]) => b)]
        const found = kendallTau(Float64Array.from(x), Float64Array.from(y))
        const wanted = slowTau(x, y)
        if (wanted === undefined) expect(found).toBeUndefined()
        else expect(found).toBeCloseTo(wanted, 14)
      }),
      { numRuns: 300 },
    )
  })

  it('see no monotone change, and turn with one that falls', () => {
    const random = Random.fromSeed(1)
    const x = Float64Array.from({ length: 200 }, () => random.normal())
    const y = x.map((value) => value + random.normal())
    const tau = kendallTau(x, y) ?? Number.NaN
    expect(kendallTau(x.map(Math.exp), y)).toBe(tau)
    expect(kendallTau(y, x)).toBe(tau)
    expect(
      kendallTau(
        x.map((value) => -value),
        y,
      ),
    ).toBeCloseTo(-tau, 15)
    expect(kendallTau(x, x)).toBe(1)
  })
})

describe('Student t quantiles by rank', () => {
  it('are those found one at a time, to 1e-10', () => {
    const counts = fc.integer({ min: 1, max: 400 })
    fc.assert(
      fc.property(counts, fc.double({ min: 1, max: 500, noNaN: true }), (count, degrees) => {
        const found = studentRankQuantiles(count, degrees)
        for (let k = 1; k <= count; k += 1) {
          const wanted = studentTQuantile(k / (count + 1), degrees)
          const gap = Math.abs((found[k - 1] ?? Number.NaN) - wanted)
          expect(gap).toBeLessThan(1e-10 * Math.max(1, Math.abs(wanted)))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('are declined without a count or degrees', () => {
    expect(() => studentRankQuantiles(0, 3)).toThrow(ArgumentError)
    expect(() => studentRankQuantiles(3, 0.5)).toThrow(ArgumentError)
  })
})

describe('a Student t copula', () => {
  const correlation = matrixOf([
    [1, 0.6, 0.2],
    [0.6, 1, -0.1],
    [0.2, -0.1, 1],
  ])
  const drawn = sampleStudentCopula({ correlation, degrees: 4 }, 4000, Random.fromSeed(2))

  it('is found again from its own draws', () => {
    const fit = fitStudentCopula(drawn)
    expect(Math.abs((fit?.degrees ?? 0) - 4)).toBeLessThan(0.7)
    for (const [at, wanted] of correlation.values.entries())
      expect(Math.abs((fit?.correlation.values[at] ?? 9) - wanted)).toBeLessThan(0.05)
    expect(fit?.logLikelihood).toBeGreaterThan(fitGaussianCopula(drawn)?.logLikelihood ?? 0)
    expect(fit?.count).toBe(4000)
  })

  it('draws shares that are even, and the same from the same seed', () => {
    for (const series of drawn) {
      const sorted = Float64Array.from(series).sort()
      const gap = sorted.reduce((most, u, i) => Math.max(most, Math.abs(u - (i + 0.5) / 4000)), 0)
      expect(gap).toBeLessThan(0.03)
    }
    const again = sampleStudentCopula({ correlation, degrees: 4 }, 4000, Random.fromSeed(2))
    expect(again).toEqual(drawn)
  })

  it('sees no monotone change of any series', () => {
    const part = drawn.map((series) => series.slice(0, 200))
    const fit = fitStudentCopula(part)
    const moved = part.map((series, i) => series.map((u) => Math.exp(3 * u) - i))
    expect(fitStudentCopula(moved)).toEqual(fit)
  })

  it('has degrees at an end of their range where the best lie beyond', () => {
    const normal = sampleGaussianCopula(correlation, 3000, Random.fromSeed(3))
    expect(fitStudentCopula(normal)?.degrees).toBe(30)
    expect(fitStudentCopula(drawn, { degreesMin: 8, degreesMax: 12 })?.degrees).toBe(8)
  })

  it('goes over into a Gaussian with many degrees', () => {
    const shares = drawn.map((series) => series.slice(0, 50))
    const many = studentCopulaLogLikelihood(shares, { correlation, degrees: 1e6 })
    expect(many).toBeCloseTo(gaussianCopulaLogLikelihood(shares, correlation), 1)
  })

  it('has a tail that depends the more, the higher the correlation and the fewer the degrees', () => {
    const at = studentTailDependence
    expect(at(1, 4)).toBe(1)
    expect(at(-1, 4)).toBe(0)
    for (const rho of [-0.5, 0, 0.5]) {
      expect(at(rho + 0.1, 4)).toBeGreaterThan(at(rho, 4))
      expect(at(rho, 3)).toBeGreaterThan(at(rho, 4))
    }
    const { x, y } = { x: drawn[0] ?? new Float64Array(), y: drawn[1] ?? new Float64Array() }
    const both = x.filter((u, t) => u > 0.98 && (y[t] ?? 0) > 0.98).length
    expect(Math.abs(both / 80 - at(0.6, 4))).toBeLessThan(0.2)
  })
})

describe('copulas by regime', () => {
  const calm = sampleGaussianCopula(pair(0.1), 400, Random.fromSeed(4))
  const wild = sampleStudentCopula({ correlation: pair(0.8), degrees: 3 }, 400, Random.fromSeed(5))
  const series = calm.map((values, i) => Float64Array.from([...values, ...(wild[i] ?? [])]))
  const labels = Uint8Array.from({ length: 800 }, (_, t) => (t < 400 ? 0 : t < 790 ? 2 : 5))

  it('are fitted each to its own days', () => {
    const fits = fitCopulaByRegime(series, labels)
    expect([...fits.keys()]).toEqual([0, 2, 5])
    expect(fits.get(0)?.correlation.values[1]).toBeLessThan(0.25)
    expect(fits.get(2)?.correlation.values[1]).toBeGreaterThan(0.7)
    expect(fits.get(2)?.degrees).toBeLessThan(6)
    expect(fits.get(5)).toBeUndefined()
    const alone = fitStudentCopula(series.map((values) => values.slice(0, 400)))
    expect(fits.get(0)).toEqual(alone)
  })

  it('decline labels that are none', () => {
    expect(() => fitCopulaByRegime(series, [0, 1])).toThrow(ArgumentError)
    expect(() =>
      fitCopulaByRegime(
        series,
        Float64Array.from(labels, (x) => x + 0.5),
      ),
    ).toThrow(ArgumentError)
  })
})

describe('series a copula cannot be fitted to', () => {
  const x = Float64Array.from({ length: 40 }, (_, t) => Math.sin(t * t))
  const y = Float64Array.from({ length: 40 }, (_, t) => Math.cos(3 * t * t))

  it('have none when one does not vary, or two order alike or against each other', () => {
    for (const fit of [fitStudentCopula, fitGaussianCopula, rankCorrelation]) {
      expect(fit([x, new Float64Array(40)])).toBeUndefined()
      expect(fit([x, y, x.map(Math.exp)])).toBeUndefined()
      expect(fit([x, y, x.map((value) => -value)])).toBeUndefined()
    }
    expect(kendallMatrix([x, new Float64Array(40)])).toBeUndefined()
  })

  it('are lifted to a correlation where the pairs do not fit together', () => {
    const random = Random.fromSeed(6)
    const base = Float64Array.from({ length: 12 }, () => random.normal())
    const near = Array.from({ length: 14 }, () => base.map((u) => u + 0.3 * random.normal()))
    const fit = fitStudentCopula(near)
    expect(Number.isFinite(fit?.logLikelihood)).toBe(true)
    for (let i = 0; i < 14; i += 1) expect(fit?.correlation.values[i * 15]).toBe(1)
  })

  it('are declined when they are no series', () => {
    expect(() => fitStudentCopula([x])).toThrow('at least 2 series')
    expect(() => fitStudentCopula([x, y.slice(1)])).toThrow(ArgumentError)
    expect(() => fitStudentCopula([Float64Array.of(1), Float64Array.of(2)])).toThrow(ArgumentError)
    expect(() => fitStudentCopula([x, y.with(3, Number.NaN)])).toThrow(ArgumentError)
    expect(() => fitStudentCopula([x, y], { degreesMin: 5, degreesMax: 4 })).toThrow(ArgumentError)
    expect(() => fitStudentCopula([x, y], { degreesMin: 0 })).toThrow(ArgumentError)
    const shares = [x, y].map(pseudoObservations)
    const wrong = { correlation: pair(1), degrees: 4 }
    expect(() => studentCopulaLogLikelihood(shares, wrong)).toThrow('positive definite')
    expect(() => gaussianCopulaLogLikelihood([x, y], pair(0.5))).toThrow(ArgumentError)
    expect(() => sampleGaussianCopula(pair(1), 3, Random.fromSeed(1))).toThrow(ArgumentError)
    expect(() => studentTailDependence(2, 4)).toThrow(ArgumentError)
  })
})
