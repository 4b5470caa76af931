import { requireInside } from '../../quant/index.ts'
import { LaguerreLadder } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Ehlers' Laguerre filter of the middle of the bar: four rungs, each a delayed form of the one
 * before, weighted 1 2 2 1. It starts as though the market had always stood at the first bar.
 *
 * @param gamma - How much each rung remembers, above 0 and below 1: more is smoother and later.
 * @throws ArgumentError when `gamma` is out of range.
 * @see Ehlers, Time Warp, 2002. Golden numbers: the paper's recursion in numpy 2.4.6.
 */
export function laguerre(gamma = 0.8): IndicatorSpec<'laguerre'> {
  requireInside('gamma', gamma, 0, 1)
  return defineIndicator({
    key: `laguerre(${gamma})`,
    lines: [{ name: 'laguerre', unit: inPrice, warmup: 4 }],
    stream: () => new Laguerre(gamma),
  })
}

class Laguerre extends CellStream {
  readonly #ladder: LaguerreLadder

  constructor(gamma: number) {
    const ladder = new LaguerreLadder(gamma)
    super(1, [ladder])
    this.#ladder = ladder
  }

  protected override step({ high, low }: BarArrays, row: number): void {
    const ladder = this.#ladder
    if (!ladder.push(((high[row] as number) + (low[row] as number)) / 2)) return
    this.readings[0] =
      (ladder.rung(0) + 2 * ladder.rung(1) + 2 * ladder.rung(2) + ladder.rung(3)) / 6
  }
}
