import { requireInside } from '../../quant/index.ts'
import {
  defineIndicator,
  type IndicatorSpec,
  inPrice,
  type LineSpec,
  plain,
} from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'
import { elliottNames, elliottRules, elliottSwings, impulse } from './elliott-rules.ts'
import { Swings } from './swings.ts'

const degrees = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const
type Degree = (typeof degrees)[number]
type Kind = 'wave' | 'invalidation' | 'pattern' | 'confidence'
type Name = `${Kind}${Degree}`

/** Each degree turns by this much more than the one below it. */
const golden = 1.618
const swingsKept = 12
const lines = 4

/**
 * Elliott waves in nine degrees, each over the swings of its own detector: degree 0 turns by
 * `reversal` of the price, each further one by 1.618 of it more, up to 0.9.
 *
 * Per degree: `wave` is which wave of an impulse is under way, 2 to 5, below 0 in a falling one, 0
 * when no count holds; the longest count the last swings allow is taken. `invalidation` is the
 * price that ends the count: the start of wave 1 until wave 3 has ended, the end of wave 1 from
 * then on; past it, `wave` is 0 until another swing is known. `pattern` is the code of a pattern
 * (1 for the first of `elliottNames`) at the bar at which its last swing is known, below 0 when it
 * begins downwards, and 0 at every other bar: the one with the highest confidence, the one with
 * more swings among equals. `confidence` is that of the pattern at such a bar, and of the count
 * otherwise: how many Fibonacci guidelines are met within 3 %.
 *
 * Nothing that was told is taken back: a swing is known late, and never moves.
 *
 * @param reversal - Share of the price that turns degree 0. Above 0, below 0.9.
 * @throws ArgumentError when it is not.
 * @see Frost and Prechter, "Elliott Wave Principle", 1978. No implementation agrees with another on
 *   counts; golden numbers are waves built from exact ratios.
 */
export function elliottWaves(reversal = 0.01): IndicatorSpec<Name> {
  requireInside('reversal', reversal, 0, 0.9)
  return defineIndicator({
    key: `elliottWaves(${reversal})`,
    lines: degrees.flatMap(linesOf),
    stream: () => new ElliottWaves(reversal),
  })
}

function linesOf(degree: Degree): readonly LineSpec<Name>[] {
  const sparse = { warmup: 2, isSparse: true } as const
  const codes = [-elliottNames.length, elliottNames.length] as const
  return [
    { name: `wave${degree}`, unit: plain, warmup: 1, range: [-5, 5] },
    { name: `invalidation${degree}`, unit: inPrice, ...sparse },
    { name: `pattern${degree}`, unit: plain, warmup: 1, range: codes },
    { name: `confidence${degree}`, unit: plain, range: [0, 1], ...sparse },
  ]
}

class ElliottWaves extends CellStream {
  readonly #swings: readonly Swings[]
  /** The swings of one degree, oldest first; negated when a pattern begins downwards. */
  readonly #points: Float64Array = new Float64Array(swingsKept)

  constructor(reversal: number) {
    const swings = degrees.map((degree) => new Swings(reversalOf(reversal, degree), swingsKept))
    super(lines * degrees.length, swings)
    this.#swings = swings
  }

  protected override step(bars: BarArrays, row: number): void {
    const { readings } = this
    for (let degree = 0; degree < degrees.length; degree += 1) {
      const at = lines * degree
      // The first bar: everything that has a reading at all has one.
      if (Number.isNaN(readings[at])) readings[at] = 0
      if (readings[at + 2] !== 0) this.#forget(degree)
      if ((this.#swings[degree] as Swings).push(bars, row)) this.#count(degree)
      else if (readings[at] !== 0) this.#follow(at, bars, row)
    }
  }

  /** A pattern was told with the bar before; what stands from here is the count. */
  #forget(degree: number): void {
    const { readings } = this
    const at = lines * degree
    readings[at + 2] = 0
    readings[at + 3] = readings[at] === 0 ? Number.NaN : this.#countConfidence(degree)
  }

  #countConfidence(degree: number): number {
    const at = lines * degree
    const waves = Math.abs(this.readings[at] as number) - 1
    this.#copy(this.#swings[degree] as Swings, waves + 1, Math.sign(this.readings[at] as number))
    return impulse(this.#points, 0, waves)
  }

  #count(degree: number): void {
    const { readings } = this
    const swings = this.#swings[degree] as Swings
    const at = lines * degree
    readings.fill(0, at, at + lines)
    readings[at + 1] = Number.NaN
    readings[at + 3] = Number.NaN
    for (let waves = 4; waves >= 1; waves -= 1) if (this.#countTo(swings, at, waves)) break
    this.#findPattern(swings, at)
  }

  /** Whether the last swings can be waves 1 to `waves` of an impulse, the next being under way. */
  #countTo(swings: Swings, at: number, waves: number): boolean {
    const { readings } = this
    if (swings.count < waves + 1) return false
    // After an even wave price goes the way of the impulse.
    const side = waves % 2 === 0 ? swings.direction : -swings.direction
    this.#copy(swings, waves + 1, side)
    const confidence = impulse(this.#points, 0, waves)
    if (confidence === 0) return false
    const level = (waves < 3 ? this.#points[0] : this.#points[1]) as number
    // Price may have gone on past it before the last swing was known.
    if (side * swings.reached < level) return false
    readings[at] = side * (waves + 1)
    readings[at + 1] = side * level
    readings[at + 3] = confidence
    return true
  }

  #findPattern(swings: Swings, at: number): void {
    const { readings } = this
    let best = 0
    for (let code = 1; code <= elliottNames.length; code += 1) {
      const size = elliottSwings[code - 1] as number
      if (swings.count < size) continue
      // A pattern of an odd number of legs began the way its last leg went.
      const side = -swings.direction
      this.#copy(swings, size, side)
      const confidence = elliottRules[code - 1]?.(this.#points, 0) ?? 0
      const isLonger = confidence === best && best > 0
      if (confidence > best || (isLonger && size > this.#sizeOf(at))) {
        best = confidence
        readings[at + 2] = side * code
        readings[at + 3] = confidence
      }
    }
  }

  #sizeOf(at: number): number {
    return elliottSwings[Math.abs(this.readings[at + 2] as number) - 1] ?? 0
  }

  #follow(at: number, { high, low }: BarArrays, row: number): void {
    const { readings } = this
    const level = readings[at + 1] as number
    const isPast =
      (readings[at] as number) > 0 ? (low[row] as number) < level : (high[row] as number) > level
    if (!isPast) return
    readings[at] = 0
    readings[at + 1] = Number.NaN
    readings[at + 3] = Number.NaN
  }

  /** The last `size` swings, oldest first, times `side`. */
  #copy(swings: Swings, size: number, side: number): void {
    for (let i = 0; i < size; i += 1) this.#points[i] = side * swings.price(size - 1 - i)
  }
}

function reversalOf(reversal: number, degree: number): number {
  let result = reversal
  for (let i = 0; i < degree; i += 1) result *= golden
  return Math.min(result, 0.9)
}
