import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Micros } from '../../domain/index.ts'

/** How long one code stands. Unit: microseconds. */
export const codeStepUs = 30_000_000
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * What an authenticator is given for `subject`, a token's id or `page`: 160 bits that follow from
 * the desk's secret, so that nothing more is kept.
 */
export function stepUpSecret(desk: Uint8Array, subject: string): Uint8Array {
  const whole = createHmac('sha256', desk).update(`coinswarm step-up ${subject}`).digest()
  return new Uint8Array(whole.subarray(0, 20))
}

/** The code of one step of time. @see RFC 6238, with SHA-1, six digits and 30 s. */
export function stepUpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac[19] ?? 0) & 15
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff
  return String(number % 1_000_000).padStart(6, '0')
}

/** Which step `code` is of, this one or one beside it; `undefined` for none of them. */
export function stepOfCode(secret: Uint8Array, code: string, now: Micros): number | undefined {
  const given = Buffer.from(code)
  const current = Math.floor(now / codeStepUs)
  const steps = [current - 1, current, current + 1].filter((step) => step >= 0)
  const isMatch = steps.map((step) => {
    const due = Buffer.from(stepUpCode(secret, step))
    return given.length === due.length && timingSafeEqual(given, due)
  })
  return steps[isMatch.indexOf(true)]
}

/** Bytes as an authenticator wants them typed: base 32, without padding. @see RFC 4648 */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => letters[Number.parseInt(group.padEnd(5, '0'), 2)] ?? '').join('')
}
