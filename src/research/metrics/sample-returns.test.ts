import { describe, expect, it } from 'vitest'
import { dayUs, hourUs, minuteUs } from '../../domain/index.ts'
import type { EquityCurve } from '../../engine/index.ts'
import { chooseSampling, sampleReturns } from './sample-returns.ts'

function curve(points: readonly (readonly [ts: number, equity: number])[]): EquityCurve {
  return {
    length: points.length,
    ts: Float64Array.from(points, ([ts]) => ts),
    equity: Float64Array.from(points, ([, equity]) => equity),
    exposure: new Float32Array(points.length),
  }
}

describe('chooseSampling', () => {
  it('takes days from 30 days on, hours from 30 hours on, else bars', () => {
    expect(chooseSampling(30 * dayUs, minuteUs)).toEqual({ every: 'day', perYear: 365 })
    expect(chooseSampling(30 * dayUs - 1, minuteUs)).toEqual({ every: 'hour', perYear: 8_760 })
    expect(chooseSampling(30 * hourUs - 1, minuteUs)).toEqual({ every: 'bar', perYear: 525_600 })
  })

  it('is never finer than the bars', () => {
    expect(chooseSampling(10 * dayUs, 4 * hourUs)).toEqual({ every: 'bar', perYear: 2_190 })
    expect(chooseSampling(700 * dayUs, 7 * dayUs).every).toBe('bar')
  })
})

describe('sampleReturns', () => {
  it('looks at the end of each UTC day, counting midnight to the day it closes', () => {
    const points: [number, number][] = [
      [dayUs - hourUs, 50],
      [dayUs, 110],
      [dayUs + 1, 70],
      [2 * dayUs, 121],
    ]
    for (let day = 3; day <= 40; day += 1) points.push([day * dayUs, 121])
    const { every, returns } = sampleReturns(curve(points), 100, hourUs)
    expect(every).toBe('day')
    expect(returns.length).toBe(40)
    expect(returns[0]).toBeCloseTo(0.1, 12)
    expect(returns[1]).toBeCloseTo(0.1, 12)
    expect(returns.subarray(2).every((value) => value === 0)).toBe(true)
  })

  it('counts a day without bars as a return of 0', () => {
    const { returns } = sampleReturns(
      curve([
        [dayUs, 100],
        [40 * dayUs, 110],
      ]),
      100,
      hourUs,
    )
    expect(returns.length).toBe(40)
    expect(returns.filter((value) => value !== 0).length).toBe(1)
    expect(returns[39]).toBeCloseTo(0.1, 12)
  })

  it('stops where equity is gone', () => {
    const { returns } = sampleReturns(
      curve([
        [minuteUs, 50],
        [2 * minuteUs, 0],
        [3 * minuteUs, 10],
      ]),
      100,
      minuteUs,
    )
    expect([...returns]).toEqual([-0.5, -1])
  })

  it('gives none for an empty curve', () => {
    expect(sampleReturns(curve([]), 100, minuteUs).returns.length).toBe(0)
  })
})
