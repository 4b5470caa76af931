import { assert } from '../base/index.ts'

/** A column from outside the bars that grows by a row with each of them. */
export class GrowingColumn {
  #values = new Float64Array(256)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Float64Array(2 * this.length)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.length] = value
    this.length += 1
  }

  /** Rows [`from`, `to`), over the same memory. It does not grow with the column. */
  subarray(from: number, to: number): Float64Array {
    assert(to <= this.length, 'a row of the column is there with its bar')
    return this.#values.subarray(from, to)
  }
}
