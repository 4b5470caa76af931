import type { BarArrays } from '../bar-arrays.ts'
import type { Cell } from '../cell/index.ts'
import {
  alike,
  black,
  doji,
  gapDown,
  gapOn,
  gapUp,
  long,
  longLowerShadow,
  longUpperShadow,
  lowerShadow,
  shavenAbove,
  shavenBelow,
  short,
  shortLowerShadow,
  shortUpperShadow,
  small,
  tallUpperShadow,
  turned,
  upperShadow,
  white,
} from './trait.ts'
import type { UsualSizes } from './usual-sizes.ts'

const open = 0
const high = 1
const low = 2
const close = 3
const top = 4
const bottom = 5
const traits = 6
const tiny = 7
const range = 8

/** One bar in the words of candlesticks. */
export class Candle implements Cell {
  readonly state: Float64Array = new Float64Array(9)
  /** The bar before this one. The oldest that is kept names the newest: look back no further. */
  before: Candle = this

  /** Becomes the bar at `row`. @param usual - Of the bars before it. */
  set(bars: BarArrays, row: number, usual: UsualSizes): void {
    const { state } = this
    const opened = bars.open[row] as number
    const closed = bars.close[row] as number
    state[open] = opened
    state[high] = bars.high[row] as number
    state[low] = bars.low[row] as number
    state[close] = closed
    state[top] = closed >= opened ? closed : opened
    state[bottom] = closed >= opened ? opened : closed
    state[tiny] = 0.1 * usual.range
    state[range] = usual.rangeLately
    state[traits] =
      (closed >= opened ? white : black) |
      traitsBeside(this, this.before) |
      traitsOfBody(this.body, this.tiny, usual) |
      traitsAbove(this, usual) |
      traitsBelow(this, usual)
  }

  get open(): number {
    return this.state[open] as number
  }
  get high(): number {
    return this.state[high] as number
  }
  get low(): number {
    return this.state[low] as number
  }
  get close(): number {
    return this.state[close] as number
  }
  /** Upper end of the body. */
  get top(): number {
    return this.state[top] as number
  }
  /** Lower end of the body. */
  get bottom(): number {
    return this.state[bottom] as number
  }
  /** Size of the body, between open and close. */
  get body(): number {
    return this.top - this.bottom
  }
  get upperShadow(): number {
    return this.high - this.top
  }
  get lowerShadow(): number {
    return this.bottom - this.low
  }

  /** Every trait it has, a bit each. */
  get traits(): number {
    return this.state[traits] as number
  }
  /** Whether it has all of `wanted`. */
  is(wanted: number): boolean {
    return (this.traits & wanted) === wanted
  }
  /** 1 of a white bar, -1 of a black one. */
  get colour(): 1 | -1 {
    return this.is(white) ? 1 : -1
  }

  /** What is next to nothing, of a body or a shadow. */
  get tiny(): number {
    return this.state[tiny] as number
  }
  /** Two prices no further apart than this are equal. */
  get equal(): number {
    return 0.05 * (this.state[range] as number)
  }
  /** … are near. */
  get near(): number {
    return 0.2 * (this.state[range] as number)
  }
  /** Two that are further apart than this are far. */
  get far(): number {
    return 0.6 * (this.state[range] as number)
  }

  /** Whether all of it is above `other`, shadows too. */
  isAbove(other: Candle): boolean {
    return this.low > other.high
  }
  isBelow(other: Candle): boolean {
    return this.high < other.low
  }
}

function traitsBeside(bar: Candle, before: Candle): number {
  const isWhite = bar.close >= bar.open
  const isAbove = bar.bottom > before.top
  const isBelow = bar.top < before.bottom
  return (
    (isWhite === before.is(white) ? alike : turned) |
    (isAbove ? gapUp : 0) |
    (isBelow ? gapDown : 0) |
    ((isWhite ? isAbove : isBelow) ? gapOn : 0)
  )
}

function traitsOfBody(body: number, tiny: number, usual: UsualSizes): number {
  return (
    (body > usual.body ? long : small) | (body < usual.body ? short : 0) | (body <= tiny ? doji : 0)
  )
}

function traitsAbove({ upperShadow: shadow, body, tiny }: Candle, usual: UsualSizes): number {
  return (
    (shadow > tiny ? upperShadow : 0) |
    (shadow < tiny ? shavenAbove : 0) |
    (shadow > body ? longUpperShadow : 0) |
    (shadow > usual.shadow ? tallUpperShadow : 0) |
    (shadow < usual.shadow ? shortUpperShadow : 0)
  )
}

function traitsBelow({ lowerShadow: shadow, body, tiny }: Candle, usual: UsualSizes): number {
  return (
    (shadow > tiny ? lowerShadow : 0) |
    (shadow < tiny ? shavenBelow : 0) |
    (shadow > body ? longLowerShadow : 0) |
    (shadow < usual.shadow ? shortLowerShadow : 0)
  )
}
