import { describe, expect, it } from 'vitest'
import { dayUs, hourUs } from '../../domain/index.ts'
import { MarketRisk } from './index.ts'

const start = 20_000 * dayUs
const even = (hour: number): number => 1e6 + (hour % 3) * 1e4

/** A close each hour of each instrument, `undefined` for none. */
function fed(hours: number, closes: readonly ((hour: number) => number | undefined)[]): MarketRisk {
  const risk = new MarketRisk(closes.length)
  for (let hour = 1; hour <= hours; hour += 1)
    closes.forEach((closeOf, i) => {
      const close = closeOf(hour)
      if (close !== undefined) risk.onClose(i, start + hour * hourUs, close)
    })
  return risk
}

describe('what is known', () => {
  it('is no volatility while the price has never moved', () => {
    const risk = fed(50, [() => 1e6])
    expect(risk.volatility(0)).toBeNaN()
    expect([risk.varWith(0, 0.1), risk.room(0, 1, 1)]).toEqual([Number.NaN, 0])
  })

  it('is no correlation while one of the two has too few returns', () => {
    const risk = fed(60, [even, (hour) => (hour > 40 ? even(hour) : undefined)])
    expect([risk.volatility(0) > 0, risk.volatility(1)]).toEqual([true, Number.NaN])
    expect([risk.correlation(0, 1), risk.correlation(1, 0)]).toEqual([Number.NaN, Number.NaN])
    expect(risk.correlation(0, 0)).toBe(1)
    expect(risk.correlation(1, 1)).toBeNaN()
  })
})

it('a loaded state has the crisis, and the risk of what is held one by one', () => {
  const risk = fed(60, [even, even, even])
  expect(risk.isCrisis).toBe(true)
  const twin = new MarketRisk(3)
  expect(twin.load(risk.save())).toBe(true)
  expect(twin.isCrisis).toBe(true)
  for (const each of [risk, twin])
    [0.1, 0.2, -0.1].forEach((share, i) => each.setExposure(i, share))
  expect(twin.valueAtRisk).toBe(risk.valueAtRisk)
  expect(twin.valueAtRisk).toBeGreaterThan(0)
})

it('room is within the smallest of limits too', () => {
  const risk = fed(60, [even, even])
  let rooms = 0
  for (let n = 1; n <= 400; n += 1) {
    // Squares of these have few bits left.
    const max = n * 1e-162
    for (const [varMax, esMax] of [
      [max, 1],
      [1, max],
      [max, max],
    ] as const) {
      const room = risk.room(0, 1, varMax, esMax)
      if (room > 0) rooms += 1
      expect(risk.varWith(0, room) <= varMax && risk.esWith(0, room) <= esMax).toBe(true)
    }
  }
  expect(rooms).toBeGreaterThan(100)
})
