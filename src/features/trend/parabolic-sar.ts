import { ArgumentError, requirePositive } from '../../quant/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const bars = 0
const side = 1
const next = 2
const extreme = 3
const factor = 4
const highBefore = 5
const lowBefore = 6

/**
 * Parabolic stop and reverse, and the side of it (1 long, -1 short). It begins short when the
 * second bar's low fell by more than its high rose, as in TA-Lib.
 *
 * @param increment - By how much the acceleration grows. Above 0.
 * @param most - Where the acceleration stops growing. >= `increment`.
 * @throws ArgumentError when one is out of range.
 * @see Wilder 1978. Golden numbers: TA-Lib 0.8.2 SAR, Stock.Indicators GetParabolicSar.
 */
export function parabolicSar(increment = 0.02, most = 0.2): IndicatorSpec<'sar' | 'direction'> {
  requirePositive('increment', increment)
  if (!(most >= increment && most < Number.POSITIVE_INFINITY))
    throw new ArgumentError(`most must be finite and at least increment, ${increment}, was ${most}`)
  return defineIndicator({
    key: `parabolicSar(${increment},${most})`,
    lines: [
      { name: 'sar', unit: inPrice, warmup: 2 },
      { name: 'direction', unit: plain, warmup: 2, range: [-1, 1] },
    ],
    stream: () => new ParabolicSar(increment, most),
  })
}

class ParabolicSar extends CellStream {
  readonly #increment: number
  readonly #most: number

  constructor(increment: number, most: number) {
    super(2, [], 7)
    this.#increment = increment
    this.#most = most
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const { own } = this
    const top = high[row] as number
    const bottom = low[row] as number
    if (own[bars] === 1) this.#begin(top, bottom)
    if ((own[bars] as number) >= 1) {
      // Shorts are the mirror image: prices are negated, and so is the answer.
      if (own[side] === 1)
        this.#follow(top, bottom, own[highBefore] as number, own[lowBefore] as number)
      else this.#follow(-bottom, -top, -(own[lowBefore] as number), -(own[highBefore] as number))
    }
    if ((own[bars] as number) < 2) own[bars] = (own[bars] as number) + 1
    own[highBefore] = top
    own[lowBefore] = bottom
  }

  #begin(top: number, bottom: number): void {
    const { own } = this
    const up = top - (own[highBefore] as number)
    const down = (own[lowBefore] as number) - bottom
    own[side] = down > up && down > 0 ? -1 : 1
    own[next] = own[side] === 1 ? (own[lowBefore] as number) : -(own[highBefore] as number)
    own[extreme] = own[side] === 1 ? top : -bottom
    own[factor] = this.#increment
    // The bar before the first stop counts for nothing more.
    own[highBefore] = top
    own[lowBefore] = bottom
  }

  /** One bar of a long trend. */
  #follow(top: number, bottom: number, topBefore: number, bottomBefore: number): void {
    const { own, readings } = this
    const stop = own[next] as number
    if (bottom <= stop) {
      this.#turn(top, bottom, topBefore)
      return
    }
    readings[0] = stop * (own[side] as number)
    readings[1] = own[side] as number
    if (top > (own[extreme] as number)) {
      own[extreme] = top
      own[factor] = Math.min(this.#most, (own[factor] as number) + this.#increment)
    }
    const moved = stop + (own[factor] as number) * ((own[extreme] as number) - stop)
    own[next] = Math.min(moved, bottomBefore, bottom)
  }

  #turn(top: number, bottom: number, topBefore: number): void {
    const { own, readings } = this
    const stop = Math.max(own[extreme] as number, topBefore, top)
    readings[0] = stop * (own[side] as number)
    own[side] = -(own[side] as number)
    readings[1] = own[side]
    own[factor] = this.#increment
    own[extreme] = -bottom
    const moved = stop + this.#increment * (bottom - stop)
    own[next] = -Math.max(moved, topBefore, top)
  }
}
