import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExposureRisk } from './exposure-risk.ts'

/** Of two instruments; all in hand-made numbers. */
function riskOf({
  correlation = 0.5,
  units = [1, 2],
  trust = 0.9,
}: {
  correlation?: number
  units?: readonly number[]
  trust?: number
}): ExposureRisk {
  const products = Float64Array.of(1, correlation, correlation, 1)
  const risk = new ExposureRisk(products, Float64Array.from(units), trust)
  risk.invalidate()
  return risk
}

describe('the variance of a portfolio', () => {
  it('follows every change of what is held', () => {
    const risk = riskOf({})
    // Σ is 1, 1 and 4. Asked once, the sums are kept up with each change.
    expect(risk.variance).toBe(0)
    for (const [i, share, wanted] of [
      [0, 1, 1],
      [1, 0.5, 1 + 1 + 1],
      [0, 3, 9 + 3 + 1],
      // A hedge: of the 3 it takes, a tenth is put back.
      [1, -0.5, 9 - 3 + 1 + 0.3],
      [0, 0, 1],
    ] as const) {
      const asked = risk.varianceWith(i, share - (risk.shares[i] as number))
      expect(asked).toBeCloseTo(wanted, 12)
      risk.set(i, share)
      expect(risk.variance).toBeCloseTo(wanted, 12)
    }
  })

  it('of a perfect hedge is not below 0', () => {
    const size = fc.double({ min: 0.01, max: 1, noNaN: true })
    fc.assert(
      fc.property(size, size, size, (held, one, other) => {
        const risk = riskOf({ correlation: 1, units: [one, other], trust: 1 })
        risk.set(0, held)
        const hedge = -(held * one) / other
        const asked = risk.varianceWith(1, hedge)
        risk.set(1, hedge)
        risk.invalidate()
        return asked >= 0 && asked < 1e-12 && risk.variance >= 0 && risk.variance < 1e-12
      }),
      { numRuns: 200 },
    )
  })
})

describe('room', () => {
  it('is there at the limit for what hedges, up to the same on the other side', () => {
    const risk = riskOf({})
    risk.set(0, -1)
    expect(risk.variance).toBe(1)
    expect(risk.room(0, 1, 1)).toBe(2)
    expect(risk.room(0, -1, 1)).toBe(0)
    expect(risk.room(0, 1, 1 - Number.EPSILON)).toBe(0)
  })

  it('does not cancel where next to none is left', () => {
    const risk = riskOf({})
    risk.set(0, 1)
    expect(risk.room(0, 1, 1 + Number.EPSILON)).toBe(Number.EPSILON / 2)
  })

  it('is none in a limit of 0', () => {
    expect(riskOf({}).room(0, 1, 0)).toBe(0)
  })

  it('is none for what is not known, and for what has never moved', () => {
    for (const unit of [Number.NaN, 0]) {
      const risk = riskOf({ units: [1, unit] })
      risk.set(0, 0.5)
      expect(risk.variance).toBe(0.25)
      expect([unit, risk.room(1, 1, 1)]).toEqual([unit, 0])
    }
  })
})
