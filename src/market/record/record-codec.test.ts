import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeRecords, encodeRecords } from './record-codec.ts'
import { gapReasons, gapStreams, type TickRecord } from './tick-record.ts'

const whole = fc.oneof(fc.nat({ max: 1_000 }), fc.maxSafeNat())
const halfWhole = fc.oneof(fc.nat({ max: 1_000 }), fc.nat({ max: 2_000_000_000 }))
const stamp = fc.nat({ max: 2_000_000_000 }).map((at) => 1_700_000_000_000_000 + at)
const perhaps = (of: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof(of, fc.constant(Number.NaN))
const stamps = { tsEvent: perhaps(stamp), tsInit: stamp }
const level = fc.record({ isBid: fc.boolean(), ticks: halfWhole, lots: whole })
const update = fc.nat({ max: 2_000_000_000 })

const book = fc
  .record({
    kind: fc.constantFrom('snapshot' as const, 'delta' as const),
    ...stamps,
    first: update,
    last: update,
    previous: perhaps(update),
    levels: fc.array(level, { maxLength: 5 }),
  })
  .map(({ levels, ...rest }) => ({
    ...rest,
    isBid: levels.map(({ isBid }) => isBid),
    ticks: levels.map(({ ticks }) => ticks),
    lots: levels.map(({ lots }) => lots),
  }))
const trade = fc.record({
  kind: fc.constant('trade' as const),
  ...stamps,
  trade: perhaps(update),
  side: fc.constantFrom(1 as const, -1 as const),
  ticks: halfWhole,
  lots: whole,
})
const quote = fc.record({
  kind: fc.constant('quote' as const),
  ...stamps,
  update,
  bidTicks: halfWhole,
  bidLots: whole,
  askTicks: halfWhole,
  askLots: whole,
})
const gap = fc.record({
  kind: fc.constant('gap' as const),
  ...stamps,
  stream: fc.constantFrom(...gapStreams),
  reason: fc.constantFrom(...gapReasons),
  missing: whole,
})
const records: fc.Arbitrary<TickRecord[]> = fc.array(fc.oneof(book, trade, quote, gap), {
  maxLength: 12,
})

it('gives back every bit of what it was given', () => {
  fc.assert(
    fc.property(records, (given) => {
      expect(decodeRecords(encodeRecords(given))).toEqual(given)
    }),
    { seed: 1, numRuns: 400 },
  )
})

it('declines bytes it never made, and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const read = decodeRecords(bytes)
      expect(read === undefined || read.length <= bytes.length).toBe(true)
    }),
    { seed: 2, numRuns: 2_000 },
  )
  expect(decodeRecords(Uint8Array.of(250, 1, 1, 1))).toBeUndefined()
})
