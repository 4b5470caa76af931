import { secondUs } from '../../domain/index.ts'

/** Headers of an answer as ccxt gives them: `Retry-After`. */
export type WireHeaders = unknown

/** Longer no venue bans for; a longer time is no time. */
const daySeconds = 86_400

/**
 * How long a venue wants to be left alone: whole seconds, or a date. Unit: us.
 *
 * @param nowMs - Our time. @returns `undefined` when it did not say, or said no time.
 */
export function retryAfterOf(headers: WireHeaders, nowMs: number): number | undefined {
  const text = headerOf(headers, 'Retry-After')
  if (text === undefined) return undefined
  const seconds = /^\d{1,7}$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1_000
  if (!(seconds > 0 && seconds <= daySeconds)) return undefined
  return Math.ceil(seconds * secondUs)
}

/** Weight a minute that Binance allows an address, by `exchangeInfo` of its spot market. */
const binanceWeight = 6_000

/**
 * Part of what a venue allows that is left by its own count, from 0 to 1; `undefined` where it does
 * not count aloud.
 */
export function leftShareOf(headers: WireHeaders): number | undefined {
  const used = countOf(headers, 'X-Mbx-Used-Weight-1m')
  if (used !== undefined) return Math.max(1 - used / binanceWeight, 0)
  const left = countOf(headers, 'X-Bapi-Limit-Status')
  const limit = countOf(headers, 'X-Bapi-Limit')
  if (left === undefined || limit === undefined || limit === 0) return undefined
  return Math.min(left / limit, 1)
}

function countOf(headers: WireHeaders, name: string): number | undefined {
  const text = headerOf(headers, name)
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function headerOf(headers: WireHeaders, name: string): string | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined
  for (const [key, value] of Object.entries(headers))
    if (key.toLowerCase() === name.toLowerCase() && typeof value === 'string') return value.trim()
  return undefined
}
