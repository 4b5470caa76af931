import type { Opinion } from '../opinion.ts'
import type { FeatureSpec } from '../../features/index.ts'
import type { View } from '../view.ts'

/** What sizes an entry that is given up so many average true ranges behind the close. */
type Stakes = Readonly<Record<'stopAtr' | 'risk' | 'exposureMax' | 'claim', number>>

/** Enters a side with nothing but a stop. */
export function stopBehind(
  view: View<{ readonly range: FeatureSpec }>,
  p: Stakes,
  side: number,
): Opinion {
  const { close } = view
  const distance = p.stopAtr * view.features.range.value
  return view.say({
    exposure: side * stake(close, distance, p.risk, p.exposureMax),
    confidence: p.claim,
    stop: levelAt(close, -side * distance),
  })
}

/**
 * Share of equity that loses `risk` of it when the price goes `distance` against it.
 *
 * @param close - Quote units, as `distance`.
 * @returns 0 to `most`; 0 where there is no distance to divide by.
 */
export function stake(close: number, distance: number, risk: number, most: number): number {
  return distance > 0 ? Math.min(most, (risk * close) / distance) : 0
}

/** Levels are set no deeper than this share of the price: one at 0 or below is none. */
const deepest = 0.01

/** The price `move` away from `close`, and above 0 however far that is. Quote units. */
export function levelAt(close: number, move: number): number {
  return Math.max(close + move, deepest * close)
}
