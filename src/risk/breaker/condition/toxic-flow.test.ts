import { describe, expect, it } from 'vitest'
import { Random } from '../../../base/index.ts'
import { ToxicFlowCondition } from './toxic-flow.ts'

const options = { max: 0.4, halt: 0.6, normal: 0.2 }
const random = Random.fromSeed(7)

/** Takers who buy with this probability. @returns Every level that was said. */
function play(condition: ToxicFlowCondition, takers: number, buys: number): Set<string> {
  const levels = new Set<string>()
  for (let taker = 0; taker < takers; taker += 1) {
    const side = random.next() < buys ? 1 : -1
    levels.add(condition.onTrade(side, 1 + random.below(20), Number.NaN).level)
  }
  return levels
}

describe('ToxicFlowCondition', () => {
  it('finds takers of one side, first halving and then halting', () => {
    const condition = new ToxicFlowCondition(options)
    play(condition, 6_000, 0.5)
    expect(play(condition, 2_500, 1)).toEqual(new Set(['well', 'caution']))
    expect(play(condition, 2_500, 1)).toEqual(new Set(['caution', 'trouble']))
  })

  it('finds nothing among takers of both sides', () => {
    const condition = new ToxicFlowCondition(options)
    expect(play(condition, 30_000, 0.5)).toEqual(new Set(['unjudged', 'well']))
  })

  it('is over where flow is as it usually is', () => {
    const condition = new ToxicFlowCondition(options)
    play(condition, 20_000, 0.65)
    expect(play(condition, 4_000, 1)).toContain('trouble')
    expect(play(condition, 8_000, 0.65)).toContain('well')
    expect(play(condition, 4_000, 0.65)).toEqual(new Set(['well']))
  })

  it('takes prints of one moment for one taker, and passes over what is no size', () => {
    const condition = new ToxicFlowCondition(options)
    for (let print = 0; print < 20_000; print += 1)
      expect(condition.onTrade(1, 1, 5).level).toBe('unjudged')
    expect(condition.onTrade(1, Number.NaN, 5).level).toBe('unjudged')
  })
})
