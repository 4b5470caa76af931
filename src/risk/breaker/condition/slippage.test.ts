import { describe, expect, it } from 'vitest'
import { SlippageCondition } from './slippage.ts'

const options = { multiple: 3, expectedBps: 10, gapBps: 0, fills: 1 }

describe('SlippageCondition', () => {
  it('finds every fill beyond three times what was expected', () => {
    const condition = new SlippageCondition(options)
    expect(condition.onFill(30)).toEqual({ level: 'well', was: 30, max: 30 })
    expect(condition.onFill(30.1).level).toBe('trouble')
    expect(condition.onFill(-200).level).toBe('well')
  })

  it('finds nothing in fills about what is expected', () => {
    const condition = new SlippageCondition(options)
    for (let fill = 0; fill < 1_000; fill += 1)
      expect(condition.onFill((fill % 21) - 5).level).toBe('well')
  })

  it('expects more where fills always slip more', () => {
    const condition = new SlippageCondition({ ...options, expectedBps: 1 })
    for (let fill = 0; fill < 8; fill += 1) condition.onFill(20)
    expect(condition.onFill(59).level).toBe('well')
    expect(condition.onFill(61)).toEqual({ level: 'trouble', was: 61, max: 60 })
  })

  it('allows for the jump to the next bar where bars are the feed', () => {
    const condition = new SlippageCondition({ ...options, gapBps: 50 })
    expect(condition.onFill(79).level).toBe('well')
    expect(condition.onFill(81).level).toBe('trouble')
  })

  it('may want several bad fills in a row', () => {
    const condition = new SlippageCondition({ ...options, fills: 2 })
    const levels = [99, 0, 99, 99].map((bps) => condition.onFill(bps).level)
    expect(levels).toEqual(['well', 'well', 'well', 'trouble'])
  })

  it('takes a slippage that is no number for trouble', () => {
    expect(new SlippageCondition(options).onFill(Number.NaN).level).toBe('trouble')
  })

  it('goes on from where it was saved', () => {
    const condition = new SlippageCondition({ ...options, fills: 2, expectedBps: 1 })
    for (let fill = 0; fill < 40; fill += 1) condition.onFill(fill)
    condition.onFill(999)
    const other = new SlippageCondition({ ...options, fills: 2, expectedBps: 1 })
    other.load(JSON.parse(JSON.stringify(condition.save())))
    expect(other.onFill(999)).toEqual(condition.onFill(999))
  })
})
