import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The signature of a private request: HMAC-SHA512 over the path and the SHA-256 of nonce and body.
 *
 * @param secret - The bytes of it, which Kraken's clients are given as base64.
 * @returns Base64.
 * @see https://docs.kraken.com/api/docs/guides/spot-rest-auth
 */
export function krakenSign(
  path: string,
  nonce: string,
  body: string,
  secret: string | Uint8Array,
): string {
  const digest = createHash('sha256').update(nonce).update(body).digest()
  return createHmac('sha512', secret).update(path).update(digest).digest('base64')
}

/** Whether two signatures are the same, in a time that tells nothing. */
export function isSameSign(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What a WebSocket client shows instead of a signature. Nobody without the secret can tell it. */
export function krakenToken(secret: string | Uint8Array, nonce: string): string {
  return createHmac('sha256', secret).update(`token ${nonce}`).digest('base64url')
}
