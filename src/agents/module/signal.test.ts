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

  const at = (held: number, isLongOnly = true) => ({ held, close: 100, isLongOnly })
  it('has no levels where it wants nothing', () => {
    const levels = { stop: 3, target: 9 }
    const rest = { limit: undefined, slippageMaxBps: undefined, holdUs: 0, follows: false }
    expect(opinionOf({ ...sell, ...levels }, at(0))).toEqual({ exposure: 0, confidence })
    expect(opinionOf({ ...buy, ...levels }, at(0))).toEqual({
      ...{ exposure: 0.2, confidence, ...levels, ...rest },
    })
  })

  const type = 'limit'
  it.each<readonly [Signal, ReturnType<typeof at>, number, number | undefined]>([
    [{ action: 'close', confidence, type, limit: 110 }, at(0.5), 0.5, 110],
    [{ ...sell, type, limit: 110 }, at(0.5), 0.5, 110],
    [{ ...sell, type, limit: 110 }, at(0.5, false), 0.5, 110],
    [{ ...buy, type, limit: 90 }, at(-0.5, false), -0.5, 90],
    [{ ...sell, intent: 'exit', type, limit: 110 }, at(0.5), 0.5, 110],
    [{ ...sell, size: 0.5, intent: 'reduce', type, limit: 110 }, at(0.5), 0.5, 110],
    [{ ...sell, type, limit: 110 }, at(0), 0, undefined],
    [{ ...buy, type, limit: 90 }, at(0.1), 0.2, undefined],
    [{ ...buy, type, limit: 90 }, at(0.3), 0.3, undefined],
    [{ ...sell, type, limit: 110 }, at(0, false), -0.2, undefined],
  ])('leaves at a limit by a target, and enters at one: %#', (signal, place, exposure, target) => {
    const { limit } = signal
    expect(opinionOf(signal, place)).toMatchObject({
      exposure,
      ...(target === undefined ? {} : { target, follows: true }),
      ...(target === undefined && exposure !== 0 ? { limit } : {}),
    })
  })

  it.each<readonly [Signal, number, string]>([
    [
      { action: 'close', confidence, type, limit: 100 },
      0.5,
      'limit 100 to leave at is met at 100; leave it out to close now',
    ],
    [
      { ...sell, type, limit: 99 },
      0.5,
      'limit 99 to leave at is met at 100; leave it out to close now',
    ],
    [
      { ...sell, intent: 'reduce', type, limit: 110 },
      0.5,
      'a part of what is held is not sold at a limit; close with one, or reduce at market',
    ],
    [
      { action: 'close', confidence, slippageMaxBps: 5 },
      0.5,
      'slippageMaxBps is for entries: nothing holds an exit back',
    ],
  ])('says what is not carried out as it is said: %#', (signal, held, sentence) => {
    expect(opinionOf(signal, at(held))).toBe(sentence)
  })
})
