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

/** What the committee hears of a signal. */
export function opinionOf(signal: Signal, exposure: number): Opinion {
  const { confidence, stop, target, holdUs = 0, follows = false } = signal
  // Levels are of what is held; none belong to a wish for nothing.
  if (exposure === 0) return { exposure: 0, confidence }
  return { exposure, confidence, stop, target, holdUs, follows }
}
