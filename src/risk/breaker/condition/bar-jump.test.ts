import { describe, expect, it } from 'vitest'
import { judgeBarJump } from './bar-jump.ts'

const options = { multiple: 40, min: 0.02 }

/** What is said of the last of `closes`, after so many that go up and down by a thousandth. */
function last(quiet: number, ...closes: number[]): string {
  const before = Array.from({ length: quiet }, (_, bar) => (bar % 2 === 0 ? 1_000 : 1_001))
  const all = Float64Array.of(...before, ...closes)
  return judgeBarJump(all, all.length - 1, options)?.level ?? 'quiet'
}

describe('a jump between two bars', () => {
  it('is a spike, and the way back from it', () => {
    expect(last(200, 1_050)).toBe('trouble')
    expect(last(200, 1_050, 1_000)).toBe('trouble')
    expect(last(200, 1_050, 1_000, 1_001)).toBe('quiet')
  })

  it('is a spike among the first bars only when it is huge', () => {
    expect(last(3, 1_150)).toBe('well')
    expect(last(3, 1_150, 1_500)).toBe('trouble')
    expect(last(0, 1_500)).toBe('quiet')
  })

  it('is nothing in a quiet market, nor where nothing moves at all', () => {
    for (let close = 1_000; close < 1_007; close += 1) expect(last(200, close)).toBe('quiet')
    const still = new Float64Array(300).fill(100)
    expect(judgeBarJump(still, 299, options)).toBeUndefined()
    still[299] = 101.9
    expect(judgeBarJump(still, 299, options)).toBeUndefined()
    still[299] = 102.1
    expect(judgeBarJump(still, 299, options)).toMatchObject({ level: 'trouble', max: 0.02 })
  })

  it('is trouble where a close is none', () => {
    expect(last(100, Number.NaN)).toBe('trouble')
  })

  it('is measured by the bars that went before, and by the last of them only', () => {
    const wild = Array.from({ length: 300 }, (_, bar) => (bar % 2 === 0 ? 1_000 : 1_010))
    expect(last(300, ...wild, 1_050)).toBe('well')
    expect(last(300, ...wild.slice(0, 100), 1_060)).toBe('trouble')
    expect(last(500, ...wild.slice(0, 240), 1_060)).toBe('well')
  })

  it('is measured by what is usual from thirty jumps before it on', () => {
    expect(last(30, 1_050)).toBe('well')
    expect(last(31, 1_050)).toBe('trouble')
  })

  it('is measured by those that are numbers, whatever a close among them is', () => {
    const wild = Array.from({ length: 100 }, (_, bar) => (bar % 2 === 0 ? 1_000 : 1_010))
    expect(last(0, ...wild, Number.NaN, ...wild, 1_050)).toBe('well')
    expect(last(0, ...wild, 0, ...wild, 1_050)).toBe('well')
  })

  it('may be as large as is allowed', () => {
    expect(judgeBarJump(Float64Array.of(100, 102), 1, options)).toBeUndefined()
    const doubling = Array.from({ length: 31 }, (_, bar) => 1 << bar)
    const judged = (times: number) => {
      const all = Float64Array.of(...doubling, times * (1 << 30))
      return judgeBarJump(all, 31, { multiple: 3, min: 0.02 })
    }
    expect(judged(4)).toEqual({ level: 'well', was: 3, max: 3 })
    expect(judged(4.5)).toEqual({ level: 'trouble', was: 3.5, max: 3 })
  })
})
