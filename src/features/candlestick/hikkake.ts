import type { Candle } from './candle.ts'
import type { PatternRule } from './candlestick-pattern.ts'
import { anything } from './trait.ts'

export type HikkakeName = 'hikkake' | 'modifiedHikkake'

/** 1 where the trap is set, 2 where a later close confirms it. */
const trapAndProof = [1, 2, -1, -2]

/** How many bars a trap waits for the close that confirms it. */
const patience = 3

/** Patterns that a close up to three bars later confirms. Nothing is remembered: they look back. */
export const hikkakes: readonly PatternRule<HikkakeName>[] = [
  {
    name: 'hikkake',
    taLib: 'CDLHIKKAKE',
    warmup: 6,
    readings: trapAndProof,
    description:
      'Inside bar, then a break of it that should fail: bullish after a break down, bearish ' +
      'after one up. 2 where one of the next three bars closes beyond the other side of the ' +
      'inside bar.',
    shape: [anything, anything, anything],
    read: (last) => trapOrProof(last, trap),
  },
  {
    name: 'modifiedHikkake',
    taLib: 'CDLHIKKAKEMOD',
    warmup: 11,
    readings: trapAndProof,
    description:
      'Bar inside a bar inside a bar, the middle one closing near its low (bullish) or its ' +
      'high (bearish), then a break down or up that should fail. 2 where it is confirmed as ' +
      'a hikkake is.',
    shape: [anything, anything, anything, anything],
    read: (last) => trapOrProof(last, modifiedTrap),
  },
]

/** The trap that the last bar sets, twice an earlier one that it confirms, or 0. */
function trapOrProof(last: Candle, trapAt: (bar: Candle) => number): number {
  const set = trapAt(last)
  if (set !== 0) return set
  let bar = last.before
  for (let age = 1; age <= patience; age += 1, bar = bar.before) {
    const waiting = trapAt(bar)
    // A later trap stands for an earlier one, and what is confirmed once is over.
    if (waiting !== 0) return isFirstProof(last, bar, waiting) ? 2 * waiting : 0
  }
  return 0
}

/** Whether `last` confirms what was set at `trap`, and no bar between the two did. */
function isFirstProof(last: Candle, trap: Candle, way: number): boolean {
  const inside = trap.before
  if (!proves(last, inside, way)) return false
  for (let bar = last.before; bar !== trap; bar = bar.before)
    if (proves(bar, inside, way)) return false
  return true
}

function proves(bar: Candle, inside: Candle, way: number): boolean {
  return way > 0 ? bar.close > inside.high : bar.close < inside.low
}

function trap(last: Candle): number {
  const inside = last.before
  return isInside(inside.before, inside) ? breakOf(inside, last) : 0
}

function modifiedTrap(last: Candle): number {
  const third = last.before
  const second = third.before
  if (!isInside(second, third) || !isInside(second.before, second)) return 0
  const way = breakOf(third, last)
  if (way > 0) return second.close <= second.low + second.near ? way : 0
  return second.close >= second.high - second.near ? way : 0
}

function isInside(outer: Candle, inner: Candle): boolean {
  return inner.high < outer.high && inner.low > outer.low
}

/** 1 after a break down, which should fail, -1 after one up. */
function breakOf(inside: Candle, bar: Candle): number {
  if (bar.high < inside.high && bar.low < inside.low) return 1
  return bar.high > inside.high && bar.low > inside.low ? -1 : 0
}
