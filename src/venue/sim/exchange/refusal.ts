/** Why an exchange did not do what it was asked. Each dialect has its own code and text for it. */
export const refusalCodes = [
  'unknown-instrument',
  'unknown-order',
  'order-ended',
  'duplicate-client-id',
  'bad-request',
  'price-filter',
  'percent-price',
  'lot-size',
  'market-lot-size',
  'notional',
  'too-many-orders',
  'too-many-stops',
  'iceberg-parts',
  'would-trigger',
  'would-take',
  'no-liquidity',
  'not-reducing',
  'funds',
  'margin',
  'leverage',
  'cancel-only',
  'post-only-mode',
  'halted',
  'delisted',
  'maintenance',
  'throttled',
  'banned',
  'order-rate',
  'bad-key',
  'bad-signature',
  'bad-nonce',
  'bad-clock',
  'replayed',
  'permission',
  'deadline',
  'unavailable',
  'internal',
] as const
/** One of `refusalCodes`. */
export type RefusalCode = (typeof refusalCodes)[number]

/** A request declined. */
export type Refusal = {
  readonly code: RefusalCode
  /** One sentence for people. */
  readonly message: string
}

/**
 * What the sender may do next: `refused` is final, `throttled` may be sent again later, `unknown`
 * may have happened all the same and must be looked up first.
 */
export type Fate = 'refused' | 'throttled' | 'unknown'

const throttling: readonly RefusalCode[] = ['throttled', 'banned', 'order-rate']
const ambiguous: readonly RefusalCode[] = ['deadline', 'unavailable', 'internal']

/** What the sender of a request that was declined for `code` may do next. */
export function fateOf(code: RefusalCode): Fate {
  if (throttling.includes(code)) return 'throttled'
  return ambiguous.includes(code) ? 'unknown' : 'refused'
}
