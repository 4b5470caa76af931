import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EquityCurve } from '../../engine/index.ts'
import { drawdowns } from './drawdowns.ts'

function curve(equity: readonly number[]): EquityCurve {
  return {
    length: equity.length,
    ts: Float64Array.from(equity, (_, row) => row),
    equity: Float64Array.from(equity),
    exposure: new Float32Array(equity.length),
  }
}

describe('drawdowns', () => {
  it('are none for an empty or a rising curve', () => {
    const none = { max: 0, longestUs: 0, count: 0, worst: [] }
    expect(drawdowns(curve([]), 100)).toEqual(none)
    expect(drawdowns(curve([100, 101, 101, 102]), 100)).toEqual(none)
  })

  it('run from the peak over the trough to recovery', () => {
    const found = drawdowns(curve([100, 200, 150, 100, 180, 200, 300, 270]), 100)
    expect(found.count).toBe(2)
    expect(found.worst[0]).toEqual({ depth: 0.5, from: 1, trough: 3, recovered: 5, lengthUs: 4 })
    expect(found.worst[1]?.depth).toBeCloseTo(0.1, 12)
    expect(found.worst[1]).toMatchObject({ from: 6, trough: 7, recovered: undefined, lengthUs: 1 })
    expect(found.longestUs).toBe(4)
  })

  it('count a loss on the very first bar from the starting equity', () => {
    expect(drawdowns(curve([80, 90]), 100).max).toBeCloseTo(0.2, 12)
  })

  it('agree with the definition, 1 − equity / running peak, on any curve', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1 }), (equity) => {
        let peak = 100
        let deepest = 0
        for (const value of equity) {
          peak = Math.max(peak, value)
          deepest = Math.max(deepest, 1 - value / peak)
        }
        const found = drawdowns(curve(equity), 100)
        expect(found.max).toBeCloseTo(deepest, 12)
        const depths = found.worst.map((one) => one.depth)
        expect(depths).toEqual([...depths].sort((a, b) => b - a))
        expect(found.worst.length).toBe(Math.min(5, found.count))
      }),
    )
  })
})
