import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { dayUs, type Micros } from '../../domain/index.ts'

/** How long a browser may stay away before it needs a new link. Unit: microseconds. */
export const sessionLifeUs: number = 30 * dayUs

/**
 * What a browser holds: `nonce.issued.mac`, signed with the desk's secret. Nothing is stored for it
 * on our side, so a session outlives a restart of the desk, and a stolen disk holds no session.
 *
 * @param nonce - 256 random bits, see `freshToken`.
 */
export function mintSession(secret: Uint8Array, nonce: string, now: Micros): string {
  const claim = `${nonce}.${now}`
  return `${claim}.${sign(secret, claim)}`
}

/** Whether `text` was minted with `secret` and is not too old. Never throws. */
export function isSession(secret: Uint8Array, text: string, now: Micros): boolean {
  const match = /^([\w-]{43}\.(\d{1,16}))\.([\w-]{43})$/.exec(text)
  if (match === null) return false
  const [, claim = '', issued = '', mac = ''] = match
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(sign(secret, claim)))) return false
  const ageUs = now - Number(issued)
  return ageUs >= 0 && ageUs < sessionLifeUs
}

/** What a session is called where people read it; nobody gets in with it. */
export function sessionName(text: string): string {
  return `session ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}

function sign(secret: Uint8Array, claim: string): string {
  return createHmac('sha256', secret).update(`coinswarm session ${claim}`).digest('base64url')
}
