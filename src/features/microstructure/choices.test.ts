import { expect, it } from 'vitest'
import { ArgumentError } from '../../quant/index.ts'
import { TradeSigner, TradeSpreads, TradeVpin } from '../index.ts'

/** What a caller without types may hand over. */
const handed = (json: string): ReturnType<typeof JSON.parse> => JSON.parse(json)

it('declines a rule that is none, and says which there are', () => {
  expect(() => new TradeSigner(handed('"lee"'))).toThrow(
    new ArgumentError('rule must be tick or lee-ready, was lee'),
  )
})

it('declines a sign that is none', () => {
  const vpin = new TradeVpin({ bucketVolume: 1 })
  const spreads = new TradeSpreads({ horizonUs: 1, window: 1 })
  for (const bad of ['3', '0.5', 'null', '"buy"']) {
    expect(() => vpin.update(handed(bad), 5)).toThrow('sign must be 1, -1 or 0, was')
    expect(() => spreads.onTrade(1, handed(bad), 5)).toThrow('sign must be 1 or -1, was')
  }
  expect(() => spreads.onTrade(1, handed('0'), 5)).toThrow(ArgumentError)
  vpin.update(0, 50)
  expect(vpin.value).toBe(0)
})
