import type { Opinion } from '../opinion.ts'
import type { Signal } from './signal.ts'

/**
 * The exposure that a signal comes to.
 *
 * @param held - Signed share of equity held now.
 * @returns -1 to 1, or a sentence without its end when it contradicts what is held.
 */
export function wishOf(signal: Signal, held: number, isLongOnly: boolean): number | string {
  const { action, intent = 'entry', size = 0 } = signal
  if (action === 'close') return 0
  const sign = action === 'buy' ? 1 : -1
  if (intent === 'exit' || intent === 'reduce') {
    if (held * sign > 0) return `${action} cannot ${intent} what is ${held > 0 ? 'long' : 'short'}`
    return intent === 'exit' || Math.abs(held) <= size ? 0 : held + sign * size
  }
  if (intent === 'add' && held * sign < 0)
    return `${action} cannot add to what is ${held > 0 ? 'long' : 'short'}`
  const wish = intent === 'add' ? held + sign * size : sign * size
  if (isLongOnly && wish < 0) return 0
  return Math.max(-1, Math.min(wish, 1))
}

/**
 * What the committee hears of a signal.
 *
 * @param held - Signed share of equity held now. @param close - Quote units.
 * @returns A sentence without its end when it cannot be done as it is said.
 */
export function opinionOf(
  signal: Signal,
  { held, close, isLongOnly }: { held: number; close: number; isLongOnly: boolean },
): Opinion | string {
  const exposure = wishOf(signal, held, isLongOnly)
  if (typeof exposure === 'string') return exposure
  const { confidence, limit, slippageMaxBps, stop, target, holdUs = 0, follows = false } = signal
  const isExit = held !== 0 && (held * exposure <= 0 || signal.intent === 'reduce')
  if (isExit && slippageMaxBps !== undefined)
    return 'slippageMaxBps is for entries: nothing holds an exit back'
  if (isExit && limit !== undefined) return leaveAt(signal, limit, { held, close, exposure })
  // Levels are of what is held; none belong to a wish for nothing.
  if (exposure === 0) return { exposure: 0, confidence }
  // More of it is bought at a limit than is held, or nothing: what is held is not sold for it.
  const isEnough = limit !== undefined && Math.abs(held) > Math.abs(exposure)
  const wish = isEnough ? held : exposure
  return { exposure: wish, confidence, limit, slippageMaxBps, stop, target, holdUs, follows }
}

/** An exit that waits at its price is a target: what is held is kept until it is met. */
function leaveAt(
  { intent, confidence }: Signal,
  limit: number,
  { held, close, exposure }: { held: number; close: number; exposure: number },
): Opinion | string {
  if (intent === 'reduce' && exposure !== 0)
    return 'a part of what is held is not sold at a limit; close with one, or reduce at market'
  if ((limit - close) * held <= 0)
    return `limit ${limit} to leave at is met at ${close}; leave it out to close now`
  return { exposure: held, confidence, target: limit, follows: true }
}
