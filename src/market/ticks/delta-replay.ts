import { OrderBook } from '../book/order-book.ts'
import { DeltaSequence, type DeltaStep } from './delta-sequence.ts'
import type { DeltaTable } from './load-deltas.ts'

/** Plays recorded deltas into a book, one update at a time. */
export class DeltaReplay {
  readonly book: OrderBook = new OrderBook()
  /** First row of the update played last. */
  row = 0
  readonly #deltas: DeltaTable
  readonly #sequence: DeltaSequence
  /** The step to come, once it was looked for. */
  #coming: DeltaStep | undefined
  #isLooked = false

  constructor(deltas: DeltaTable) {
    this.#deltas = deltas
    this.#sequence = new DeltaSequence(deltas)
  }

  /** Times that an update was missing. */
  get gaps(): number {
    return this.#sequence.gaps
  }

  /** When the next update counts; infinity at the end. Unit: us. */
  get nextTs(): number {
    return this.#look() === undefined ? Number.POSITIVE_INFINITY : this.#sequence.ts
  }

  /** Plays everything that counts at or before `ts`. */
  playUntil(ts: number): void {
    while (this.nextTs <= ts) this.step()
  }

  /** Plays the next update. @returns What it was; `undefined` at the end. */
  step(): DeltaStep | undefined {
    const step = this.#look()
    this.#isLooked = false
    if (step === undefined) return undefined
    this.row = this.#sequence.row
    if (step !== 'old') this.#apply(step)
    return step
  }

  #look(): DeltaStep | undefined {
    if (!this.#isLooked) this.#coming = this.#sequence.step()
    this.#isLooked = true
    return this.#coming
  }

  #apply(step: DeltaStep): void {
    const { row, end, first, last, previous } = this.#sequence
    const { book } = this
    if (step === 'snapshot') book.snapshot(last)
    else book.update(first, last, previous)
    book.setRows(this.#deltas.columns, row, end)
  }
}
