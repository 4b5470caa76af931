import type { RefusalCode } from '../../sim/exchange/refusal.ts'

/** What Coinbase Advanced Trade answers when it declines. */
export type CoinbaseError = {
  readonly status: number
  /** Its own name for the reason; for an answer without JSON, the phrase of the status. */
  readonly name: string
  readonly message: string
  readonly body: string
}

/**
 * A new order declined, with status 200. `error` and `new_order_failure_reason` are names of one
 * list, `preview_failure_reason` of another: what the preview finds has a name there, and not
 * always one in the first.
 */
function order(name: string, message: string, preview?: string, details = ''): CoinbaseError {
  const body = JSON.stringify({
    success: false,
    failure_reason: 'UNKNOWN_FAILURE_REASON',
    order_id: '',
    error_response: {
      error: name,
      message,
      error_details: details,
      ...(preview === undefined ? {} : { preview_failure_reason: preview }),
      new_order_failure_reason: name,
    },
  })
  return { status: 200, name: name === unnamed ? (preview ?? name) : name, message, body }
}

const unnamed = 'UNKNOWN_FAILURE_REASON'

/** One order of a batch of cancellations declined: the batch itself has status 200. */
function cancel(name: string, message: string): CoinbaseError {
  const results = [{ success: false, failure_reason: name, order_id: '' }]
  return { status: 200, name, message, body: JSON.stringify({ results }) }
}

/** A request declined as a whole. */
function request(status: number, error: string, message: string): CoinbaseError {
  const body = JSON.stringify({ error, error_details: message, message })
  return { status, name: error, message, body }
}

/** The older form of the same, which the venue's page on limits still shows. */
function listed(status: number, id: string, message: string): CoinbaseError {
  return { status, name: id, message, body: JSON.stringify({ errors: [{ id, message }] }) }
}

/**
 * What the venue's edge answers: text, no JSON. Client libraries that find an `error` in the body
 * of a 5xx take it for a refusal, ccxt 4.5 among them, so ours never has one.
 */
function edge(status: number, name: string, message = name): CoinbaseError {
  return { status, name, message, body: message }
}

const unauthorized = edge(401, 'Unauthorized')
const tooMany = listed(429, 'rate_limit_exceeded', 'Too many requests')
/** The order itself is then rejected as TOO_MANY_OPEN_ORDERS. */
const tooManyOrders = order(
  'COMMANDER_REJECTED_NEW_ORDER',
  'Too many open orders',
  undefined,
  'TOO_MANY_OPEN_ORDERS',
)

/**
 * Coinbase's word for each reason of the exchange; a cancellation's for the two reasons only a
 * cancellation has. Names are those of the venue's lists for creating, previewing and canceling
 * orders, as typed clients of 2026 carry them, and of ccxt 4.5.84. Only the messages of `funds`,
 * `throttled` and `permission` are recorded from the venue; the others are ours, and nobody should
 * read more than the name. It has no name for some reasons:
 * - a lot or an amount out of bounds, a market that takes post-only orders alone, and a stop that
 *   would trigger are found by the preview only. The last is said as of a sell's stop; a buy's is
 *   PREVIEW_STOP_PRICE_BELOW_LAST_TRADE_PRICE;
 * - stops are not counted apart from other orders, and an iceberg has no parts: it is not offered;
 * - every failing of a token is one 401 without a name. A token has no nonce and may be sent again
 *   until it expires, so `bad-nonce` and `replayed` are what an expired one is told;
 * - addresses are not banned by a name of their own: the 429 goes on;
 * - maintenance is a 503, and cannot be told from an outage.
 *
 * A client id used twice was once answered with the first order in place of an error.
 */
