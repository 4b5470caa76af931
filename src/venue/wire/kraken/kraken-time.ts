import { type Micros, micros, secondUs } from '../../../domain/index.ts'

/** Seconds with four decimals, as a number: how REST writes times. */
export function krakenSeconds(ts: number): number {
  return Math.floor(ts / 100) / 10_000
}

/** `2024-01-31T23:59:00.123456Z`: how the WebSocket writes times. */
export function krakenIso(ts: number): string {
  const whole = Math.floor(ts / 1_000)
  const rest = String(ts - whole * 1_000).padStart(3, '0')
  return `${new Date(whole).toISOString().slice(0, -1)}${rest}Z`
}

const latest = 253_402_300_800 * secondUs

/**
 * A moment as clients write it: seconds from 1970, `+` seconds from now, or RFC 3339.
 *
 * @returns `undefined` when it is none of them, or past the year 9999.
 */
export function parseKrakenTime(text: string, now: Micros): Micros | undefined {
  const us = timeUs(text, now)
  return us === undefined || !(us >= 0 && us < Math.min(latest, Number.MAX_SAFE_INTEGER))
    ? undefined
    : micros(us)
}

function timeUs(text: string, now: Micros): number | undefined {
  const relative = /^\+(\d{1,12})s?$/.exec(text)
  if (relative !== null) return now + Number(relative[1]) * secondUs
  if (/^\d{1,12}(\.\d{1,9})?$/.test(text)) return Math.round(Number(text) * secondUs)
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{8,18}(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : Math.round(ms * 1_000)
}

/**
 * The moment a nonce was made, for clients that count with their clock.
 *
 * @param digits - Seconds, milliseconds, microseconds or nanoseconds from 1970, told by its length;
 *   of any other length it is no time.
 */
export function nonceTime(digits: string): Micros | undefined {
  const scale = { 10: secondUs, 13: 1_000, 16: 1, 19: 0.001 }[digits.length]
  if (scale === undefined) return undefined
  return micros(Math.min(Math.floor(Number(digits) * scale), Number.MAX_SAFE_INTEGER))
}
