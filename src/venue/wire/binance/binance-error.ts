import type { Json } from '../../../base/index.ts'
import type { Refusal, RefusalCode } from '../../sim/exchange/refusal.ts'

/** What Binance answers when it declines: HTTP status, its own code and text. */
export type BinanceError = {
  readonly status: number
  readonly code: number
  readonly msg: string
  /** Seconds to stay away, for 429 and 418. */
  readonly retryAfter?: number
  /** What a half-done request came to. */
  readonly data?: Json
}

export function binanceError(code: number, msg: string, status = 400): BinanceError {
  return { status, code, msg }
}

/** An error as it is told. */
export function errorJson({ code, msg, data }: BinanceError): Json {
  return data === undefined ? { code, msg } : { code, msg, data }
}

export function notSent(name: string): BinanceError {
  const what = `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`
  return binanceError(-1102, what)
}

export function illegalCharacters(name: string, range: string): BinanceError {
  const what = `Illegal characters found in parameter '${name}'; legal range is '${range}'.`
  return binanceError(-1100, what)
}

export function filterFailure(filter: string): BinanceError {
  return binanceError(-1013, `Filter failure: ${filter}`)
}

export const invalidSymbol: BinanceError = binanceError(-1121, 'Invalid symbol.')
export const orderUnknown: BinanceError = binanceError(-2013, 'Order does not exist.')
export const cancelUnknown: BinanceError = binanceError(-2011, 'Unknown order sent.')

/** What a refused new order is told. Texts of the venue's own list of messages. */
const newOrder: Readonly<Record<RefusalCode, BinanceError>> = {
  'unknown-instrument': invalidSymbol,
  'unknown-order': cancelUnknown,
  'order-ended': cancelUnknown,
  'duplicate-client-id': binanceError(-2010, 'Duplicate order sent.'),
  'bad-request': binanceError(-1013, 'Invalid message.'),
  'price-filter': filterFailure('PRICE_FILTER'),
  'percent-price': filterFailure('PERCENT_PRICE_BY_SIDE'),
  'lot-size': filterFailure('LOT_SIZE'),
  'market-lot-size': filterFailure('MARKET_LOT_SIZE'),
  notional: filterFailure('NOTIONAL'),
  'too-many-orders': filterFailure('MAX_NUM_ORDERS'),
  'too-many-stops': filterFailure('MAX_NUM_ALGO_ORDERS'),
  'iceberg-parts': filterFailure('ICEBERG_PARTS'),
  'would-trigger': binanceError(-2010, 'Stop price would trigger immediately.'),
  'would-take': binanceError(-2010, 'Order would immediately match and take.'),
  'no-liquidity': binanceError(
    -2010,
    'Order book liquidity is less than `LOT_SIZE` filter minimum quantity.',
  ),
  'not-reducing': binanceError(-2010, 'Account has insufficient balance for requested action.'),
  funds: binanceError(-2010, 'Account has insufficient balance for requested action.'),
  margin: binanceError(-2010, 'Account has insufficient balance for requested action.'),
  leverage: binanceError(-2010, 'Account has insufficient balance for requested action.'),
  'cancel-only': binanceError(-1013, 'Market is closed.'),
  'post-only-mode': binanceError(-2010, 'This order type is not possible in this trading phase.'),
  halted: binanceError(-1013, 'Market is closed.'),
  delisted: binanceError(-1013, 'Market is closed.'),
  maintenance: binanceError(1, 'System is under maintenance.', 503),
  throttled: { ...binanceError(-1003, 'Too many requests.', 429), retryAfter: 1 },
  banned: {
    ...binanceError(-1003, 'Way too much request weight used; IP banned.', 418),
    retryAfter: 120,
  },
  'order-rate': { ...binanceError(-1015, 'Too many new orders.', 429), retryAfter: 10 },
  'bad-key': binanceError(-2015, 'Invalid API-key, IP, or permissions for action.', 401),
  'bad-signature': binanceError(-1022, 'Signature for this request is not valid.'),
  'bad-nonce': binanceError(-1021, 'Timestamp for this request is outside of the recvWindow.'),
  'bad-clock': binanceError(-1021, 'Timestamp for this request is outside of the recvWindow.'),
  replayed: binanceError(-1021, 'Timestamp for this request was already used.'),
  permission: binanceError(-2015, 'Invalid API-key, IP, or permissions for action.', 401),
  deadline: binanceError(
    -1007,
    'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
    503,
  ),
  unavailable: binanceError(
    -1001,
    'Internal error; unable to process your request. Please try again.',
    503,
  ),
  internal: binanceError(-1000, 'An unknown error occurred while processing the request.', 500),
}

export function newOrderError({ code }: Refusal): BinanceError {
  return newOrder[code]
}

/** What a refused cancellation is told. */
export function cancelError(refusal: Refusal): BinanceError {
  return refusal.code === 'unknown-order' || refusal.code === 'order-ended'
    ? cancelUnknown
    : newOrder[refusal.code]
}

/** What a refused amendment is told. */
export function amendError({ code }: Refusal): BinanceError {
  const known = newOrder[code]
  return known.code === -2011 ? binanceError(-2038, 'Unknown order sent.') : known
}
