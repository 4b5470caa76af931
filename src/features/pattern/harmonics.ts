import { requireInside, requirePositive } from '../../quant/index.ts'
import {
  defineIndicator,
  type IndicatorSpec,
  inPrice,
  type LineSpec,
  plain,
} from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { harmonicNames, usesX } from './harmonic-templates.ts'
import { HarmonicMatch, matchHarmonic } from './match-harmonic.ts'
import { Swings } from './swings.ts'

type Name =
  | 'pattern'
  | 'confidence'
  | 'target1'
  | 'target2'
  | 'target3'
  | 'stop'
  | 'riskReward'
  | 'forming'
  | 'zoneLow'
  | 'zoneHigh'

const swingsKept = 6

/**
 * The fourteen harmonic patterns over the swings of the market, best fit first.
 *
 * `pattern` is the code of a pattern (1 for the first of `harmonicNames`) at the bar at which its
 * last swing D is known, above 0 where price should rise from D and below where it should fall; 0
 * at every other bar. With it come `confidence`, three targets (0.382, 0.618 and all of the way
 * from D back to the farther of A and C), a `stop` at the far edge of the zone or at X, whichever
 * is farther, and `riskReward`: from this close to the second target over from this close to the
 * stop, 0 when the target is behind.
 *
 * `forming` is the code of a pattern of which all but D is known, with its reversal zone between
 * `zoneLow` and `zoneHigh`, from the swing at which it could first be known until price has passed
 * the zone (the next best pattern then forms, if one is left) or another swing is known; 0
 * otherwise.
 *
 * @param reversal - Of the swing detector: share of the price it has to turn by. Above 0, below 1.
 * @param tolerance - By how much of it a ratio may miss. Above 0, below 1.
 * @throws ArgumentError when one is out of range.
 * @see `harmonicNames`, and Carney as cited there. No implementation agrees with another on bounds;
 *   golden numbers are patterns built from exact ratios.
 */
export function harmonics(reversal = 0.03, tolerance = 0.05): IndicatorSpec<Name> {
  requireInside('reversal', reversal, 0, 1)
  requireInside('tolerance', tolerance, 0, 1)
  const codes = [-harmonicNames.length, harmonicNames.length] as const
  const sparse = { warmup: 5, isSparse: true } as const
  const price = (name: Name): LineSpec<Name> => ({ name, unit: inPrice, ...sparse })
  return defineIndicator({
    key: `harmonics(${reversal},${tolerance})`,
    lines: [
      { name: 'pattern', unit: plain, warmup: 1, range: codes },
      { name: 'confidence', unit: plain, range: [0, 1], ...sparse },
      price('target1'),
      price('target2'),
      price('target3'),
      price('stop'),
      { name: 'riskReward', unit: plain, range: [0, Number.MAX_VALUE], ...sparse },
      { name: 'forming', unit: plain, warmup: 1, range: codes },
      price('zoneLow'),
      price('zoneHigh'),
    ],
    stream: () => new Harmonics(reversal, tolerance),
  })
}

/**
 * What share of equity to hold so that the stop costs `risk` of equity.
 *
 * @param entry - Price of the entry. Above 0.
 * @param stop - Price of the stop.
 * @param risk - Share of equity that may be lost. Above 0, below 1.
 * @returns Share of equity, not capped; `undefined` when the stop is at the entry.
 * @throws ArgumentError when one is out of range.
 */
export function sizeForStop(entry: number, stop: number, risk: number): number | undefined {
  requirePositive('entry', entry)
  requireInside('risk', risk, 0, 1)
  const distance = Math.abs(entry - stop) / entry
  return distance > 0 ? risk / distance : undefined
}

class Harmonics extends CellStream {
  readonly #swings: Swings
  readonly #tolerance: number
  readonly #points: Float64Array = new Float64Array(swingsKept)
  readonly #match: HarmonicMatch = new HarmonicMatch()

  constructor(reversal: number, tolerance: number) {
    const swings = new Swings(reversal, swingsKept)
    // Forming: code, zone low, zone high.
    super(10, [swings], 3)
    this.#swings = swings
    this.#tolerance = tolerance
  }

  protected override step(bars: BarArrays, row: number): void {
    const { own, readings } = this
    if (readings[0] !== 0) readings.fill(Number.NaN, 1, 7)
    readings[0] = 0
    if (this.#swings.push(bars, row)) {
      this.#findComplete(bars.close[row] as number)
      this.#findForming()
    } else if (own[0] !== 0) this.#follow(bars, row)
    readings[7] = own[0] as number
    readings[8] = own[0] === 0 ? Number.NaN : (own[1] as number)
    readings[9] = own[0] === 0 ? Number.NaN : (own[2] as number)
  }

  #findComplete(close: number): void {
    if (!this.#copySwings(0)) return
    matchHarmonic(this.#points, this.#tolerance, this.#swings.reached, this.#match)
    if (this.#match.code > 0) this.#tell(close)
  }

  #tell(close: number): void {
    const { readings } = this
    const { code, confidence, zoneLow, zoneHigh } = this.#match
    const points = this.#points
    const c = points[4] as number
    const d = points[5] as number
    // Of a pattern that says nothing of X there is no X to stand behind.
    const x = usesX(code) ? (points[1] as number) : d
    // D is a low when price should rise from it.
    const side = d < c ? 1 : -1
    const stop = side > 0 ? Math.min(zoneLow, x, d) : Math.max(zoneHigh, x, d)
    const a = points[2] as number
    const far = side > 0 ? Math.max(a, c) : Math.min(a, c)
    const target = d + 0.618 * (far - d)
    const risk = side * (close - stop)
    readings[0] = side * code
    readings[1] = confidence
    readings[2] = d + 0.382 * (far - d)
    readings[3] = target
    readings[4] = far
    readings[5] = stop
    readings[6] = risk > 0 ? Math.max(0, (side * (target - close)) / risk) : 0
  }

  /** With C the last swing known, and D to come. */
  #findForming(): void {
    const { own } = this
    own.fill(0)
    if (!this.#copySwings(1)) return
    matchHarmonic(this.#points, this.#tolerance, this.#swings.reached, this.#match)
    const { code, zoneLow, zoneHigh } = this.#match
    if (code === 0) return
    const side = (this.#points[4] as number) > (this.#points[3] as number) ? 1 : -1
    own[0] = side * code
    own[1] = zoneLow
    own[2] = zoneHigh
  }

  /** Gives a forming pattern up once price has passed its zone, for another if there is one. */
  #follow({ high, low }: BarArrays, row: number): void {
    const { own } = this
    const isPast =
      (own[0] as number) > 0
        ? (low[row] as number) < (own[1] as number)
        : (high[row] as number) > (own[2] as number)
    if (isPast) this.#findForming()
  }

  /** The last swings, `missing` of them left open at the end. @returns Whether there are enough. */
  #copySwings(missing: 0 | 1): boolean {
    const swings = this.#swings
    const points = this.#points
    if (swings.count < 5 - missing) return false
    points.fill(Number.NaN)
    for (let i = 0; i < swingsKept - missing && i < swings.count; i += 1)
      points[swingsKept - 1 - missing - i] = swings.price(i)
    return true
  }
}
