import { describe, expect, it } from 'vitest'
import { BarJumpCondition } from './bar-jump.ts'

const options = { multiple: 40, min: 0.02 }

/** Closes that go up and down by a thousandth. */
function quiet(bars: number): BarJumpCondition {
  const condition = new BarJumpCondition(options)
  for (let bar = 0; bar < bars; bar += 1) condition.onBar(bar % 2 === 0 ? 1_000 : 1_001)
  return condition
}

describe('BarJumpCondition', () => {
  it('finds a spike, and the way back from it', () => {
    const condition = quiet(200)
    expect(condition.onBar(1_000 * 1.05).level).toBe('trouble')
    expect(condition.onBar(1_000).level).toBe('trouble')
    expect(condition.onBar(1_001).level).toBe('well')
  })

  it('finds a spike among the first bars only when it is huge', () => {
    const condition = quiet(3)
    expect(condition.onBar(1_150).level).toBe('well')
    expect(condition.onBar(1_500).level).toBe('trouble')
  })

  it('finds nothing in a quiet market, nor where nothing moves at all', () => {
    const condition = quiet(200)
    for (let bar = 0; bar < 1_000; bar += 1)
      expect(condition.onBar(1_000 + (bar % 7)).level).toBe('well')
    const still = new BarJumpCondition(options)
    for (let bar = 0; bar < 300; bar += 1) still.onBar(100)
    expect(still.onBar(101.9).level).toBe('well')
  })

  it('takes a close that is none for trouble', () => {
    expect(quiet(100).onBar(Number.NaN).level).toBe('trouble')
  })

  it('goes on from where it was saved', () => {
    const condition = quiet(100)
    const other = new BarJumpCondition(options)
    other.load(JSON.parse(JSON.stringify(condition.save())))
    expect(other.onBar(1_043)).toEqual(condition.onBar(1_043))
  })
})
