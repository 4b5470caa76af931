import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../argument.ts'
import { brentMinimum, brentRoot, hessianOf, minimiseBounded, nelderMead } from './index.ts'
import { rosenbrock, sphere } from '../../../test/golden/quant/known-functions.ts'

const free = { lower: [-1e9, -1e9], upper: [1e9, 1e9] }
const open = { lower: [-Infinity, -Infinity], upper: [Infinity, Infinity] }
const coordinate = fc.double({ min: -3, max: 3, noNaN: true })
const flat = (): number => 7

/** Slopes of `rosenbrock` in two dimensions. */
function rosenbrockSlopes(x: Float64Array, out: Float64Array): void {
  const [a = Number.NaN, b = Number.NaN] = x
  out[0] = -400 * a * (b - a * a) - 2 * (1 - a)
  out[1] = 200 * (b - a * a)
}

describe('bounded minimum', () => {
  it('finds the nearest corner or wall of a convex bowl from anywhere', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (a, b, c, d) => {
        const bowl = (x: Float64Array): number => {
          const [p = Number.NaN, q = Number.NaN] = x
          return 3 * (p - a) * (p - a) + (p - a) * (q - b) + (q - b) * (q - b)
        }
        const found = minimiseBounded(bowl, Float64Array.of(c, d), { lower: [0, 0], upper: [1, 1] })
        // Against the minimum on a fine grid: none may lie below.
        let best = Number.POSITIVE_INFINITY
        for (let i = 0; i <= 20; i += 1)
          for (let j = 0; j <= 20; j += 1)
            best = Math.min(best, bowl(Float64Array.of(i / 20, j / 20)))
        expect(found.value).toBeLessThanOrEqual(best + 1e-9)
      }),
      // Starts a rounding farther from its corner than the tolerance.
      { examples: [[0, -0.999999995, 1.0000000000000002e-8, 0]] },
    )
  })

  it('is the same from bounds that hold nothing back, and from none', () => {
    const start = Float64Array.of(-1.2, 1)
    for (const bounds of [free, open]) {
      const found = minimiseBounded(rosenbrock, start, bounds)
      expect(found.hasConverged).toBe(true)
      expect(found.x[0]).toBeCloseTo(1, 6)
      expect(found.x[1]).toBeCloseTo(1, 6)
    }
  })

  it('takes slopes that are given', () => {
    let calls = 0
    const counted = (x: Float64Array): number => {
      calls += 1
      return rosenbrock(x)
    }
    const found = minimiseBounded(counted, Float64Array.of(-1.2, 1), {
      ...open,
      gradient: rosenbrockSlopes,
      tolerance: 1e-12,
    })
    expect(found.x[0]).toBeCloseTo(1, 10)
    expect(found.x[1]).toBeCloseTo(1, 10)
    expect(calls).toBeLessThan(100)
  })

  it('takes a hundred coordinates', () => {
    const size = 100
    const found = minimiseBounded(rosenbrock, new Float64Array(size), {
      lower: new Float64Array(size).fill(-2),
      upper: new Float64Array(size).fill(2),
    })
    expect(found.hasConverged).toBe(true)
    expect(found.value).toBeLessThan(1e-8)
  })

  it('steps round points without a value', () => {
    const f = (x: Float64Array): number => (x[0] ?? 0) - Math.log(x[0] ?? 0)
    const found = minimiseBounded(f, Float64Array.of(5), { lower: [-10], upper: [10] })
    expect(found.x[0]).toBeCloseTo(1, 6)
  })

  it('takes slopes from the side that has values, and owns up to having none', () => {
    const edge = (x: Float64Array): number => ((x[0] ?? 0) > 1 ? Number.NaN : -(x[0] ?? 0))
    const found = minimiseBounded(edge, Float64Array.of(1), { lower: [-9], upper: [9] })
    expect(found.x[0]).toBe(1)
    const lost = minimiseBounded(sphere, Float64Array.of(1, 2), {
      ...open,
      gradient: (_, out) => {
        out.fill(Number.NaN)
      },
    })
    expect([...lost.x, lost.hasConverged]).toEqual([1, 2, false])
  })

  it('moves a start into its box, and stays where the box is a point', () => {
    const found = minimiseBounded(sphere, Float64Array.of(9, 9), { lower: [1, 2], upper: [1, 2] })
    expect([...found.x, found.value]).toEqual([1, 2, 5])
    expect(found.hasConverged).toBe(true)
  })

  it('is where it starts on a plane without slope', () => {
    const found = minimiseBounded(flat, Float64Array.of(1, 2), open)
    expect([...found.x, found.value, found.iterations]).toEqual([1, 2, 7, 0])
  })

  it('says when its iterations ran out', () => {
    const options = { ...open, iterationsMax: 3 }
    const found = minimiseBounded(rosenbrock, Float64Array.of(-1.2, 1), options)
    expect([found.iterations, found.hasConverged]).toEqual([3, false])
  })
})

