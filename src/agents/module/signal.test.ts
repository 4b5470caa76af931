import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { opinionOf, wishOf } from './signal-opinion.ts'
import { type Signal, signalFault } from './signal.ts'

const confidence = 0.6

describe('a signal', () => {
  it.each<readonly [unknown, string]>([
    [null, 'onBar must return a signal, or undefined to hold, not null'],
    ['buy', 'onBar must return a signal, or undefined to hold, not "buy"'],
    [Promise.resolve(), 'onBar must answer at once; write it without async'],
    [{ action: 'hold', confidence }, 'action must be buy, sell or close, was "hold"'],
    [{ action: 'buy', confidence }, 'size is missing: the share of equity that is meant'],
    [{ action: 'buy', size: 0, confidence }, 'size must be above 0 and at most 1, was 0'],
    [{ action: 'buy', size: 2, confidence }, 'size must be above 0 and at most 1, was 2'],
    [{ action: 'buy', size: 1 }, 'confidence must be 0 to 1, was undefined'],
    [{ action: 'buy', size: 1, confidence: Number.NaN }, 'confidence must be 0 to 1, was NaN'],
    [
      { action: 'buy', size: 1, confidence, stopLoss: 3 },
      "a signal has no field 'stopLoss'; there are action, size, type, limit, stop, target, " +
        'intent, confidence, reasoning, slippageMaxBps, holdUs, follows',
    ],
    [
      { action: 'buy', size: 1, confidence, stopp: 3 },
      "a signal has no field 'stopp'; perhaps stop is meant",
    ],
    [
      { action: 'buy', size: 1, confidence, type: 'limit' },
      "type 'limit' and a price in limit belong together",
    ],
    [
      { action: 'buy', size: 1, confidence, limit: 3 },
      "type 'limit' and a price in limit belong together",
    ],
    [{ action: 'buy', size: 1, confidence, stop: 0 }, 'stop must be a price above 0, was 0'],
    [
      { action: 'sell', intent: 'reduce', confidence },
      'size is missing: the share of equity that is meant',
    ],
    [{ action: 'close', intent: 'add', confidence }, 'close is an exit, and no "add"'],
    [{ action: 'buy', size: 1, confidence, reasoning: 7 }, 'reasoning must be a text, was 7'],
  ])('says what is wrong with it: %#', (said, sentence) => {
    expect(signalFault(said)).toBe(sentence)
  })

  it('declines anything without a word of ours throwing', () => {
    fc.assert(
      fc.property(fc.anything(), (said) => {
        const fault = signalFault(said)
        expect(fault === undefined ? 'x' : fault).not.toBe('')
      }),
    )
  })

  const buy: Signal = { action: 'buy', size: 0.2, confidence }
  const sell: Signal = { ...buy, action: 'sell' }
  it.each<readonly [Signal, held: number, isLongOnly: boolean, number | string]>([
    [buy, 0, true, 0.2],
    [buy, 0.5, true, 0.2],
    [sell, 0.5, true, 0],
    [sell, 0, false, -0.2],
    [{ action: 'sell', confidence }, 0.5, true, 0],
    [{ action: 'close', confidence }, -0.5, false, 0],
    [{ ...buy, intent: 'add' }, 0.5, true, 0.7],
    [{ ...buy, intent: 'add' }, 0.9, true, 1],
    [{ ...sell, intent: 'add' }, -0.5, false, -0.7],
    [{ ...sell, intent: 'reduce' }, 0.5, true, 0.3],
    [{ ...sell, intent: 'reduce' }, 0.1, true, 0],
    [{ ...sell, intent: 'reduce' }, 0, true, 0],
    [{ ...buy, intent: 'reduce' }, -0.5, false, -0.3],
    [{ ...sell, intent: 'exit' }, 0.5, true, 0],
    [{ ...buy, intent: 'reduce' }, 0.5, true, 'buy cannot reduce what is long'],
    [{ ...sell, intent: 'add' }, 0.5, false, 'sell cannot add to what is long'],
    [{ ...sell, intent: 'exit' }, -0.5, false, 'sell cannot exit what is short'],
  ])('comes to an exposure: %#', (signal, held, isLongOnly, wish) => {
    const came = wishOf(signal, held, isLongOnly)
    if (typeof wish === 'string') expect(came).toBe(wish)
    else expect(came).toBeCloseTo(wish, 12)
  })

  it('never wants to be short where nothing is sold short', () => {
    const signals = fc.record({
      action: fc.constantFrom('buy', 'sell', 'close'),
      size: fc.double({ min: 0.001, max: 1, noNaN: true }),
      intent: fc.constantFrom(undefined, 'entry', 'exit', 'add', 'reduce'),
    })
    fc.assert(
      fc.property(signals, fc.double({ min: 0, max: 1, noNaN: true }), (signal, held) => {
        const wish = wishOf({ ...signal, confidence }, held, true)
        if (typeof wish === 'number') expect(wish >= 0 && wish <= 1).toBe(true)
      }),
    )
  })

  it('has no levels where it wants nothing', () => {
    expect(opinionOf({ ...buy, stop: 3, target: 9 }, 0)).toEqual({ exposure: 0, confidence })
    expect(opinionOf({ ...buy, stop: 3, target: 9 }, 0.2)).toEqual({
      ...{ exposure: 0.2, confidence, stop: 3, target: 9, holdUs: 0, follows: false },
    })
  })
})
