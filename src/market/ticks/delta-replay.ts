import { type LevelRows, levelRows } from '../book/level-rows.ts'
import { OrderBook } from '../book/order-book.ts'
import { DeltaSequence, type DeltaStep } from './delta-sequence.ts'
import type { DeltaTable } from './load-deltas.ts'

/** Plays recorded deltas into a book, one update at a time. */
export class DeltaReplay {
  readonly book: OrderBook = new OrderBook()
  /** First row of the update played last. */
  row = 0
  readonly #rows: LevelRows
  readonly #sequence: DeltaSequence
  /** The step to come; `undefined` at the end, and before it was looked for. */
  #coming: DeltaStep | undefined
  #isLooked = false
  /** When it counts; before it was looked for, any time. */
  #nextTs = Number.NEGATIVE_INFINITY

  constructor(deltas: DeltaTable) {
    this.#rows = levelRows(deltas.columns)
    this.#sequence = new DeltaSequence(deltas)
  }

  /** Times that an update was missing. */
  get gaps(): number {
    return this.#sequence.gaps
  }

  /** When the next update counts; infinity at the end. Unit: us. */
  get nextTs(): number {
    this.#look()
    return this.#nextTs
  }

  /** The rows of the update to come: the first, and the one after the last. */
  get comingRows(): readonly [first: number, end: number] {
    this.#look()
    return [this.#sequence.row, this.#sequence.end]
  }

  /** Plays everything that counts at or before `ts`. */
  playUntil(ts: number): void {
    while (this.#nextTs <= ts && this.nextTs <= ts) this.step()
  }

  /** Plays the next update. @returns What it was; `undefined` at the end. */
  step(): DeltaStep | undefined {
    this.#look()
    const step = this.#coming
    if (step === undefined) return undefined
    this.row = this.#sequence.row
    if (step !== 'old') this.#apply(step)
    this.#isLooked = false
    return step
  }

  #look(): void {
    if (this.#isLooked) return
    this.#isLooked = true
    this.#coming = this.#sequence.step()
    this.#nextTs = this.#coming === undefined ? Number.POSITIVE_INFINITY : this.#sequence.ts
  }

  #apply(step: DeltaStep): void {
    const { row, end, first, last, previous } = this.#sequence
    const { book } = this
    if (step === 'snapshot') book.snapshot(last)
    else book.update(first, last, previous)
    book.setRows(this.#rows, row, end)
    if (Number.isNaN(last)) book.distrust()
  }
}