describe('simplex', () => {
  it('does not move with the level or the place of the function', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }), (a, b) => {
        const moved = (x: Float64Array): number =>
          rosenbrock(Float64Array.of((x[0] ?? 0) - a, (x[1] ?? 0) - b))
        const found = nelderMead(moved, Float64Array.of(a - 1, b + 1), { steps: [0.5, 0.5] })
        expect(found.x[0]).toBeCloseTo(a + 1, 6)
        expect(found.x[1]).toBeCloseTo(b + 1, 6)
      }),
    )
  })

  it('steps round points without a value', () => {
    const f = (x: Float64Array): number => (x[0] ?? 0) - Math.log(x[0] ?? 0)
    const found = nelderMead(f, Float64Array.of(3), { steps: [-2.9] })
    expect(found.x[0]).toBeCloseTo(1, 6)
  })

  it('ends at once on a plane, and says when its iterations ran out', () => {
    expect(nelderMead(flat, Float64Array.of(1), { steps: [1e-9] }).iterations).toBe(0)
    const found = nelderMead(rosenbrock, Float64Array.of(-1.2, 1), { iterationsMax: 5 })
    expect([found.iterations, found.hasConverged]).toEqual([5, false])
  })
})

describe('root', () => {
  it('lies where the sign changes', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (root) => {
        const found = brentRoot((x) => (x - root) * (1 + x * x), -6, 7)
        expect(found).toBeCloseTo(root, 10)
      }),
    )
  })

  it('is an end that is one, a jump, and undefined without a change of sign', () => {
    expect(brentRoot((x) => x, 0, 1)).toBe(0)
    expect(brentRoot((x) => x - 1, 0, 1)).toBe(1)
    expect(brentRoot((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 11)
    expect(brentRoot((x) => x * x + 1, -1, 1)).toBeUndefined()
    expect(brentRoot(() => Number.NaN, -1, 1)).toBeUndefined()
    expect(brentRoot((x) => (x === -1 ? -1 : x === 1 ? 1 : Number.NaN), -1, 1)).toBeUndefined()
  })
})

it('finds the bottom of a parabola, and the end of a slope', () => {
  const found = brentMinimum((x) => (x - 0.3) * (x - 0.3), -1, 4)
  expect(found.x).toBeCloseTo(0.3, 7)
  expect(brentMinimum((x) => x, 2, 3).x).toBeCloseTo(2, 7)
  expect(brentMinimum((x) => x, 2, 2)).toEqual({ x: 2, value: 2 })
  expect(brentMinimum((x) => (x < 1 ? Number.NaN : x), 0, 3).x).toBeCloseTo(1, 6)
})

it('has the second derivatives of a quadratic, with steps that are given', () => {
  const f = (x: Float64Array): number => 3 * (x[0] ?? 0) * (x[0] ?? 0) + (x[0] ?? 0) * (x[1] ?? 0)
  const { values } = hessianOf(f, Float64Array.of(1, 2), Float64Array.of(0.5, 0.25))
  expect([...values]).toEqual([6, 1, 1, 0])
})

describe('declines', () => {
  const start = Float64Array.of(1, 2)
  const nowhere = (): number => Number.NaN
  it.each<[string, () => unknown]>([
    ['an empty start', () => nelderMead(sphere, new Float64Array(0))],
    ['a start of NaN', () => nelderMead(sphere, Float64Array.of(Number.NaN))],
    ['a start without a value', () => nelderMead(nowhere, start)],
    ['a step of 0', () => nelderMead(sphere, start, { steps: [1, 0] })],
    ['steps of other length', () => nelderMead(sphere, start, { steps: [1] })],
    ['a tolerance of 0', () => nelderMead(sphere, start, { tolerance: 0 })],
    ['no iterations', () => nelderMead(sphere, start, { iterationsMax: 0 })],
    ['bounds of other length', () => minimiseBounded(sphere, start, { lower: [0], upper: [1, 1] })],
    ['bounds out of order', () => minimiseBounded(sphere, start, { lower: [0, 2], upper: [1, 1] })],
    ['a bound of NaN', () => minimiseBounded(sphere, start, { lower: [0, NaN], upper: [1, 1] })],
    ['no value inside', () => minimiseBounded(nowhere, start, open)],
    ['a start of infinity', () => minimiseBounded(sphere, Float64Array.of(1, Infinity), open)],
    ['a root of ends out of order', () => brentRoot((x) => x, 1, -1)],
    ['a root up to infinity', () => brentRoot((x) => x, -1, Infinity)],
    ['a bottom of ends out of order', () => brentMinimum((x) => x, 1, -1)],
    ['second derivatives nowhere', () => hessianOf(sphere, new Float64Array(0))],
    ['a step of 0 for second derivatives', () => hessianOf(sphere, start, new Float64Array(2))],
    ['steps that do not fit', () => hessianOf(sphere, start, new Float64Array(1))],
  ])('%s', (_, act) => {
    expect(act).toThrow(ArgumentError)
  })
})
