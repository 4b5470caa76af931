import type { Cell } from './cell.ts'
import { Delay } from './delay.ts'
import { RollingExtreme } from './rolling-extreme.ts'

/**
 * Finds the tops of a series: values above those of `span` pushes to each side. A top is known
 * `span` pushes after it. A bottom is a top of the series held upside down.
 */
export class Tops {
  /** All that it remembers. */
  readonly cells: readonly Cell[]
  readonly #after: RollingExtreme
  readonly #before: RollingExtreme
  readonly #middle: Delay
  readonly #last: Delay

  /** @param span - Whole, >= 1. */
  constructor(span: number) {
    this.#after = new RollingExtreme(span, 1)
    this.#before = new RollingExtreme(span, 1)
    this.#middle = new Delay(span)
    this.#last = new Delay(1)
    this.cells = [this.#after, this.#before, this.#middle, this.#last]
  }

  /** @returns The top that is known with `value`; NaN when there is none. */
  push(value: number): number {
    const right = this.#after.push(value)
    const candidate = this.#middle.push(value)
    // Of the values before the candidate: it is taken in once it has been judged.
    const left = this.#before.push(this.#last.push(candidate))
    return candidate > right && candidate > left ? candidate : Number.NaN
  }
}
