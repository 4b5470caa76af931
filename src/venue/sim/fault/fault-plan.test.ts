import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../base/index.ts'
import { drawFaultPlan } from './draw-fault-plan.ts'
import { noFaults, parseFaultPlan } from './fault-plan.ts'

function whyNot(json: Json): string {
  const parsed = parseFaultPlan(json)
  return parsed.ok ? '' : parsed.error
}

describe('a fault plan from a file', () => {
  it('leaves off what is left out', () => {
    expect(parseFaultPlan({})).toEqual({ ok: true, value: noFaults })
    const parsed = parseFaultPlan({ dropShare: 0.5 })
    expect(parsed).toEqual({ ok: true, value: { ...noFaults, dropShare: 0.5 } })
  })

  it('is declined in one sentence that names what is wrong', () => {
    expect(whyNot(null)).toBe('a fault plan must be an object')
    expect(whyNot([])).toBe('a fault plan must be an object')
    expect(whyNot({ dropShares: 1 })).toBe('there is no fault called dropShares')
    expect(whyNot({ constructor: 1 })).toBe('there is no fault called constructor')
    expect(whyNot({ dropShare: 1.5 })).toBe('dropShare must be a number from 0 to 1')
    expect(whyNot({ dropShare: '1' })).toBe('dropShare must be a number from 0 to 1')
    expect(whyNot({ outageUs: 1.5 })).toBe('outageUs must be a whole number from 1 to 86400000000')
    expect(whyNot({ throttle: { capacity: 0 } })).toBe(
      'throttle.capacity must be a whole number from 1 to 1000000',
    )
    expect(whyNot({ throttle: { capacity: 1 } })).toBe(
      'throttle needs each of capacity, refill, perUs, banAfter, banUs',
    )
    expect(whyNot({ throttle: null })).toBe('throttle must be an object')
  })

  it('is read or declined, whatever it is', () => {
    const keys = fc.constantFrom(...Object.keys(noFaults), 'capacity', '__proto__')
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (json) => {
        const parsed = parseFaultPlan(json as Json)
        if (!parsed.ok) expect(parsed.error).not.toBe('')
        else expect(Object.keys(parsed.value).sort()).toEqual(Object.keys(noFaults).sort())
      }),
      { seed: 5, numRuns: 500 },
    )
  })
})

describe('a drawn fault plan', () => {
  it('is one that could have come from a file, and the same for the same seed', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const plan = drawFaultPlan(seed)
      expect(drawFaultPlan(seed)).toEqual(plan)
      const { throttle, ...rest } = plan
      expect(parseFaultPlan(throttle === undefined ? rest : { ...rest, throttle })).toEqual({
        ok: true,
        value: plan,
      })
    }
  })

  it('has each fault on in about half of the seeds', () => {
    const plans = Array.from({ length: 400 }, (_, seed) => drawFaultPlan(seed))
    const shares = Object.keys(noFaults).filter((key) => /Share$|PerHour$|driftPpm/.test(key))
    expect(shares.length).toBe(16)
    for (const key of shares) {
      const on = plans.filter((plan) => new Map(Object.entries(plan)).get(key) !== 0)
      expect(on.length).toBeGreaterThan(150)
      expect(on.length).toBeLessThan(250)
    }
    const throttled = plans.filter(({ throttle }) => throttle !== undefined).length
    expect(throttled).toBeGreaterThan(150)
    expect(throttled).toBeLessThan(250)
  })
})
