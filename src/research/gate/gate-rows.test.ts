import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import { chooseForward, ratioOf } from './choose-forward.ts'
import { gateRows, gateVerdict } from './gate-rows.ts'

function noise(seed: number, mean = 0, samples = 400): Float64Array {
  const random = Random.stream(seed, 'gate rows')
  return Float64Array.from({ length: samples }, () => mean + 0.01 * random.normal())
}

/** Of the figures the gate looks at these alone. */
const figures = (deflated: number | undefined, trials = 20): OverfittingFigures =>
  ({ deflated, trials, effectiveTrials: 7, absent: ['too few'] }) as unknown as OverfittingFigures

describe('the gate', () => {
  const strangers = Array.from({ length: 12 }, (_, k) => noise(k))

  it('asks for a deflated ratio, and counts one that is not defined as not asked', () => {
    const status = (deflated: number | undefined) =>
      gateRows({ overfitting: figures(deflated), family: [noise(1)] })[0]?.status
    expect([status(0.95), status(0.949), status(undefined)]).toEqual(['pass', 'fail', 'NOT RUN'])
  })

  it('tells one that is always the best from the best of strangers', () => {
    const statuses = (family: readonly Float64Array[]) =>
      gateRows({ overfitting: figures(0.99), family }).map(({ status }) => status)
    expect(statuses([noise(99, 0.004), ...strangers])).toEqual(['pass', 'pass', 'pass'])
    // What was best in the first half is worst in the second.
    const turned = strangers.map((returns, k) =>
      returns.map((value, i) => value + (i < 200 ? 1 : -1) * 0.002 * (k - 5.5)),
    )
    expect(statuses(turned)).toEqual(['pass', 'fail', 'fail'])
  })

  it('has nothing to ask of one that was chosen among none, nor of a few days', () => {
    const rows = (family: readonly Float64Array[], trials = 20) =>
      gateRows({ overfitting: figures(0.99, trials), family }).map(({ status }) => status)
    expect(rows([noise(1)], 1)).toEqual(['pass', 'pass', 'pass'])
    // Others were tried: what it was chosen among is not told.
    expect(rows([noise(1)], 2)).toEqual(['pass', 'NOT RUN', 'NOT RUN'])
    const short = strangers.map((returns) => returns.subarray(0, 12))
    expect(rows(short)).toEqual(['pass', 'NOT RUN', 'NOT RUN'])
  })

  it('passes when all is passed, and says when something was not asked', () => {
    const row = (status: 'pass' | 'fail' | 'warn' | 'NOT RUN') =>
      ({ name: '', status, figures: {}, why: '' }) as const
    expect(gateVerdict([row('pass'), row('warn')])).toBe('pass')
    expect(gateVerdict([row('pass'), row('NOT RUN')])).toBe('NOT RUN')
    expect(gateVerdict([row('NOT RUN'), row('fail')])).toBe('fail')
  })
})

describe('choosing forward', () => {
  it('knows by hand what was chosen, and takes its returns on the tests alone', () => {
    const one = Float64Array.of(1, 2, 1, 2, -1, -2, -1, -2)
    const two = Float64Array.of(-1, -2, -1, -2, 1, 2, 1, 2)
    const found = chooseForward([one, two], 2)
    expect(found?.chosen).toEqual([0, 0])
    expect([...(found?.returns ?? [])]).toEqual([-1, -2, -1, -2])
    expect(chooseForward([one, two], 3)).toBeUndefined()
  })

  it('reads nothing of a test before it is over', () => {
    const family = Array.from({ length: 5 }, (_, k) => noise(k, 0, 120))
    const before = chooseForward(family, 5)
    // All from the third test on is another; what was chosen for the first three is not.
    const changed = family.map((returns, k) =>
      returns.map((value, i) => (i < 84 ? value : value + 0.5 * ((k * 7 + i) % 3))),
    )
    const after = chooseForward(changed, 5)
    expect(after?.chosen.slice(0, 3)).toEqual(before?.chosen.slice(0, 3))
    expect([...(after?.returns.subarray(0, 24) ?? [])]).toEqual([
      ...(before?.returns.subarray(0, 24) ?? []),
    ])
  })

  it('has no ratio for what never moved', () => {
    expect(ratioOf(new Float64Array(5))).toBe(0)
    expect(ratioOf(Float64Array.of(1, 3))).toBeCloseTo(2 / Math.SQRT2, 12)
  })
})
