import { requireWhole } from '../../quant/index.ts'
import { type Cell, Delay, RollingExtreme } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, type LineSpec } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/** Whose rule the levels follow. */
export type PivotKind = 'standard' | 'fibonacci' | 'camarilla' | 'woodie' | 'demark'

type Name = 'pivot' | 'r1' | 'r2' | 'r3' | 'r4' | 's1' | 's2' | 's3' | 's4'

const names: readonly Name[] = ['pivot', 'r1', 'r2', 'r3', 'r4', 's1', 's2', 's3', 's4']
/** Resistances, and as many supports, that a rule has. */
const levels = { standard: 3, fibonacci: 3, camarilla: 4, woodie: 3, demark: 1 } as const

const session = 0
const open = 1
const high = 2
const low = 3
const close = 4

/**
 * Pivot points: the levels a session takes from the one before it. A rule has one to four
 * resistances (`r1` …) and as many supports (`s1` …); the others have no reading, nor has anything
 * before a first whole session has passed. The first session seen counts as whole.
 *
 * With H, L, C, O of the session before and its range R: `standard` P = (H + L + C) / 3, r1 = 2P
 * - L, r2 = P + R, r3 = H + 2 (P - L); `fibonacci` the same P, and 0.382, 0.618 and 1 R from it;
 * `camarilla` P = C, and 1.1 R / 12, / 6, / 4, / 2 from it; `woodie` P = (H + L + 2 O') / 4 with
 * O' the open of this session, then as standard; `demark` X = H + 2L + C, 2H + L + C or H + L +
 * 2C as C is below, above or at O, P = X / 4, r1 = X / 2 - L. Supports mirror.
 *
 * @param kind - Whose rule.
 * @param sessionUs - Length of a session, UTC, by the close of the bar: a bar that closes at
 *   midnight belongs to the day that ends. Microseconds; whole, >= 1.
 * @throws ArgumentError when it is not.
 * @see Golden numbers: written out in numpy 2.4.6; the same rules over windows as
 *   `rollingPivots`.
 */
export function pivotPoints(
  kind: PivotKind = 'standard',
  sessionUs = 86_400_000_000,
): IndicatorSpec<Name> {
  requireWhole('sessionUs', sessionUs, 1)
  return defineIndicator({
    key: `pivotPoints(${kind},${sessionUs})`,
    lines: lines(2),
    stream: () => new PivotPoints(kind, sessionUs),
  })
}

/**
 * The same over the `period` bars before this one, `offset` of them left out.
 *
 * @param kind - Whose rule.
 * @param period - Window, bars. Whole, >= 1.
 * @param offset - Bars between the window and this one. Whole, >= 0.
 * @throws ArgumentError when one is out of range.
 * @see Golden numbers: Stock.Indicators GetRollingPivots.
 */
export function rollingPivots(
  kind: PivotKind = 'standard',
  period = 20,
  offset = 0,
): IndicatorSpec<Name> {
  requireWhole('period', period, 1)
  requireWhole('offset', offset, 0)
  return defineIndicator({
    key: `rollingPivots(${kind},${period},${offset})`,
    lines: lines(period + offset + 1),
    stream: () => new RollingPivots(kind, period, offset),
  })
}

function lines(warmup: number): readonly LineSpec<Name>[] {
  return names.map((name) => ({ name, unit: inPrice, warmup, isSparse: true }))
}

/** What both read their levels with. */
abstract class Pivots extends CellStream {
  readonly #kind: PivotKind

  constructor(kind: PivotKind, cells: readonly Cell[], own: number) {
    super(names.length, cells, own)
    this.#kind = kind
  }

  /** @param first - Open of what the levels are taken from. @param now - Open of this session. */
  protected read(first: number, top: number, bottom: number, last: number, now: number): void {
    const { readings } = this
    const kind = this.#kind
    const range = top - bottom
    const pivot = middle(kind, first, top, bottom, last, now)
    readings[0] = pivot
    for (let level = 1; level <= levels[kind]; level += 1) {
      readings[level] = above(kind, level, pivot, top, bottom, range)
      // A support is the resistance of the market held upside down.
      readings[level + 4] = -above(kind, level, -pivot, -bottom, -top, range)
    }
  }
}

class PivotPoints extends Pivots {
  readonly #sessionUs: number

  constructor(kind: PivotKind, sessionUs: number) {
    super(kind, [], 5)
    this.#sessionUs = sessionUs
  }

  protected override step(bars: BarArrays, row: number): void {
    const { own } = this
    // 1 and more, so that 0 is "none yet".
    const now = Math.ceil((bars.ts[row] as number) / this.#sessionUs) + 1
    if (now !== own[session]) {
      if (own[session] !== 0) this.#turn(bars.open[row] as number)
      own[session] = now
      own[open] = bars.open[row] as number
      own[high] = bars.high[row] as number
      own[low] = bars.low[row] as number
    }
    own[high] = Math.max(own[high] as number, bars.high[row] as number)
    own[low] = Math.min(own[low] as number, bars.low[row] as number)
    own[close] = bars.close[row] as number
  }

  #turn(now: number): void {
    const { own } = this
    this.read(
      own[open] as number,
      own[high] as number,
      own[low] as number,
      own[close] as number,
      now,
    )
  }
}

/** The window's bars pass through here, `offset` + 1 of them after they were new. */
class RollingPivots extends Pivots {
  readonly #high: RollingExtreme
  readonly #low: RollingExtreme
  readonly #opens: Delay
  readonly #late: readonly [open: Delay, high: Delay, low: Delay, close: Delay]

  constructor(kind: PivotKind, period: number, offset: number) {
    const high = new RollingExtreme(period, 1)
    const low = new RollingExtreme(period, -1)
    const opens = new Delay(period)
    const late = [
      new Delay(offset + 1),
      new Delay(offset + 1),
      new Delay(offset + 1),
      new Delay(offset + 1),
    ] as const
    super(kind, [high, low, opens, ...late], 0)
    this.#high = high
    this.#low = low
    this.#opens = opens
    this.#late = late
  }

  protected override step(bars: BarArrays, row: number): void {
    const [opens, highs, lows, closes] = this.#late
    const now = bars.open[row] as number
    const first = opens.push(now)
    const top = this.#high.push(highs.push(bars.high[row] as number))
    const bottom = this.#low.push(lows.push(bars.low[row] as number))
    const last = closes.push(bars.close[row] as number)
    this.#opens.push(first)
    if (Number.isNaN(top)) return
    this.read(this.#opens.at(this.#opens.period - 1), top, bottom, last, now)
  }
}

function middle(
  kind: PivotKind,
  first: number,
  top: number,
  bottom: number,
  last: number,
  now: number,
): number {
  if (kind === 'camarilla') return last
  if (kind === 'woodie') return (top + bottom + 2 * now) / 4
  if (kind !== 'demark') return (top + bottom + last) / 3
  const sum = top + bottom + last
  return (sum + (last < first ? bottom : last > first ? top : last)) / 4
}

const golden = [0, 0.382, 0.618, 1]
const twelfths = [0, 1, 2, 3, 6]

/** The `level`-th resistance. */
function above(
  kind: PivotKind,
  level: number,
  pivot: number,
  top: number,
  bottom: number,
  range: number,
): number {
  if (kind === 'fibonacci') return pivot + (golden[level] as number) * range
  if (kind === 'camarilla') return pivot + (1.1 * range * (twelfths[level] as number)) / 12
  if (level === 1) return 2 * pivot - bottom
  return level === 2 ? pivot + range : top + 2 * (pivot - bottom)
}
