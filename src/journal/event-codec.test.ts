import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from '../base/index.ts'
import { type DeskEvent, micros, orderId, price, quantity } from '../domain/index.ts'
import { ByteWriter } from './byte-writer.ts'
import { decodeEvent } from './decode-event.ts'
import { encodeEvent } from './encode-event.ts'
import {
  breakerCodes,
  kindByte,
  liquidityCodes,
  modeCodes,
  phaseCodes,
  memoryChangeCodes,
  roleCodes,
  scopeCodes,
  sideCodes,
  typeCodes,
} from './event-kind.ts'

const number = fc.double()
const text = fc.string({ unit: 'grapheme', maxLength: 80 })
const ts = fc.maxSafeInteger().map(micros)
const ticks = fc.maxSafeInteger().map(price)
const lots = fc.maxSafeNat().map(quantity)
const id = fc.maxSafeNat().map(orderId)
const fee = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
const json: fc.Arbitrary<Json> = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)))
const kind = <K extends DeskEvent['kind']>(name: K): fc.Arbitrary<K> => fc.constant(name)
const mode = fc.constantFrom(...modeCodes)

const order = fc.record({
  orderId: id,
  instrument: number,
  side: fc.constantFrom(...sideCodes),
  type: fc.constantFrom(...typeCodes),
  role: fc.constantFrom(...roleCodes),
  quantity: lots,
  price: ticks,
  arrival: ticks,
  isReduceOnly: fc.boolean(),
  ts,
})

const referenced = { instrument: number, sha256: text, fromRow: number, toRow: number }
const moved = { instrument: number, isDeployed: fc.boolean(), by: text, reason: text }
const said = { actor: text, reason: text }
const weights = fc.array(number, { maxLength: 9 })
const planned = { untilTs: ts, proposal: text, weights, ...said }
const memory = { change: fc.constantFrom(...memoryChangeCodes), subject: text, proposal: text }
const known = fc.double({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE })
const observed = { instrument: fc.maxSafeNat(), column: text, value: known }
const event: fc.Arbitrary<DeskEvent> = fc.oneof(
  fc.record({ kind: kind('run-started'), ts, header: json }),
  fc.record({ kind: kind('market-referenced'), ts, ...referenced }),
  fc.record({
    kind: kind('bar-closed'),
    instrument: number,
    ts,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    phase: fc.constantFrom(...phaseCodes),
  }),
  fc.record({
    kind: kind('decision-made'),
    ts,
    instrument: number,
    exposure: number,
    confidence: number,
    dissent: number,
    stop: number,
    target: number,
    voices: fc.array(fc.record({ agent: number, exposure: number, confidence: number })),
  }),
  fc.record({
    kind: kind('intent-refused'),
    ts,
    instrument: number,
    limit: text,
    was: number,
    max: number,
  }),
  fc.record({
    kind: kind('intent-cut'),
    ts,
    instrument: number,
    limit: text,
    was: number,
    max: number,
  }),
  fc.record({ kind: kind('submit'), order }),
  fc.record({ kind: kind('cancel'), orderId: id, ts }),
  fc.record({ kind: kind('order-accepted'), orderId: id, tsEvent: ts, tsInit: ts }),
  fc.record({ kind: kind('order-rejected'), orderId: id, tsEvent: ts, tsInit: ts, reason: text }),
  fc.record({
    kind: kind('order-filled'),
    orderId: id,
    tsEvent: ts,
    tsInit: ts,
    fill: number,
    price: ticks,
    quantity: lots,
    fee,
    liquidity: fc.constantFrom(...liquidityCodes),
    trade: fc.oneof(fc.constant(''), text),
  }),
  fc.record(
    {
      kind: kind('order-filled'),
      orderId: id,
      tsEvent: ts,
      tsInit: ts,
      fill: number,
      price: ticks,
      quantity: lots,
      fee,
      liquidity: fc.constantFrom(...liquidityCodes),
      trade: text,
      taken: fee.filter((amount) => amount !== 0n),
      elsewhere: fee.filter((amount) => amount !== 0n),
    },
    {
      requiredKeys: [
        ...(['kind', 'orderId', 'tsEvent', 'tsInit', 'fill', 'price', 'quantity', 'fee'] as const),
        ...(['liquidity', 'trade'] as const),
      ],
    },
  ),
  fc.record({ kind: kind('amend'), orderId: id, quantity: lots, price: ticks, ts }),
  fc.record({
    kind: kind('order-amended'),
    orderId: id,
    tsEvent: ts,
    tsInit: ts,
    quantity: lots,
    price: ticks,
  }),
  fc.record({
    kind: kind('order-amend-rejected'),
    orderId: id,
    tsEvent: ts,
    tsInit: ts,
    quantity: lots,
    price: ticks,
    reason: text,
  }),
  fc.record({ kind: kind('order-unresolved'), orderId: id, tsEvent: ts, tsInit: ts }),
  fc.record({ kind: kind('order-canceled'), orderId: id, tsEvent: ts, tsInit: ts }),
  fc.record({ kind: kind('order-expired'), orderId: id, tsEvent: ts, tsInit: ts }),
  fc.record({ kind: kind('mode-changed'), ts, from: mode, to: mode, actor: text, reason: text }),
  fc.record({
    kind: kind('mode-changed'),
    ts,
    from: mode,
    to: mode,
    actor: text,
    reason: text,
    isHold: fc.constant(true as const),
  }),
  fc.record({
    kind: kind('breaker-moved'),
    ts,
    scope: fc.constantFrom(...scopeCodes),
    subject: number,
    state: fc.constantFrom(...breakerCodes),
    cause: text,
    was: number,
    max: number,
    actor: text,
  }),
  fc.record({
    kind: kind('standing-changed'),
    ts,
    scope: fc.constantFrom(...scopeCodes),
    subject: number,
    share: number,
    isHibernating: fc.boolean(),
    actor: text,
    reason: text,
  }),
  fc.record({ kind: kind('tier-changed'), ts, from: text, to: text, equity: number }),
  fc.record({ kind: kind('limit-asked'), ts, dueTs: ts, key: text, value: number, ...said }),
  fc.record({ kind: kind('agents-dismissed'), ts, actor: text, reason: text }),
  fc.record({ kind: kind('team-moved'), ts, ...moved }),
  fc.record({ kind: kind('plan-approved'), ts, ...planned }),
  fc.record({ kind: kind('memory-agreed'), ts, ...memory, ...said }),
  fc.record({
    ...{ kind: kind('champion-changed'), ts, ...said },
    ...{ version: text, before: text, isPromotion: fc.boolean() },
  }),
  fc.record({ kind: kind('outside-observed'), ts, ...observed }),
  fc.record({ kind: kind('alert-raised'), ts, code: text, text }),
  fc.record({
    kind: kind('account-observed'),
    ts,
    actor: text,
    beyond: fc.array(fc.tuple(text, fee), { maxLength: 5 }),
  }),
  fc.record({
    kind: kind('legs-asked'),
    ts,
    actor: text,
    intent: fc.record({
      kind: fc.constant('leg-set'),
      legs: fc.array(
        fc.record({
          kind: fc.constant('target'),
          instrument: number,
          exposure: number,
          stop: number,
          target: number,
        }),
        { maxLength: 5 },
      ),
      unwindCostMaxBps: number,
      patienceUs: number,
    }),
  }),
  fc.record({ kind: kind('feed-silent'), ts, instrument: number }),
  fc.record({ kind: kind('time-passed'), ts }),
  fc.record({ kind: kind('checkpoint'), ts, stateHash: text }),
)

