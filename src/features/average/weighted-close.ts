import type { BarArrays } from '../bar-arrays.ts'
import { WeightedWindow } from '../cell/index.ts'
import { CellStream } from '../stream.ts'

/** The closes of a window, each times a weight of its own. */
export class WeightedClose extends CellStream {
  readonly #window: WeightedWindow

  /** @param weights - Of the oldest close first; whatever they add up to counts as 1. */
  constructor(weights: Float64Array) {
    const sum = weights.reduce((total, weight) => total + weight, 0)
    const window = new WeightedWindow(weights.map((weight) => weight / sum))
    super(1, [window])
    this.#window = window
  }

  protected override step({ close }: BarArrays, row: number): void {
    this.readings[0] = this.#window.push(close[row] as number)
  }
}
