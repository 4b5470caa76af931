import { requireInside } from '../../quant/index.ts'
import { LaguerreLadder } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/** Share of a price below which a move is rounding: rungs come to a price that stands still. */
const rounding = 1e-12

/**
 * Ehlers' Laguerre relative strength index: rises from rung to rung of the Laguerre ladder of the
 * close as a percentage of rises and falls. It starts as though the market had always stood at the
 * first close; 50 when all rungs are one, to rounding.
 *
 * @param gamma - How much each rung remembers, above 0 and below 1: more is smoother and later.
 * @returns 0 to 100.
 * @throws ArgumentError when `gamma` is out of range.
 * @see Ehlers, Time Warp, 2002. Golden numbers: pandas-ta-classic 0.8.32 lrsi.
 */
export function laguerreRsi(gamma = 0.5): IndicatorSpec<'laguerreRsi'> {
  requireInside('gamma', gamma, 0, 1)
  return defineIndicator({
    key: `laguerreRsi(${gamma})`,
    lines: [{ name: 'laguerreRsi', unit: plain, warmup: 4, range: [0, 100] }],
    stream: () => new LaguerreRsi(gamma),
  })
}

class LaguerreRsi extends CellStream {
  readonly #ladder: LaguerreLadder

  constructor(gamma: number) {
    const ladder = new LaguerreLadder(gamma)
    super(1, [ladder])
    this.#ladder = ladder
  }

  protected override step({ close }: BarArrays, row: number): void {
    const ladder = this.#ladder
    if (!ladder.push(close[row] as number)) return
    let rise = 0
    let fall = 0
    for (let i = 0; i < 3; i += 1) {
      const gap = ladder.rung(i) - ladder.rung(i + 1)
      if (gap > 0) rise += gap
      else fall -= gap
    }
    const least = rounding * Math.abs(ladder.rung(0))
    this.readings[0] = rise + fall > least ? 100 * (rise / (rise + fall)) : 50
  }
}