const errors: Readonly<Record<RefusalCode, CoinbaseError>> = {
  'unknown-instrument': order(
    'INVALID_PRODUCT_ID',
    'Invalid product_id',
    'PREVIEW_INVALID_PRODUCT_ID',
  ),
  'unknown-order': cancel('UNKNOWN_CANCEL_ORDER', 'No such order'),
  'order-ended': cancel('INVALID_CANCEL_REQUEST', 'The order can no longer be canceled'),
  'duplicate-client-id': order('DUPLICATE_CLIENT_ORDER_ID', 'client_order_id was used before'),
  'bad-request': request(400, 'INVALID_ARGUMENT', 'Invalid request'),
  'price-filter': order(
    'INVALID_PRICE_PRECISION',
    'Too many decimals in the price',
    'PREVIEW_INVALID_PRICE_PRECISION',
  ),
  'percent-price': order(
    'LIMIT_PRICE_TOO_FAR_FROM_MARKET',
    'The price is too far from the market',
    'PREVIEW_LIMIT_PRICE_TOO_FAR_FROM_MARKET',
  ),
  'lot-size': order(
    'INVALID_SIZE_PRECISION',
    'Too many decimals in the order amount',
    'PREVIEW_INVALID_SIZE_PRECISION',
  ),
  'market-lot-size': order(unnamed, 'Size is too large', 'PREVIEW_INVALID_BASE_SIZE_TOO_LARGE'),
  notional: order(unnamed, 'Amount is too small', 'PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL'),
  'too-many-orders': tooManyOrders,
  'too-many-stops': tooManyOrders,
  'iceberg-parts': order(
    'ICEBERG_ORDERS_NOT_SUPPORTED',
    'Iceberg orders are not supported',
    'PREVIEW_ICEBERG_ORDERS_NOT_SUPPORTED',
  ),
  'would-trigger': order(
    unnamed,
    'Stop price is above the last trade price',
    'PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE',
  ),
  'would-take': order(
    'INVALID_LIMIT_PRICE_POST_ONLY',
    'The order would take at once',
    'PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY',
  ),
  'no-liquidity': order('INVALID_NO_LIQUIDITY', 'No liquidity', 'PREVIEW_INVALID_NO_LIQUIDITY'),
  'not-reducing': order(
    'REDUCE_ONLY_INCREASED_POSITION_SIZE',
    'The order would not reduce the position',
    'PREVIEW_REDUCE_ONLY_INCREASED_POSITION_SIZE',
  ),
  funds: order(
    'INSUFFICIENT_FUND',
    'Insufficient balance in source account',
    'PREVIEW_INSUFFICIENT_FUND',
  ),
  margin: order(
    'INSUFFICIENT_FUNDS',
    'Insufficient margin',
    'PREVIEW_INSUFFICIENT_FUNDS_FOR_FUTURES',
  ),
  leverage: order('INVALID_LEVERAGE', 'Invalid leverage', 'PREVIEW_INVALID_LEVERAGE'),
  'cancel-only': order('ORDER_ENTRY_DISABLED', 'Orderbook is in cancel only mode'),
  'post-only-mode': order(
    unnamed,
    'Orderbook is in post only mode',
    'PREVIEW_NOT_ALLOWED_BY_MARKET_STATE',
  ),
  halted: order('PRODUCT_TRADING_HALTED', 'Trading is halted', 'PREVIEW_PRODUCT_TRADING_HALTED'),
  delisted: order('UNTRADABLE_PRODUCT', 'The product is not traded', 'PREVIEW_UNTRADABLE_PRODUCT'),
  maintenance: edge(503, 'Service Unavailable'),
  throttled: tooMany,
  banned: tooMany,
  'order-rate': request(429, 'resource_exhausted', 'Too many orders'),
  'bad-key': unauthorized,
  'bad-signature': unauthorized,
  'bad-nonce': unauthorized,
  'bad-clock': unauthorized,
  replayed: unauthorized,
  permission: request(403, 'PERMISSION_DENIED', 'Missing required scopes'),
  deadline: edge(504, 'Gateway Timeout', 'upstream request timeout'),
  unavailable: edge(503, 'Service Unavailable'),
  internal: edge(500, 'Internal Server Error'),
}

export function coinbaseError(code: RefusalCode): CoinbaseError {
  return errors[code]
}
