import { requireBetween, requirePositive, requireWhole } from '../argument.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'
import { fisherZ } from './fisher-z.ts'

/** A correlation held against its own recent past. */
export type CorrelationState = {
  /** Standard deviations of the window by which Fisher's z is off its mean. */
  readonly score: number
  readonly isBroken: boolean
}

/**
 * Warns when a correlation leaves its own recent range: its Fisher z is further from the mean of
 * the window before it than `threshold` standard deviations of that window. A warning, not a test:
 * conditional correlations wander, and a slow drift is no break.
 */
export class CorrelationBreak implements Resumable {
  readonly #threshold: number
  readonly #window: Float64Array
  #seen = 0

  /**
   * @param windowCount - Correlations each is compared with, 10 or more.
   * @param threshold - Standard deviations, above 0.
   * @throws ArgumentError when either is out of range.
   */
  constructor(windowCount: number = 60, threshold: number = 3) {
    requireWhole('windowCount', windowCount, 10)
    requirePositive('threshold', threshold)
    this.#threshold = threshold
    this.#window = new Float64Array(windowCount)
  }

  /**
   * Takes in the next correlation.
   *
   * @param correlation - -1 to 1.
   * @returns `undefined` until the window before it is full, and when the window is constant.
   * @throws ArgumentError when `correlation` is out of range; the state stays.
   */
  update(correlation: number): CorrelationState | undefined {
    requireBetween('correlation', correlation, -1, 1)
    const z = fisherZ(correlation)
    const state = this.#seen >= this.#window.length ? this.#stateOf(z) : undefined
    this.#window[this.#seen % this.#window.length] = z
    this.#seen += 1
    return state
  }

  save(): readonly number[] {
    return [this.#seen, ...this.#window]
  }

  load(saved: unknown): void {
    const numbers = savedNumbers(saved, 1 + this.#window.length)
    requireWhole('saved count', savedAt(numbers, 0), 0)
    this.#seen = savedAt(numbers, 0)
    this.#window.set(numbers.slice(1))
  }

  /** Forgets every correlation. */
  reset(): void {
    this.#seen = 0
    this.#window.fill(0)
  }

  #stateOf(z: number): CorrelationState | undefined {
    const count = this.#window.length
    let sum = 0
    for (let i = 0; i < count; i += 1) sum += this.#window[i] as number
    const middle = sum / count
    let squares = 0
    for (let i = 0; i < count; i += 1) {
      const gap = (this.#window[i] as number) - middle
      squares += gap * gap
    }
    const deviation = Math.sqrt(squares / (count - 1))
    // What rounding alone can make of equal values is no spread.
    if (!(deviation > 1e-12)) return undefined
    const score = (z - middle) / deviation
    return { score, isBroken: Math.abs(score) > this.#threshold }
  }
}
