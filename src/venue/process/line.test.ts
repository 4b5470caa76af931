import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../base/index.ts'
import {
  instrument,
  type InstrumentId,
  micros,
  orderId,
  price,
  quantity,
} from '../../domain/index.ts'
import type { VenueAnswer, VenueFill, VenueRequest, VenueUpdate } from '../../execution/index.ts'
import { blotSecrets } from './blot-secrets.ts'
import type { PassphraseChoice } from './key-choice.ts'
import { LineReader, lineMax } from './line-reader.ts'
import {
  type FromVenue,
  lineOf,
  parseFromVenue,
  parseToVenue,
  type ToVenue,
} from './line-message.ts'

const count = fc.nat({ max: 2 ** 40 })
const name = fc.stringMatching(/^[0-9a-f]{32}$/)
const text = fc.string({ maxLength: 200, unit: 'binary' })
const index = fc.nat({ max: 99 })

const order = fc.record({
  orderId: count.map(orderId),
  instrument: index,
  side: fc.constantFrom('buy' as const, 'sell' as const),
  type: fc.constantFrom('market' as const, 'limit' as const, 'stop' as const),
  role: fc.constantFrom('entry' as const, 'exit' as const, 'stop' as const, 'quote' as const),
  quantity: count.map(quantity),
  price: fc.maxSafeInteger().map(price),
  arrival: fc.maxSafeInteger().map(price),
  isReduceOnly: fc.boolean(),
  ts: count.map(micros),
})

const request: fc.Arbitrary<VenueRequest> = fc.oneof(
  fc.record({ kind: fc.constant('place' as const), clientId: name, order }),
  fc.record({ kind: fc.constant('cancel' as const), clientId: name, instrument: index }),
  fc.record({ kind: fc.constant('amend' as const), clientId: name, next: name, order }),
  fc.record({
    kind: fc.constant('look-up' as const),
    names: fc.array(name, { minLength: 1, maxLength: 4 }),
    instrument: index,
  }),
  fc.record({ kind: fc.constant('account' as const) }),
  fc.record({ kind: fc.constant('dead-man' as const), us: count }),
)

const money = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
const fill: fc.Arbitrary<VenueFill> = fc.record(
  {
    trade: text.filter((each) => each.length <= 128),
    price: count.map(price),
    quantity: count.map(quantity),
    fee: money,
    taken: money,
    elsewhere: money,
    liquidity: fc.constantFrom('maker' as const, 'taker' as const),
    ts: count.map(micros),
  },
  { requiredKeys: ['trade', 'price', 'quantity', 'fee', 'liquidity', 'ts'] },
)
const status = fc.constantFrom('open' as const, 'filled' as const, 'canceled' as const)

const answer: fc.Arbitrary<VenueAnswer> = fc.oneof(
  fc.record({ kind: fc.constantFrom('done' as const, 'missing' as const) }),
  fc.record({ kind: fc.constant('refused' as const), reason: text, isDuplicate: fc.boolean() }),
  fc.record({ kind: fc.constant('throttled' as const), waitUs: count }),
  fc.record({ kind: fc.constant('ambiguous' as const), reason: text }),
  fc.record({
    kind: fc.constant('found' as const),
    order: fc.record(
      {
        status,
        filled: count,
        fills: fc.array(fill, { maxLength: 3 }),
        quantity: count.map(quantity),
        price: count.map(price),
        name,
      },
      { requiredKeys: ['status', 'filled', 'fills', 'quantity', 'price'] },
    ),
  }),
  fc.record({
    kind: fc.constant('account' as const),
    account: fc.record({
      balances: fc
        .array(fc.tuple(fc.stringMatching(/^[A-Z]{3,5}$/), money), { maxLength: 4 })
        .map((pairs) => new Map(pairs)),
      openOrders: fc.array(
        fc.record({ clientId: fc.oneof(name, fc.constant('')), instrument: index }),
      ),
    }),
  }),
)

const update: fc.Arbitrary<VenueUpdate> = fc.oneof(
  fc.record({ kind: fc.constant('state' as const), clientId: name, status }),
  fc.record({ kind: fc.constant('fill' as const), clientId: name, fill }),
)

const toVenue: fc.Arbitrary<ToVenue> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), ticket: count, request }),
  fc.record({ kind: fc.constant('listen' as const) }),
)
const fromVenue: fc.Arbitrary<FromVenue> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), ticket: count, answer }),
  fc.record({ kind: fc.constant('update' as const), update }),
  fc.record({ kind: fc.constantFrom('deaf' as const, 'beat' as const) }),
  fc.record({ kind: fc.constant('notice' as const), sentence: text }),
)

/** Without the fields that are there and say nothing. */
const plain = (value: object): object => Object.fromEntries(Object.entries({ ...value }))

