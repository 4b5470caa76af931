import { ArgumentError, requireWhole } from '../quant/index.ts'
import { Exponential } from './cell/index.ts'
import { CellStream } from './stream.ts'

/** Declines windows of a fast and a slow average that are not whole, or in the wrong order. */
export function requireFastAndSlow(fast: number, slow: number): void {
  requireWhole('fast', fast, 1)
  requireWhole('slow', slow, 1)
  if (slow <= fast) throw new ArgumentError(`slow must be above fast, ${fast}, was ${slow}`)
}

/**
 * Three lines made of a fast and a slow exponential average: what is between them, the average of
 * that as the signal, and the histogram between the two.
 */
export abstract class FastAndSlow extends CellStream {
  protected readonly fast: Exponential
  protected readonly slow: Exponential
  protected readonly signal: Exponential

  constructor(fast: number, slow: number, signal: number) {
    const cells = [new Exponential(fast), new Exponential(slow), new Exponential(signal)] as const
    super(3, cells)
    this.fast = cells[0]
    this.slow = cells[1]
    this.signal = cells[2]
  }

  /** Sets the readings to `line`, NaN while it warms up, and what follows of it. */
  protected read(line: number): void {
    const { readings } = this
    const signal = this.signal.push(line)
    readings[0] = line
    readings[1] = signal
    readings[2] = line - signal
  }
}
