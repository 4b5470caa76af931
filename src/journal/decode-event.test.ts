import { describe, expect, it } from 'vitest'
import {
  type DecisionMade,
  type DeskEvent,
  micros,
  type OrderFilled,
  orderId,
  price,
  quantity,
} from '../domain/index.ts'
import { ByteWriter } from './byte-writer.ts'
import { decodeEvent } from './decode-event.ts'
import { encodeEvent } from './encode-event.ts'

function encoded(of: DeskEvent): Uint8Array {
  const writer = new ByteWriter(64)
  encodeEvent(of, writer)
  return writer.written()
}

const ts = micros(1)
const voice = { agent: 1, exposure: 0.5, confidence: 1 }
const decision: DecisionMade = {
  kind: 'decision-made',
  ...{ ts, instrument: 0, exposure: 0, confidence: 0, dissent: 0, stop: 0, target: 0 },
  voices: [voice, voice],
}
const leg = { kind: 'target', instrument: 0, exposure: 0.5, stop: 1, target: 2 } as const
const legs = (count: number): DeskEvent => ({
  kind: 'legs-asked',
  ...{ ts, actor: 'ann' },
  intent: {
    kind: 'leg-set',
    legs: Array.from({ length: count }, () => leg),
    ...{ unwindCostMaxBps: 1, patienceUs: 1 },
  },
})
const account = (count: number): DeskEvent => ({
  kind: 'account-observed',
  ...{ ts, actor: 'ann' },
  beyond: Array.from({ length: count }, () => ['EUR', 5n] as const),
})
const filled: OrderFilled = {
  kind: 'order-filled',
  orderId: orderId(1),
  ...{ tsEvent: ts, tsInit: ts, fill: 1, price: price(1), quantity: quantity(1), fee: 1n },
  ...{ liquidity: 'taker', trade: '' },
}

const malformed = (name: string): unknown => ({
  ok: false,
  error: { kind: 'malformed', message: `malformed ${name} record` },
})

describe('a list', () => {
  it.each([
    ['voices', encoded(decision), 24],
    ['legs', encoded(legs(2)), 32],
    ['amounts', encoded(account(2)), 4 + 3 + 8],
  ])('of %s is as long as it says, and fills what is left to the last byte', (_, bytes, each) => {
    const at = bytes.length - 2 * each - 2
    expect([bytes[at], bytes[at + 1]]).toEqual([2, 0])
    for (const count of [0, 1, 3, 255])
      expect([count, decodeEvent(bytes.with(at, count)).ok]).toEqual([count, false])
    expect(decodeEvent(bytes.subarray(0, -each).with(at, 1)).ok).toBe(true)
    expect(decodeEvent(bytes.subarray(0, -2 * each).with(at, 0)).ok).toBe(true)
    expect(decodeEvent(bytes).ok).toBe(true)
  })

  const many = <T>(one: T): readonly T[] => Array.from({ length: 65_535 }, () => one)
  it('is written up to what a record can count, and no longer', () => {
    const wide = { ...decision, voices: many(voice) }
    const event = { ...account(0), beyond: many(['A', 1n] as const) } as DeskEvent
    for (const fits of [wide, legs(65_535), event])
      expect(decodeEvent(encoded(fits))).toEqual({ ok: true, value: fits })
    const more = { ...event, beyond: [...many(['A', 1n] as const), ['B', 1n]] } as DeskEvent
    expect(() => encoded({ ...wide, voices: [...many(voice), voice] })).toThrow(/more voices/)
    expect(() => encoded(legs(65_536))).toThrow(/more legs/)
    expect(() => encoded(more)).toThrow(/more currencies/)
  })
})

it('nobody observed what is without end, and NaN is nothing known', () => {
  const seen = { kind: 'outside-observed', ts, instrument: 0, column: 'macro.dff' } as const
  for (const value of [1, Number.NaN]) {
    const event = { ...seen, value }
    expect(decodeEvent(encoded(event))).toEqual({ ok: true, value: event })
  }
  for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect(decodeEvent(encoded({ ...seen, value }))).toEqual(malformed('outside-observed'))
})

it('a plan has as many weights as it says, and never fewer than none', () => {
  const plan = {
    kind: 'plan-approved',
    ...{ ts, untilTs: ts, proposal: 'p', weights: [0.5, 1], actor: 'ann', reason: 'r' },
  } as const
  const bytes = encoded(plan)
  expect(decodeEvent(bytes)).toEqual({ ok: true, value: plan })
  const none = encoded({ ...plan, weights: [] })
  const at = none.findIndex((byte, i) => byte !== bytes[i]) - 7
  const count = new DataView(bytes.buffer, bytes.byteOffset)
  for (const wrong of [-1, 3, 1e9, 0.5]) {
    count.setFloat64(at, wrong, true)
    expect([wrong, decodeEvent(bytes)]).toEqual([wrong, malformed('plan-approved')])
  }
  // Fewer than none would read as none.
  const ofNone = new DataView(none.buffer, none.byteOffset)
  ofNone.setFloat64(at, -1, true)
  expect(decodeEvent(none)).toEqual(malformed('plan-approved'))
})

it('no event begins with a zero, whatever follows', () => {
  for (const length of [1, 25, 33])
    expect(decodeEvent(new Uint8Array(length))).toEqual(malformed('event'))
})

it('a run whose header is no JSON is none', () => {
  const bytes = encoded({ kind: 'run-started', ts, header: { a: 1 } })
  expect(decodeEvent(bytes.with(bytes.length - 1, 0x20))).toEqual(malformed('run-started'))
})

it('a fill is written in the shortest of three layouts, which older records have', () => {
  expect(encoded(filled)[0]).toBe(10)
  expect(encoded({ ...filled, trade: 'T' })[0]).toBe(16)
  for (const paid of [{ taken: 1n }, { elsewhere: 1n }, { taken: 1n, elsewhere: 1n }])
    expect(encoded({ ...filled, ...paid })[0]).toBe(22)
  const changed = { ts, from: 'normal', to: 'emergency', actor: 'a', reason: 'r' } as const
  expect(encoded({ kind: 'mode-changed', ...changed })[0]).toBe(13)
  expect(encoded({ kind: 'mode-changed', ...changed, isHold: true })[0]).toBe(25)
})
