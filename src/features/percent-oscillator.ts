import { requireWhole } from '../quant/index.ts'
import type { BarArrays } from './bar-arrays.ts'
import { defineIndicator, type IndicatorSpec, plain } from './define-indicator.ts'
import { FastAndSlow, requireFastAndSlow } from './fast-and-slow.ts'
import { percentChange } from './percent-change.ts'

/** What `ppo` makes of the close and `volumeOscillator` of the volume. */
export function percentOscillator<Name extends string>(options: {
  readonly name: string
  /** What the first line is called. */
  readonly line: Name
  readonly column: 'close' | 'volume'
  /** Windows, bars. Whole, >= 1; `slow` is above `fast`. */
  readonly fast: number
  readonly slow: number
  readonly signal: number
}): IndicatorSpec<Name | 'signal' | 'histogram'> {
  const { name, line, column, fast, slow, signal } = options
  requireFastAndSlow(fast, slow)
  requireWhole('signal', signal, 1)
  return defineIndicator<Name | 'signal' | 'histogram'>({
    key: `${name}(${fast},${slow},${signal})`,
    lines: [
      { name: line, unit: plain, warmup: slow },
      { name: 'signal', unit: plain, warmup: slow + signal - 1 },
      { name: 'histogram', unit: plain, warmup: slow + signal - 1 },
    ],
    stream: () => new PercentOscillator(column, fast, slow, signal),
  })
}

class PercentOscillator extends FastAndSlow {
  readonly #column: 'close' | 'volume'

  constructor(column: 'close' | 'volume', fast: number, slow: number, signal: number) {
    super(fast, slow, signal)
    this.#column = column
  }

  protected override step(columns: BarArrays, row: number): void {
    const value = columns[this.#column][row] as number
    this.read(percentChange(this.fast.push(value), this.slow.push(value)))
  }
}