describe('what goes through the line', () => {
  it('comes out of it as it went in, in both directions', () => {
    fc.assert(
      fc.property(toVenue, fromVenue, (there, back) => {
        expect(parseToVenue(lineOf(there).trimEnd())).toEqual(plain(there))
        expect(parseFromVenue(lineOf(back).trimEnd())).toEqual(plain(back))
        expect(lineOf(there).indexOf('\n')).toBe(lineOf(there).length - 1)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('is declined as a whole when anything in it is something else', () => {
    const strange = fc.oneof(
      fc.constantFrom(null, -1, 1.5, 'NaN', [], {}, '', true, 1e400),
      fc.anything(),
    )
    fc.assert(
      fc.property(fromVenue, fc.nat(), strange, (message, at, odd) => {
        const read: unknown = JSON.parse(lineOf(message))
        const changed = replaced(read, at, odd)
        const line = JSON.stringify(changed, (_, value: unknown) =>
          typeof value === 'bigint' ? `${value}` : value,
        )
        const parsed = line === undefined ? undefined : parseFromVenue(line)
        // Whatever is taken is of the form that goes in: it comes out the same once more.
        if (parsed !== undefined) expect(parseFromVenue(lineOf(parsed).trimEnd())).toEqual(parsed)
      }),
      { seed: 2, numRuns: 2_000 },
    )
  })

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"kind":"send"}',
    '{"kind":"send","ticket":-1,"request":{"kind":"account"}}',
    '{"kind":"send","ticket":1.5,"request":{"kind":"account"}}',
    '{"kind":"send","ticket":1,"request":{"kind":"cancel","clientId":"x","instrument":0}}',
    '{"kind":"open","venue":"binance"}',
    '{"kind":"withdraw"}',
    '{"kind":"keys"}',
    '{"__proto__":{"kind":"listen"}}',
  ])('is nothing when it is %j', (line) => {
    expect([parseToVenue(line), parseFromVenue(line)]).toEqual([undefined, undefined])
  })

  it('opens with the name of a key, a folder and instruments that are made anew', () => {
    const made = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
    if (!made.ok) throw new Error(made.error)
    const opening = {
      ...({ kind: 'open', venue: 'binance', url: undefined, timeoutMs: 5 } as const),
      instruments: [made.value],
      keys: { kind: 'file', file: '/desk/keys' } as const,
      fence: { pid: 7, folder: '/desk/lock', token: 3 },
      wantsAccount: true,
    }
    expect(parseToVenue(lineOf(opening).trimEnd())).toEqual(opening)
    const open = (passphrase: PassphraseChoice): unknown => {
      const keys = { kind: 'vault', folder: '/desk', name: 'main', passphrase } as const
      const told = parseToVenue(lineOf({ ...opening, keys }).trimEnd())
      return told?.kind === 'open' && told.keys.kind === 'vault' ? told.keys.passphrase : undefined
    }
    const byFile = { kind: 'file', file: '/desk/pass' } as const
    expect(open(byFile)).toEqual(byFile)
    const typed = { kind: 'typed', text: new Secret('what was typed') } as const
    expect(open(typed)).toMatchObject({ kind: 'typed' })
  })
})

/** The value with the part at `at`, counted through, in the place of which stands `odd`. */
function replaced(value: unknown, at: number, odd: unknown): unknown {
  let left = at % 12
  const go = (part: unknown): unknown => {
    left -= 1
    if (left === -1) return odd
    if (Array.isArray(part)) return part.map(go)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, go(each)]))
  }
  return go(value)
}

describe('lines', () => {
  it('are the same however the bytes of them come', () => {
    const lines = fc.array(
      fc.string({ unit: 'binary', maxLength: 30 }).map((s) => s.replaceAll('\n', '')),
    )
    fc.assert(
      fc.property(lines, fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (said, cuts) => {
        const bytes = Buffer.from(said.map((each) => `${each}\n`).join(''))
        const heard: string[] = []
        const reader = new LineReader(
          (line) => heard.push(line),
          () => heard.push('fault'),
        )
        for (let at = 0, i = 0; at < bytes.length; i += 1) {
          const end = at + 1 + (cuts[i % cuts.length] ?? 0)
          reader.take(bytes.subarray(at, end))
          at = end
        }
        expect(heard).toEqual(said.map((each) => Buffer.from(each).toString()))
      }),
      { seed: 3 },
    )
  })

  it('are not kept when they are too long or no text, and nothing is read after', () => {
    for (const bad of [Buffer.alloc(lineMax + 1, 97), Buffer.from([0xff, 0xfe, 10])]) {
      const heard: string[] = []
      const reader = new LineReader(
        (line) => heard.push(line),
        () => heard.push('fault'),
      )
      for (const part of [Buffer.from('a\n'), bad, Buffer.from('\nb\n')]) reader.take(part)
      expect(heard).toEqual(['a', 'fault'])
    }
  })
})

it('a secret is blotted out of what leaves, in every form it may have; short words are not', () => {
  const word = 'S3cret+/=of"the\\house'
  const bytes = Buffer.from(word)
  const blot = blotSecrets({ key: new Secret('demo'), secret: new Secret(word) })
  const forms = [
    ...[word, JSON.stringify(word), encodeURIComponent(word), bytes.toString('hex')],
    ...[bytes.toString('base64'), bytes.toString('base64url')],
  ]
  for (const form of forms) expect(blot(`a demo ${form} b`)).toMatch(/^a demo "?\*\*\*=*"? b$/)
})
