import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BinanceScene } from '../../../test/conformance/binance-scene.ts'
import { KrakenScene } from '../../../test/conformance/kraken-scene.ts'
import { micros } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { WireReply } from './dialect.ts'

/** Everything at once. */
const faults = {
  ...{ rejectShare: 0.05, failAfterShare: 0.05, dropShare: 0.1, duplicateShare: 0.1 },
  ...{ delayShare: 0.1, delayUs: 5_000, reorderShare: 0.1, reorderUs: 5_000 },
  ...{ replayShare: 0.1, replayUs: 5_000, gapShare: 0.05, gapMessages: 3, checksumBreakShare: 0.1 },
  ...{ driftPpm: 200_000, relistsPerHour: 3_000, cancelOnlyPerHour: 3_000, cancelOnlyUs: 50_000 },
}

const digits = fc.oneof(fc.stringMatching(/^\d{1,20}$/), fc.constant('9999999999999'))
const form = fc
  .tuple(
    fc.constantFrom('timestamp', 'nonce', 'signature', 'pair', 'symbol', '"nonce"'),
    fc.constantFrom('=', ':', ' : "', ''),
    fc.oneof(digits, fc.string()),
  )
  .map((parts) => parts.join(''))
const body = fc.oneof(
  fc.array(form, { maxLength: 4 }).map((parts) => parts.join('&')),
  digits.map((nonce) => `{"nonce":${nonce}}`),
  fc.string(),
)
const paths = [
  ...['/api/v3/time', '/api/v3/order', '/api/v3/account', '/0/public/Time', '/0/private/Balance'],
  ...['/0/private/AddOrder', '/', '/ws'],
]
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  path: fc.constantFrom(...paths),
  query: body,
  headers: fc.constantFrom({}, { 'x-mbx-apikey': 'demo' }, { 'api-key': 'demo', 'api-sign': 'a' }),
  body,
  address: fc.constant('1'),
})
const said = fc.oneof(
  body,
  fc.constantFrom(
    '{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"]}}',
    '{"method":"SUBSCRIBE","params":["btcusdt@trade","btcusdt@depth"],"id":1}',
  ),
)

it.each(['binance', 'kraken'])('%s answers whatever comes once, or cuts its line', (name) => {
  let ts = liveClock.now()
  const now = (): typeof ts => ts
  const { house } =
    name === 'binance' ? new BinanceScene({ faults }) : new KrakenScene({ now, faults })
  let heard = 0
  const socket = {
    send: () => {
      heard += 1
    },
    end: () => undefined,
    address: '1',
  }
  const session = house.open(name === 'binance' ? '/ws' : '/v2', '', socket, ts)
  let answered = 0
  fc.assert(
    fc.property(request, said, fc.integer({ min: 1, max: 20_000 }), (asked, text, us) => {
      ts = micros(ts + us)
      const answers: (WireReply | undefined)[] = []
      house.ask(asked, ts, (answer) => answers.push(answer))
      session?.onText(text, ts)
      house.act(ts, (at) => house.exchange.onTrade(0, true, 300_000, 1, at))
      house.onTime(ts)
      // There, and back.
      for (let way = 0; way < 2; way += 1) {
        ts = micros(ts + 20_000)
        house.onTime(ts)
      }
      expect(answers).toHaveLength(1)
      if (answers[0] !== undefined) answered += 1
    }),
    { numRuns: 1_500, seed: 3 },
  )
  expect(answered).toBeGreaterThan(900)
  expect(heard).toBeGreaterThan(0)
  for (const sum of house.exchange.imbalance().values()) expect(sum).toBe(0n)
})
