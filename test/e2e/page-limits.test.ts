import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amountText,
  figureText,
  limitUse,
  nearestFirst,
  partText,
  useText,
} from '../../web/src/format/limit-text.ts'
import { mergeRisk } from '../../web/src/state/merge-risk.ts'
import { sampleRisk } from './page-sample-risk.ts'

describe('how far a limit is used', () => {
  it('is not known without a number or without a limit', () => {
    for (const was of [null, Number.NaN, Number.POSITIVE_INFINITY])
      expect(limitUse(was, 1)).toEqual({ kind: 'unknown' })
    for (const max of [null, Number.NaN, Number.POSITIVE_INFINITY, -1])
      expect(limitUse(0, max)).toEqual({ kind: 'unknown' })
  })

  it('is near from three quarters on, and over from the limit on', () => {
    const kinds = [0, 0.74, 0.75, 0.999, 1, 1.2].map((was) => limitUse(was, 1).kind)
    expect(kinds).toEqual(['within', 'within', 'near', 'near', 'over', 'over'])
    expect(limitUse(-0.02, 0.05)).toEqual({ kind: 'within', part: 0 })
  })

  it('is over where nothing is allowed', () => {
    expect(limitUse(0, 0)).toEqual({ kind: 'over', part: 1 })
    expect(useText(limitUse(0, 0))).toBe('at the limit')
    expect(useText(limitUse(1e-9, 0))).toBe('over the limit')
  })

  it('never reads 100 % before the limit is reached, nor less once it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9, noNaN: true }), (part) => {
        const percent = Number.parseInt(partText(part), 10)
        expect(percent >= 100).toBe(part >= 1 - 1e-11)
      }),
    )
    expect(partText(0.29)).toBe('29\u202f%')
    expect(partText(1.0001)).toBe('101\u202f%')
    expect(partText(Number.POSITIVE_INFINITY)).toBe('> 999\u202f%')
  })

  it('puts what is not known first, then the nearest', () => {
    const rows = [
      { was: 0.1, max: 1 },
      { was: 3, max: 0 },
      { was: null, max: 1 },
      { was: 8, max: 9 },
      { was: 0.1, max: 1 },
    ]
    const sorted = nearestFirst(rows, (row) => row.was)
    expect(sorted).toEqual([rows[2], rows[1], rows[3], rows[0], rows[4]])
    expect(sorted[3]).toBe(rows[0])
  })

  it('is written in the unit of its limit', () => {
    const share = { unit: 'share', currency: 'USD' } as const
    const money = { unit: 'money', currency: 'USD' } as const
    const count = { unit: 'count', currency: 'USD' } as const
    expect(amountText(0.0419, 0.05, share)).toBe('4.19\u202f%')
    expect(amountText(0.0419, 0.25, share)).toBe('4.2\u202f%')
    expect(amountText(1_250, 5_000, money)).toBe('1,250.00 USD')
    expect(amountText(1_250, 30_000, money)).toBe('1,250 USD')
    expect([amountText(17, 40, count), amountText(2.13, 3, count)]).toEqual(['17', '2.13'])
    expect(amountText(null, 1, money)).toBe('not known')
    expect([4.2, 0.43, -1.23456, 12_345, Number.NaN].map(figureText)).toEqual([
      '4.2',
      '0.43',
      '\u22121.235',
      '12,345',
      'not known',
    ])
  })
})

describe('mergeRisk', () => {
  it('takes what is newer and keeps the identity of parts that say the same', () => {
    const { risk: known } = sampleRisk('quiet')
    const { risk: fresh } = sampleRisk('near')
    const merged = mergeRisk(known, fresh)
    expect(merged).toEqual(fresh)
    expect(merged?.standings).toBe(known.standings)
    expect(merged?.refusals).toBe(known.refusals)
    expect(merged?.limits).toBe(fresh.limits)
  })

  it('keeps what is known when nothing is told, and has nothing when nothing was', () => {
    const { risk } = sampleRisk('quiet')
    expect(mergeRisk(risk, undefined)).toBe(risk)
    expect(mergeRisk(undefined, risk)).toBe(risk)
    expect(mergeRisk(undefined, undefined)).toBeUndefined()
  })
})
