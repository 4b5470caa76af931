import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fateOf, refusalCodes } from '../sim/exchange/refusal.ts'
import { type VenueError, venueErrors } from './venue-error.ts'

const all: readonly VenueError[] = refusalCodes.flatMap(venueErrors)

it.each(refusalCodes)('%s has an answer of each of three venues', (code) => {
  const errors = venueErrors(code)
  expect(errors.map(({ venue }) => venue)).toEqual(['kraken', 'binance', 'coinbase'])
  for (const { body, message, code: word } of errors) {
    expect(String(word)).not.toBe('')
    expect(message).not.toBe('')
    expect(body).toContain(body.includes('failure_reason') ? word : message)
  }
})

it('never lets a sender conclude more than the exchange knows', () => {
  const bold: string[] = []
  for (const code of refusalCodes)
    for (const { venue, fate } of venueErrors(code))
      if (fateOf(code) !== 'refused' && fate !== fateOf(code)) bold.push(`${venue} ${code}`)
  expect(bold).toEqual([])
})

it('is more careful than the exchange only where an answer reads like an outage', () => {
  const careful = refusalCodes.flatMap((code) =>
    venueErrors(code)
      .filter(({ fate }) => fate !== fateOf(code))
      .map(({ venue, fate }) => `${venue} ${code}: ${fate}`),
  )
  expect(careful).toEqual([
    'kraken no-liquidity: unknown',
    'kraken maintenance: unknown',
    'binance maintenance: unknown',
    'coinbase maintenance: unknown',
  ])
})

type Named = readonly [venue: VenueError['venue'], word: string, fate: VenueError['fate']]

/** The names that the desk's invariants (section 3) ask of a simulated exchange. */
const asked: readonly Named[] = [
  ['kraken', 'EService:Deadline elapsed', 'unknown'],
  ['kraken', 'EService:Unavailable', 'unknown'],
  ['kraken', 'EGeneral:Internal error', 'unknown'],
  ['kraken', 'EOrder:Insufficient funds', 'refused'],
  ['kraken', 'EGeneral:Invalid arguments', 'refused'],
  ['kraken', 'EAPI:Invalid key', 'refused'],
  ['kraken', 'EAPI:Invalid signature', 'refused'],
  ['kraken', 'EAPI:Invalid nonce', 'refused'],
  ['kraken', 'EGeneral:Permission denied', 'refused'],
  ['kraken', 'EService:Market in cancel_only mode', 'refused'],
  ['kraken', 'EService:Market in post_only mode', 'refused'],
  ['kraken', 'EAPI:Rate limit exceeded', 'throttled'],
  ['kraken', 'EOrder:Rate limit exceeded', 'throttled'],
  ['kraken', 'EGeneral:Temporary lockout', 'throttled'],
  ['binance', '-1007 503', 'unknown'],
  ['binance', '-1001 503', 'unknown'],
  ['binance', '-1000 500', 'unknown'],
  ['binance', '-1013 400 Filter failure: PRICE_FILTER', 'refused'],
  ['binance', '-1013 400 Filter failure: LOT_SIZE', 'refused'],
  ['binance', '-1013 400 Filter failure: NOTIONAL', 'refused'],
  ['binance', '-1013 400 Filter failure: MARKET_LOT_SIZE', 'refused'],
  ['binance', '-1013 400 Market is closed.', 'refused'],
  ['binance', '-1021 400', 'refused'],
  ['binance', '-1022 400', 'refused'],
  ['binance', '-2010 400 Duplicate order sent.', 'refused'],
  ['binance', '-2010 400 Account has insufficient balance', 'refused'],
  ['binance', '-2011 400', 'refused'],
  ['binance', '-2015 401', 'refused'],
  ['binance', '-1003 429', 'throttled'],
  ['binance', '-1003 418', 'throttled'],
  ['binance', '-1015 429', 'throttled'],
  ['coinbase', 'Internal Server Error 500', 'unknown'],
  ['coinbase', 'Service Unavailable 503', 'unknown'],
  ['coinbase', 'Gateway Timeout 504', 'unknown'],
  ['coinbase', 'INSUFFICIENT_FUND 200', 'refused'],
  ['coinbase', 'ORDER_ENTRY_DISABLED 200 Orderbook is in cancel only mode', 'refused'],
  ['coinbase', 'UNKNOWN_CANCEL_ORDER 200', 'refused'],
  ['coinbase', 'rate_limit_exceeded 429', 'throttled'],
]

/** Those that are no answer to a single order or cancellation, and where they are tried instead. */
const elsewhere: readonly (readonly [name: string, file: string, text: string])[] = [
  ['SystemStatus', 'src/venue/wire/kraken/public-answers.ts', "'SystemStatus'"],
  ['-2013, of a query', 'test/conformance/wire-binance.test.ts', 'client.fetchOrder('],
  ['-2021, half of a cancel-replace', 'test/conformance/wire-binance.test.ts', "'-2021'"],
  ['symbol status', 'src/venue/wire/binance/exchange-info.ts', "'HALT'"],
]

/** Those nobody is told here, and why. */
const never: readonly (readonly [venue: VenueError['venue'], word: string, why: string])[] = [
  ['binance', '-1006', 'the exchange has one kind of answer that got lost: it is told as -1007'],
  ['binance', '-2016', 'it is told for the ticker of a trading day, which is not offered'],
  ['binance', 'MIN_NOTIONAL', 'NOTIONAL has taken its place in the rules told to clients'],
  ['coinbase', 'limit only mode', 'the exchange has no mode that takes limit orders alone'],
]

describe('names asked of a simulated exchange', () => {
  const said = all.map((error) => ({ ...error, line: lineOf(error) }))

  it.each(asked)('%s says %s: %s', (venue, word, fate) => {
    const found = said.filter((error) => error.venue === venue && error.line.startsWith(word))
    expect(new Set(found.map((error) => error.fate))).toEqual(new Set([fate]))
  })

  it.each(elsewhere)('%s is in %s', (_, file, text) => {
    expect(readFileSync(file, 'utf8')).toContain(text)
  })

  it.each(never)('%s never says %s: %s', (venue, word) => {
    const found = said.filter((error) => error.venue === venue && error.line.includes(word))
    expect(found).toEqual([])
  })
})

/** Kraken's word is whole in itself; the others' is told with status and text. */
function lineOf({ venue, code, status, message }: VenueError): string {
  return venue === 'kraken' ? `${code}` : `${code} ${status} ${message}`
}

it('has each per-order failure of Coinbase inside an answer with status 200', () => {
  const failures = all.filter(({ venue, status }) => venue === 'coinbase' && status === 200)
  expect(failures.length).toBeGreaterThan(20)
  for (const { body } of failures) {
    const failure = { success: false, failure_reason: expect.any(String), order_id: '' }
    const { results, ...rest } = JSON.parse(body) as { results?: readonly object[] }
    expect(results ?? [rest]).toEqual([expect.objectContaining(failure)])
  }
})
