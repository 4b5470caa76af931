import type { Refusal, RefusalCode } from '../../sim/exchange/refusal.ts'
import type { WireReply } from '../dialect.ts'

/** What a key is told that may not do what it asks for. */
export const permissionDenied = 'EGeneral:Permission denied'

/** Kraken's word for each reason of the exchange. */
const texts: Readonly<Record<RefusalCode, string>> = {
  'unknown-instrument': 'EQuery:Unknown asset pair',
  'unknown-order': 'EOrder:Unknown order',
  'order-ended': 'EOrder:Unknown order',
  'duplicate-client-id': 'EGeneral:Invalid arguments:cl_ord_id',
  'bad-request': 'EGeneral:Invalid arguments',
  'price-filter': 'EOrder:Invalid price:Invalid price argument',
  'percent-price': 'EOrder:Invalid price:Invalid price argument',
  'lot-size': 'EGeneral:Invalid arguments:volume',
  'market-lot-size': 'EGeneral:Invalid arguments:volume',
  notional: 'EOrder:Cost minimum not met',
  'too-many-orders': 'EOrder:Orders limit exceeded',
  'too-many-stops': 'EOrder:Orders limit exceeded',
  'iceberg-parts': 'EGeneral:Invalid arguments:displayvol',
  'would-trigger': 'EOrder:Invalid price:Invalid price argument',
  'would-take': 'EOrder:Post only order',
  'no-liquidity': 'EService:Unavailable',
  'not-reducing': 'EOrder:Reduce only:No position exists',
  funds: 'EOrder:Insufficient funds',
  margin: 'EOrder:Insufficient initial margin',
  leverage: 'EOrder:Margin allowance exceeded',
  'cancel-only': 'EService:Market in cancel_only mode',
  'post-only-mode': 'EService:Market in post_only mode',
  halted: 'EService:Market in cancel_only mode',
  delisted: 'EQuery:Unknown asset pair',
  maintenance: 'EService:Busy',
  throttled: 'EAPI:Rate limit exceeded',
  banned: 'EGeneral:Temporary lockout',
  'order-rate': 'EOrder:Rate limit exceeded',
  'bad-key': 'EAPI:Invalid key',
  'bad-signature': 'EAPI:Invalid signature',
  'bad-nonce': 'EAPI:Invalid nonce',
  'bad-clock': 'EAPI:Invalid nonce',
  replayed: 'EAPI:Invalid nonce',
  permission: permissionDenied,
  deadline: 'EService:Deadline elapsed',
  unavailable: 'EService:Unavailable',
  internal: 'EGeneral:Internal error',
}

export function errorText({ code }: Refusal): string {
  return texts[code]
}

/** An argument that is missing, malformed, or not offered here. */
export function invalid(argument: string): string {
  return `EGeneral:Invalid arguments:${argument}`
}

const headers: WireReply['headers'] = { 'content-type': 'application/json; charset=utf-8' }

/** Kraken's errors come with status 200. */
export function errorReply(error: string): WireReply {
  return { status: 200, headers, body: JSON.stringify({ error: [error] }) }
}

/** @param result - Serialised as JSON. */
export function resultReply(result: unknown): WireReply {
  return { status: 200, headers, body: `{"error":[],"result":${JSON.stringify(result)}}` }
}
