import type { BarColumns, Micros } from '../../domain/index.ts'
import { windowAt } from './bar-window.ts'
import { type MarketRegime, regimeOf, regimeText, regimeVersion } from './market-regime.ts'
import { factsOf } from './window-moves.ts'

/** A time in which the market of an instrument was of one regime. @see SPEC Q4. */
export type RegimeSpan = {
  readonly regime: MarketRegime
  /** In words: `calm, tight, up, europe`. */
  readonly name: string
  /** Of what makes a regime. */
  readonly version: number
  /** Close of the first bar that was in it. */
  readonly start: Micros
  /** Close of the first bar that was in another; of the newest one, while it lasts. */
  readonly end: Micros
  readonly isOver: boolean
}

/**
 * The regimes of an instrument one after another, as a desk and its episodes see them: each bar's
 * from the newest 257 bars until then, so what comes later moves no span but the last one's end.
 *
 * @returns Oldest first; they touch, and neighbours differ.
 */
export function regimeSpans(columns: BarColumns): readonly RegimeSpan[] {
  const spans: RegimeSpan[] = []
  let last: { readonly regime: MarketRegime; readonly name: string; start: Micros } | undefined
  const end = (until: Micros, isOver: boolean): void => {
    if (last !== undefined) spans.push({ ...last, version: regimeVersion, end: until, isOver })
  }
  for (let row = 0; row < columns.length; row += 1) {
    const ts = columns.ts[row] as Micros
    const regime = regimeOf(factsOf(windowAt(columns, row)), ts)
    const name = regimeText(regime)
    if (name === last?.name) continue
    end(ts, true)
    last = { regime, name, start: ts }
  }
  if (columns.length > 0) end(columns.ts[columns.length - 1] as Micros, false)
  return spans
}