function encoded(of: DeskEvent): Uint8Array {
  const writer = new ByteWriter(8)
  encodeEvent(of, writer)
  return writer.written()
}

it('gives every event back as it was, NaN and negative zero included', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(event, (original) => {
      seen.add(original.kind)
      expect(decodeEvent(encoded(original))).toEqual({ ok: true, value: original })
    }),
    { numRuns: 3_000 },
  )
  expect([...seen].sort()).toEqual(Object.keys(kindByte).sort())
})

it('declines every event cut short or with a byte too many', () => {
  fc.assert(
    fc.property(event, (original) => {
      const bytes = encoded(original)
      for (let length = 0; length < bytes.length; length += 1)
        expect(decodeEvent(bytes, 0, length).ok).toBe(false)
      expect(decodeEvent(Uint8Array.of(...bytes, 0)).ok).toBe(false)
    }),
    { numRuns: 100 },
  )
})

it('never throws, whatever the bytes', () => {
  const kinds = Object.values(kindByte)
  const bytes = fc
    .tuple(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 200 }))
    .map(([byte, rest]) => Uint8Array.of(byte, ...rest))
  fc.assert(
    fc.property(bytes, (foreign) => {
      const decoded = decodeEvent(foreign)
      if (!decoded.ok) expect(decoded.error.kind).toBe('malformed')
    }),
    { numRuns: 5_000 },
  )
})

it('says that an unknown kind was written by a newer version', () => {
  expect(decodeEvent(Uint8Array.of(200, 1, 2, 3))).toEqual({
    ok: false,
    error: { kind: 'newer', message: 'event kind 200 was written by a newer version' },
  })
})

it('declines a count of voices that the record cannot hold', () => {
  const bytes = new Uint8Array(59)
  bytes[0] = kindByte['decision-made']
  bytes.set([255, 255], 57)
  expect(decodeEvent(bytes).ok).toBe(false)
})

it('stops at an amount beyond 64 bits', () => {
  const filled: DeskEvent = {
    kind: 'order-filled',
    orderId: orderId(1),
    tsEvent: micros(0),
    tsInit: micros(0),
    fill: 1,
    price: price(1),
    quantity: quantity(1),
    fee: 2n ** 63n,
    liquidity: 'taker',
    trade: '',
  }
  expect(() => encoded(filled)).toThrow('an amount exceeds 64 bits')
})
