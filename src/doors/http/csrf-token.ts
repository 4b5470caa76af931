import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header that a request which changes the desk must carry. */
export const csrfHeader = 'x-coinswarm-csrf'

/**
 * What a page proves with that it can read our answers, which another site cannot: signed with the
 * desk's secret, for one session. Nothing is stored for it.
 */
export function csrfToken(secret: Uint8Array, session: string): string {
  return createHmac('sha256', secret).update(`coinswarm csrf ${session}`).digest('base64url')
}

/** Whether `given` is the token of that session. Never throws. */
export function isCsrfToken(secret: Uint8Array, session: string, given: unknown): boolean {
  if (typeof given !== 'string') return false
  const [due, got] = [Buffer.from(csrfToken(secret, session)), Buffer.from(given)]
  return got.length === due.length && timingSafeEqual(got, due)
}
