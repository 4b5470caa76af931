import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/optimise.json' with { type: 'json' }
import { brentMinimum, brentRoot, hessianOf, minimiseBounded, nelderMead } from './index.ts'
import { beale, booth, rosenbrock, sphere } from '../../../test/golden/quant/known-functions.ts'

const functions: Record<string, (x: Float64Array) => number> = { beale, booth, rosenbrock, sphere }
const lines: Record<string, (x: number) => number> = {
  cosine: (x) => Math.cos(x) - x,
  cubic: (x) => x * x * x - 2 * x - 5,
  exponential: (x) => Math.exp(x) - 2 - 1e-3 * x,
  well: (x) => (x - 2) * (x + 3) * (x + 3) + Math.exp(0.1 * x),
}

function find<T>(table: Record<string, T>, name: string): T {
  const found = table[name]
  if (found === undefined) throw new Error(`no function ${name}`)
  return found
}

describe.each(golden.simplex)('simplex on $function from $start', (sample) => {
  it('ends where that of scipy ends, after as many iterations', () => {
    const { tolerance, x, value, iterations } = sample
    const start = Float64Array.from(sample.start)
    const found = nelderMead(find(functions, sample.function), start, { tolerance })
    expect(found.hasConverged).toBe(true)
    expect(found.iterations).toBe(iterations)
    expect(Math.abs(found.value - value)).toBeLessThan(golden.tolerance)
    x.forEach((wanted, i) => expect(found.x[i]).toBeCloseTo(wanted, 9))
  })
})

describe.each(golden.bounded)('$function from $start within $lower to $upper', (sample) => {
  it('has the minimum of scipy, and never looks outside', () => {
    const lower = Float64Array.from(sample.lower)
    const upper = Float64Array.from(sample.upper)
    const f = find(functions, sample.function)
    const watched = (x: Float64Array): number => {
      x.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(lower[i] ?? Number.NaN)
        expect(value).toBeLessThanOrEqual(upper[i] ?? Number.NaN)
      })
      return f(x)
    }
    const found = minimiseBounded(watched, Float64Array.from(sample.start), { lower, upper })
    expect(found.hasConverged).toBe(true)
    expect(found.value).toBeLessThan(sample.value + 1e-10)
    // The bottom of a smooth function is flat: x is good to the root of the rounding of its value.
    sample.x.forEach((wanted, i) => {
      expect(Math.abs((found.x[i] ?? Number.NaN) - wanted)).toBeLessThan(1e-6)
    })
  })
})

it.each(golden.roots)('has the root of $function between $low and $high', (sample) => {
  const found = brentRoot(find(lines, sample.function), sample.low, sample.high)
  expect(found).toBeCloseTo(sample.x, 11)
})

it.each(golden.lines)('has the bottom of $function between $low and $high', (sample) => {
  const found = brentMinimum(find(lines, sample.function), sample.low, sample.high)
  expect(Math.abs(found.x - sample.x)).toBeLessThan(1e-7)
})

it.each(golden.hessians)('has the second derivatives of $function at $x', (sample) => {
  const found = hessianOf(find(functions, sample.function), Float64Array.from(sample.x))
  sample.hessian.flat().forEach((wanted, i) => {
    const size = Math.max(1, ...sample.hessian.flat().map(Math.abs))
    expect(Math.abs((found.values[i] ?? Number.NaN) - wanted) / size).toBeLessThan(1e-5)
  })
})
