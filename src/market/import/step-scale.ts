import { decimals, formatDecimal, parseDecimal } from '../../base/index.ts'
import { powersOfTen } from './table.ts'

/** Why a decimal has no whole number of steps. */
export type OffGrid = 'off-grid' | 'too-large'

/**
 * Counts decimals in whole steps (ticks, lots) while the step is still being found out: it starts
 * at 1 and becomes ten times finer whenever a value needs it. The owner then multiplies what it
 * counted before, so that a file is read once.
 */
export class StepScale {
  /** Decimals of the step. */
  scale: number
  readonly #units: number
  readonly #isFixed: boolean
  readonly #rescale: (places: number) => void
  #largest = 0

  /**
   * @param step - The step as decimal text when it is known; values off it are then declined.
   * @param rescale - Told by how many decimal places the step became finer (or coarser, below 0).
   */
  constructor(step: string | undefined, rescale: (places: number) => void) {
    this.#isFixed = step !== undefined
    this.scale = step === undefined ? 0 : decimals(step)
    this.#units = step === undefined ? 1 : Number(parseDecimal(step, this.scale))
    this.#rescale = rescale
  }

  /** The step as decimal text: `'0.01'`. */
  get step(): string {
    return formatDecimal(BigInt(this.#units), this.scale)
  }

  /** `digits` × 10^-`scale` as a whole number of steps, exact, or why not. */
  steps(digits: number, scale: number): number | OffGrid {
    if (scale > this.scale) {
      if (this.#isFixed) return 'off-grid'
      if (!this.#holds(scale - this.scale)) return 'too-large'
      this.#move(scale - this.scale)
    }
    const units = digits * (powersOfTen[this.scale - scale] as number)
    if (Math.abs(units) > Number.MAX_SAFE_INTEGER) return 'too-large'
    if (units % this.#units !== 0) return 'off-grid'
    return this.#admit(units / this.#units)
  }

  /**
   * The same for a sum such as volume, of which a last digit may be lost: the step never becomes
   * too fine for the largest value to be a whole number below 2^53; what is finer is cut off.
   */
  stepsCut(digits: number, scale: number): number | OffGrid {
    if (this.#isFixed) return this.steps(digits, scale)
    let finer = Math.max(0, scale - this.scale)
    while (finer > 0 && !this.#holds(finer)) finer -= 1
    if (finer > 0) this.#move(finer)
    while (this.scale > 0 && this.#inSteps(digits, scale) > Number.MAX_SAFE_INTEGER) this.#move(-1)
    return this.#admit(this.#inSteps(digits, scale))
  }

  #inSteps(digits: number, scale: number): number {
    if (scale <= this.scale) return digits * (powersOfTen[this.scale - scale] as number)
    return Math.trunc(digits / (powersOfTen[scale - this.scale] as number))
  }

  #holds(places: number): boolean {
    return this.#largest * (powersOfTen[places] as number) <= Number.MAX_SAFE_INTEGER
  }

  #move(places: number): void {
    this.scale += places
    this.#largest =
      places > 0
        ? this.#largest * (powersOfTen[places] as number)
        : Math.trunc(this.#largest / (powersOfTen[-places] as number))
    this.#rescale(places)
  }

  #admit(count: number): number | OffGrid {
    const size = Math.abs(count)
    if (size > Number.MAX_SAFE_INTEGER) return 'too-large'
    if (size > this.#largest) this.#largest = size
    return count
  }
}

/** Multiplies (or cuts, below 0) the first `length` rows of a column by 10^`places`, in place. */
export function shiftPlaces(column: Float64Array, length: number, places: number): void {
  const factor = powersOfTen[Math.abs(places)] as number
  for (let row = 0; row < length; row += 1) {
    const value = column[row] as number
    column[row] = places > 0 ? value * factor : Math.trunc(value / factor)
  }
}
