import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../base/index.ts'
import { dayUs, hourUs, minuteUs } from '../../domain/index.ts'
import { MarketRisk } from './index.ts'

const start = 20_000 * dayUs
const at = (hour: number, minute = 0): number => start + hour * hourUs + minute * minuteUs
const closeOf = (hour: number): number => 1e6 + (hour % 3) * 1e4

/** Closes of both instruments, each hour after `from` up to `to`. */
function feed(risk: MarketRisk, from: number, to: number): void {
  for (let hour = from + 1; hour <= to; hour += 1)
    for (const i of [0, 1]) risk.onClose(i, at(hour), closeOf(hour + i))
}

describe('a bar', () => {
  const twice = (hours: number): readonly [MarketRisk, MarketRisk] => {
    const [one, other] = [new MarketRisk(2), new MarketRisk(2)]
    for (const each of [one, other]) feed(each, 0, hours)
    return [one, other]
  }

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0])(
    'of the time %d changes nothing, neither at first nor later',
    (ts) => {
      for (const hours of [0, 40]) {
        const [risk, twin] = twice(hours)
        risk.onClose(0, ts, 2e6)
        expect(canonicalJson(risk.save())).toBe(canonicalJson(twin.save()))
      }
    },
  )

  it('that closed before the boundary that was sampled last changes nothing', () => {
    const [risk, twin] = twice(40)
    for (const each of [risk, twin]) each.onClose(0, at(41), 1e6)
    for (const each of [risk, twin]) each.onClose(0, at(41, 1), 1e6)
    risk.onClose(1, at(40, 59), 2e6)
    expect(canonicalJson(risk.save())).toBe(canonicalJson(twin.save()))
  })

  it('that is shown twice on a boundary counts once', () => {
    const [risk, twin] = twice(40)
    risk.onClose(1, at(40), closeOf(41))
    for (const each of [risk, twin]) feed(each, 40, 41)
    expect(canonicalJson(risk.save())).toBe(canonicalJson(twin.save()))
  })

  it('between two boundaries counts when it is the last before the next', () => {
    const [many, few] = [new MarketRisk(1), new MarketRisk(1)]
    for (let hour = 1; hour <= 60; hour += 1) {
      many.onClose(0, at(hour, 10), 3e6)
      many.onClose(0, at(hour, 30), 2e6)
      for (const each of [many, few]) each.onClose(0, at(hour, 50), closeOf(hour))
    }
    expect(many.volatility(0)).toBe(few.volatility(0))
    expect(many.volatility(0)).toBeGreaterThan(0)
    expect(many.volatility(0)).toBeLessThan(0.1)
  })
})

describe('a late close', () => {
  /** One on each boundary of both, but the last of instrument 1 comes when it was sampled. */
  const lateAt = (hour: number): MarketRisk => {
    const risk = new MarketRisk(2, { returnsMin: 2 })
    feed(risk, 0, hour - 1)
    risk.onClose(0, at(hour), closeOf(hour))
    risk.onClose(0, at(hour, 30), closeOf(hour))
    return risk
  }

  it('makes known at once what it was the last return for', () => {
    const risk = lateAt(3)
    expect([risk.volatility(0) > 0, risk.volatility(1)]).toEqual([true, Number.NaN])
    risk.onClose(1, at(3), closeOf(4))
    expect(risk.volatility(1)).toBeGreaterThan(0)
  })

  it('counts at once in the risk of what is held', () => {
    const risk = lateAt(40)
    risk.hold(Float64Array.of(0, 0.5))
    const ratio = risk.valueAtRisk / risk.volatility(1)
    const before = risk.volatility(1)
    risk.onClose(1, at(40), 1.3e6)
    expect(risk.volatility(1)).toBeGreaterThan(1.1 * before)
    expect(risk.valueAtRisk / risk.volatility(1)).toBeCloseTo(ratio, 12)
  })

  it('that is a first return begins the pair at a correlation of half', () => {
    const risk = new MarketRisk(2, { returnsMin: 2 })
    for (let hour = 1; hour <= 4; hour += 1) {
      risk.onClose(0, at(hour), closeOf(hour))
      if (hour === 3) risk.onClose(1, at(hour), 1e6)
    }
    risk.onClose(0, at(4, 30), closeOf(4))
    risk.onClose(1, at(4), 2e6)
    // Nothing moves in the next hour: every mean product loses the weight of the newest, which
    // is the 11th of the later one, and of the other, with three returns before, the 14th.
    risk.onClose(0, at(5), closeOf(4))
    risk.onClose(0, at(5, 30), closeOf(4))
    risk.onClose(1, at(5), 2e6)
    expect(risk.correlation(0, 1)).toBeCloseTo(0.5 * Math.sqrt(10 / 11 / (13 / 14)), 12)
  })
})
