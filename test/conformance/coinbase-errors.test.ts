import {
  AuthenticationError,
  BadRequest,
  coinbase,
  DDoSProtection,
  ExchangeError,
  ExchangeNotAvailable,
  InsufficientFunds,
  InvalidOrder,
  NetworkError,
  OrderNotFound,
  PermissionDenied,
  RateLimitExceeded,
  RequestTimeout,
} from 'ccxt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type RefusalCode,
  refusalCodes,
  type VenueError,
  venueErrors,
} from '../../src/venue/sim/index.ts'
import { CoinbaseServer } from './coinbase-server.ts'
import { keyOf, secretOf } from '../house/canaries.ts'

const server = new CoinbaseServer()
const ccxt = new coinbase({
  apiKey: keyOf('other'),
  secret: secretOf('other'),
  enableRateLimit: false,
})

beforeAll(async () => {
  await server.listen()
  Object.assign(ccxt.urls, { api: { rest: server.url } })
  await ccxt.loadMarkets()
})
afterAll(() => server.close())

function answerFor(code: RefusalCode): VenueError {
  const found = venueErrors(code).find(({ venue }) => venue === 'coinbase')
  if (found === undefined) throw new Error(`no answer for ${code}`)
  return found
}

type Reply = { readonly status: number; readonly body: string }

/** What an order, or where `isCancel` a cancellation, fails with when that is the answer. */
async function failure(reply: Reply, isCancel: boolean): Promise<unknown> {
  server.reply = reply
  try {
    await (isCancel
      ? ccxt.cancelOrder('11111-00000-000000')
      : ccxt.createOrder('BTC/USD', 'limit', 'buy', 0.01, 30_000))
  } catch (error) {
    return error
  }
  return undefined
}

const isOfCancel = (code: RefusalCode): boolean =>
  code === 'unknown-order' || code === 'order-ended'

/**
 * What ccxt 4.5.84 throws for each. It reads `preview_failure_reason` alone and has a class for two
 * of those names; of a declined cancellation it reads no name at all. What it does not know is its
 * plain ExchangeError.
 */
const thrown: Readonly<Record<RefusalCode, { readonly name: string }>> = {
  'unknown-instrument': ExchangeError,
  'unknown-order': BadRequest,
  'order-ended': BadRequest,
  'duplicate-client-id': ExchangeError,
  'bad-request': BadRequest,
  'price-filter': ExchangeError,
  'percent-price': ExchangeError,
  'lot-size': ExchangeError,
  'market-lot-size': ExchangeError,
  notional: ExchangeError,
  'too-many-orders': ExchangeError,
  'too-many-stops': ExchangeError,
  'iceberg-parts': ExchangeError,
  'would-trigger': InvalidOrder,
  'would-take': ExchangeError,
  'no-liquidity': ExchangeError,
  'not-reducing': ExchangeError,
  funds: InsufficientFunds,
  margin: ExchangeError,
  leverage: ExchangeError,
  'cancel-only': ExchangeError,
  'post-only-mode': ExchangeError,
  halted: ExchangeError,
  delisted: ExchangeError,
  maintenance: ExchangeNotAvailable,
  throttled: RateLimitExceeded,
  banned: RateLimitExceeded,
  'order-rate': RateLimitExceeded,
  'bad-key': AuthenticationError,
  'bad-signature': AuthenticationError,
  'bad-nonce': AuthenticationError,
  'bad-clock': AuthenticationError,
  replayed: AuthenticationError,
  permission: PermissionDenied,
  deadline: RequestTimeout,
  unavailable: ExchangeNotAvailable,
  internal: ExchangeNotAvailable,
}

/** ccxt's own sorting: what is no NetworkError is final. */
function fateOfException(error: unknown): VenueError['fate'] {
  if (error instanceof RateLimitExceeded || error instanceof DDoSProtection) return 'throttled'
  return error instanceof NetworkError ? 'unknown' : 'refused'
}

describe("each of Coinbase's errors is the exception ccxt has for it, of the same fate", () => {
  it.each(refusalCodes)('%s', async (code) => {
    const answer = answerFor(code)
    const error = await failure(answer, isOfCancel(code))
    expect(error).toBeInstanceOf(Error)
    expect([error?.constructor.name, fateOfException(error)]).toEqual([
      ...[thrown[code].name, answer.fate],
    ])
    expect(server.posted.at(-1)).toBe(
      `/api/v3/brokerage/orders${isOfCancel(code) ? '/batch_cancel' : ''}`,
    )
  })

  it.each(refusalCodes)("%s, by ccxt's handling of errors alone", (code) => {
    const { status, body } = answerFor(code)
    const parsed: unknown = body.startsWith('{') ? JSON.parse(body) : undefined
    const handle = (): void => {
      ccxt.handleErrors(status, '', server.url, 'POST', {}, body, parsed, {}, '')
      ccxt.handleHttpStatusCode(status, '', server.url, 'POST', body)
    }
    // A declined cancellation is found by cancelOrder, not before.
    if (isOfCancel(code)) expect(handle).not.toThrow()
    else expect(handle).toThrow(expect.objectContaining({ name: thrown[code].name }))
  })
})

describe('what ccxt would read wrongly is not among the answers', () => {
  it('takes a 500 for final when its body names an error', async () => {
    for (const body of [
      '{"errors":[{"id":"internal_server_error","message":"An error has occurred."}]}',
      '{"error":"INTERNAL","error_details":"","message":"try later"}',
    ])
      expect(fateOfException(await failure({ status: 500, body }, false))).toBe('refused')
    for (const code of refusalCodes.filter((each) => answerFor(each).status >= 500))
      expect(answerFor(code).body).not.toMatch(/^[[{]/)
  })

  it("has OrderNotFound for a text that the venue's answers do not put where it looks", async () => {
    const text = 'order with this orderID was not found'
    const told = JSON.stringify({ error: 'NOT_FOUND', error_details: text, message: text })
    expect(await failure({ status: 404, body: told }, true)).not.toBeInstanceOf(OrderNotFound)
    const sought = JSON.stringify({ error: 'NOT_FOUND', error_description: text })
    expect(await failure({ status: 404, body: sought }, true)).toBeInstanceOf(OrderNotFound)
  })
})
