import { describe, expect, it } from 'vitest'
import { type Matrix, matrixOf } from '../matrix/index.ts'
import { feasibleStep, madeConvex } from './feasible-step.ts'
import { newtonMinimum, type Surface } from './newton-minimum.ts'

/** Rosenbrock's valley: minimum 0 at (1, 1), and a Hessian that is not positive everywhere. */
function valley(): Surface {
  let [x, y] = [0, 0]
  return {
    value(at: Float64Array): number {
      ;[x = 0, y = 0] = at
      return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
    },
    derive(gradient: Float64Array, hessian: Matrix): void {
      gradient.set([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)])
      hessian.values.set([1200 * x * x - 400 * y + 2, -400 * x, -400 * x, 200])
    },
  }
}

describe.each(['exact', 'secant'] as const)('with curvature %s', (curvature) => {
  it('finds the floor of a valley', () => {
    const found = newtonMinimum(valley(), Float64Array.of(-1.2, 1), [], curvature)
    expect(found.hasConverged).toBe(true)
    expect(found.x[0]).toBeCloseTo(1, 5)
    expect(found.x[1]).toBeCloseTo(1, 5)
  })

  it('stops at a limit, exactly, and slides along another', () => {
    const low = [{ weights: [-1, 0], min: -0.5 }]
    const held = newtonMinimum(valley(), Float64Array.of(-1.2, 1), low, curvature)
    expect(held.x[0]).toBe(0.5)
    expect(held.x[1]).toBeCloseTo(0.25, 6)
    const sum = [{ weights: [-1, -1], min: -1 }]
    const slid = newtonMinimum(valley(), Float64Array.of(-1.2, 1), sum, curvature)
    expect((slid.x[0] as number) + (slid.x[1] as number)).toBeCloseTo(1, 12)
    // Where the derivative of the value along the limit is 0.
    const x = slid.x[0] as number
    expect(-200 * (1 - x - x * x) * (1 + 2 * x) - 2 * (1 - x)).toBeCloseTo(0, 3)
  })
})

describe('a step', () => {
  it('lets go of a limit that does not hold it back', () => {
    const hessian = matrixOf([
      [2, 0],
      [0, 2],
    ])
    const limits = [
      { weights: [1, 0], min: 0 },
      { weights: [0, 1], min: 0 },
    ]
    const step = feasibleStep(Float64Array.of(-4, 6), hessian, limits, [0, 0.5])
    expect(Array.from(step)).toEqual([2, -0.5])
  })

  it('leads down where the surface bends down', () => {
    const saddle = matrixOf([
      [1, 0],
      [0, -4],
    ])
    expect(Array.from(madeConvex(saddle).values)).toEqual([1, 0, 0, 4])
  })
})

it('does not start from where there is no value', () => {
  const nowhere: Surface = { value: () => Number.POSITIVE_INFINITY, derive: () => undefined }
  expect(newtonMinimum(nowhere, Float64Array.of(0), [], 'exact').hasConverged).toBe(false)
})
