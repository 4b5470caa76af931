import { describe, expect, it } from 'vitest'
import { secondUs } from '../../../domain/index.ts'
import { ErrorCascadeCondition } from './error-cascade.ts'

const options = { calls: 10, errorsMax: 5, windowSeconds: 60 }

describe('ErrorCascadeCondition', () => {
  it('finds the sixth failure of ten calls', () => {
    const condition = new ErrorCascadeCondition(options)
    const levels = Array.from({ length: 6 }, (_, call) => condition.onCall(true, call).level)
    expect(levels).toEqual(['well', 'well', 'well', 'well', 'well', 'trouble'])
  })

  it('does not mind every second call failing', () => {
    const condition = new ErrorCascadeCondition(options)
    for (let call = 0; call < 100; call += 1)
      expect(condition.onCall(call % 2 === 0, call).level).toBe('well')
  })

  it('counts a failure for a minute, to the last microsecond of it', () => {
    const sixth = (ts: number): string => {
      const condition = new ErrorCascadeCondition(options)
      for (let call = 0; call < 5; call += 1) condition.onCall(true, call)
      return condition.onCall(true, ts).level
    }
    expect(sixth(60 * secondUs)).toBe('trouble')
    expect(sixth(60 * secondUs + 1)).toBe('well')
  })

  it('forgets failures of long ago', () => {
    const condition = new ErrorCascadeCondition(options)
    for (let call = 0; call < 100; call += 1)
      expect(condition.onCall(true, call * 13 * secondUs).level).toBe('well')
  })
})
