import { describe, expect, it } from 'vitest'
import { secondUs } from '../../../domain/index.ts'
import { SourcePriceCondition } from './source-price.ts'

const options = { multiple: 8, min: 0.005, ageMaxUs: 5 * secondUs }

function priced(...prices: readonly number[]): SourcePriceCondition {
  const condition = new SourcePriceCondition(options, prices.length)
  for (const [source, price] of prices.entries()) condition.onPrice(source, price, 0)
  return condition
}

describe('SourcePriceCondition', () => {
  it('finds our venue away from three others', () => {
    expect(priced(101, 100, 100.02, 99.98).at(0).level).toBe('trouble')
    expect(priced(99, 100, 100.02, 99.98).at(0).level).toBe('trouble')
  })

  it('does not mind another source that is away', () => {
    expect(priced(100, 150, 100.02, 99.98).at(0).level).toBe('well')
  })

  it('allows more where sources differ more, and the floor where they agree', () => {
    expect(priced(103, 100, 101, 99).at(0).level).toBe('well')
    expect(priced(100.4, 100, 100, 100).at(0)).toEqual({
      level: 'well',
      was: expect.closeTo(0.004),
      max: 0.005,
    })
  })

  it('does not judge by fewer than three that are fresh', () => {
    expect(priced(150, 100).at(0).level).toBe('unjudged')
    expect(priced(150, 100, Number.NaN).at(0).level).toBe('unjudged')
    const condition = priced(150, 100, 100)
    expect(condition.at(0).level).toBe('trouble')
    condition.onPrice(0, 150, 6 * secondUs)
    expect(condition.at(6 * secondUs).level).toBe('unjudged')
  })

  it('takes a price for fresh for five seconds, and a price of nothing for none', () => {
    const condition = priced(150, 100, 100)
    expect(condition.at(5 * secondUs).level).toBe('trouble')
    expect(condition.at(5 * secondUs + 1).level).toBe('unjudged')
    expect(priced(150, 100, 0).at(0).level).toBe('unjudged')
  })

  it('is one trouble until it is back half the way', () => {
    const condition = priced(100.6, 100, 100)
    expect(condition.at(0).level).toBe('trouble')
    condition.onPrice(0, 100.4, 0)
    expect(condition.at(0).level).toBe('trouble')
    condition.onPrice(0, 100.2, 0)
    expect(condition.at(0).level).toBe('well')
  })
})
