import { requireWhole } from '../../quant/index.ts'
import { Delay, Exponential } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Williams' alligator: three of Wilder's averages of the middle of the bar, each drawn some bars
 * ahead, so that what stands at this bar was computed that long ago. And his gator oscillator: how
 * far the mouth is open between jaw and teeth (`upper`) and, below zero, teeth and lips (`lower`).
 *
 * @param jaw - Window of the jaw; drawn 8 ahead. Whole, >= 1.
 * @param teeth - Window of the teeth; drawn 5 ahead. Whole, >= 1.
 * @param lips - Window of the lips; drawn 3 ahead. Whole, >= 1.
 * @throws ArgumentError when one is out of range.
 * @see Williams 1995. Golden numbers: Stock.Indicators GetAlligator, GetGator.
 */
export function alligator(
  jaw = 13,
  teeth = 8,
  lips = 5,
): IndicatorSpec<'jaw' | 'teeth' | 'lips' | 'upper' | 'lower'> {
  requireWhole('jaw', jaw, 1)
  requireWhole('teeth', teeth, 1)
  requireWhole('lips', lips, 1)
  const [jawFrom, teethFrom, lipsFrom] = [jaw + jawAhead, teeth + teethAhead, lips + lipsAhead]
  return defineIndicator({
    key: `alligator(${jaw},${teeth},${lips})`,
    lines: [
      { name: 'jaw', unit: inPrice, warmup: jawFrom },
      { name: 'teeth', unit: inPrice, warmup: teethFrom },
      { name: 'lips', unit: inPrice, warmup: lipsFrom },
      { name: 'upper', unit: inPrice, warmup: Math.max(jawFrom, teethFrom) },
      { name: 'lower', unit: inPrice, warmup: Math.max(teethFrom, lipsFrom) },
    ],
    stream: () => new Alligator(jaw, teeth, lips),
  })
}

const jawAhead = 8
const teethAhead = 5
const lipsAhead = 3

class Alligator extends CellStream {
  readonly #means: readonly [jaw: Exponential, teeth: Exponential, lips: Exponential]
  readonly #delays: readonly [jaw: Delay, teeth: Delay, lips: Delay]

  constructor(jaw: number, teeth: number, lips: number) {
    const wilder = (period: number): Exponential => new Exponential(period, 1 / period)
    const means = [wilder(jaw), wilder(teeth), wilder(lips)] as const
    const delays = [new Delay(jawAhead), new Delay(teethAhead), new Delay(lipsAhead)] as const
    super(5, [...means, ...delays])
    this.#means = means
    this.#delays = delays
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const { readings } = this
    const middle = ((high[row] as number) + (low[row] as number)) / 2
    const jaw = this.#delays[0].push(this.#means[0].push(middle))
    const teeth = this.#delays[1].push(this.#means[1].push(middle))
    const lips = this.#delays[2].push(this.#means[2].push(middle))
    readings[0] = jaw
    readings[1] = teeth
    readings[2] = lips
    readings[3] = Math.abs(jaw - teeth)
    readings[4] = -Math.abs(teeth - lips)
  }
}
