import { describe, expect, it } from 'vitest'
import { Random } from '../../../base/index.ts'
import { secondUs } from '../../../domain/index.ts'
import { ManipulatedFlowCondition } from './manipulated-flow.ts'

const options = { scoreMin: 0.8, alerts: 5, windowSeconds: 60 }

/** A quiet market of some updates a second. @returns When it ends. */
function quiet(condition: ManipulatedFlowCondition, levels: Set<string>): number {
  const random = Random.fromSeed(3)
  let ts = 0
  for (; ts < 200 * secondUs; ts += 100_000) {
    const isBid = random.below(2) === 0
    const price = 1_000 + (isBid ? -1 - random.below(5) : 1 + random.below(5))
    levels.add(condition.onLevel(isBid, price, 1 + random.below(10), ts).level)
    if (random.below(5) === 0)
      levels.add(condition.onTrade(isBid ? 1 : -1, price, 1 + random.below(3), ts).level)
  }
  return ts
}

describe('ManipulatedFlowCondition', () => {
  it('finds quotes stuffed into a quiet market, and nothing before', () => {
    const condition = new ManipulatedFlowCondition(options)
    const levels = new Set<string>()
    let ts = quiet(condition, levels)
    expect(levels).toEqual(new Set(['well']))
    for (let message = 0; message < 5_000; message += 1) {
      ts += 500
      levels.add(condition.onLevel(true, 990, message % 2 === 0 ? 5 : 0, ts).level)
    }
    expect(levels).toEqual(new Set(['well', 'caution']))
  })

  it('stops when several alerts come together', () => {
    const condition = new ManipulatedFlowCondition({ ...options, scoreMin: 1.1, alerts: 2 })
    const levels = new Set<string>()
    let ts = quiet(condition, levels)
    for (let burst = 0; burst < 2; burst += 1) {
      for (let message = 0; message < 5_000; message += 1) {
        ts += 500
        levels.add(condition.onLevel(true, 990, message % 2 === 0 ? 5 : 0, ts).level)
      }
      ts += 30 * secondUs
    }
    expect(levels).toEqual(new Set(['well', 'caution', 'trouble']))
  })

  it('does not take a snapshot for order flow, nor fail when a clock goes back', () => {
    const condition = new ManipulatedFlowCondition(options)
    quiet(condition, new Set())
    condition.onSnapshot()
    for (let level = 0; level < 5_000; level += 1)
      expect(condition.onLevel(true, level, 5, 0).level).toBe('well')
  })
})
