import { UpdateSequence } from '../book/update-sequence.ts'
import type { DeltaTable } from './load-deltas.ts'
import { headSize, updateHeads } from './update-heads.ts'

/**
 * What an update of a recording is: a snapshot, the next one, or one too old to count. A snapshot
 * without a number is a marked gap: nothing is known of the book until the next.
 */
export type DeltaStep = 'snapshot' | 'next' | 'old'

/**
 * Puts recorded updates in the order in which a feed handler takes them. Those that come while it
 * waits for a snapshot are held back and tried after it: the snapshot a venue sends on request is
 * often older than the updates that came first.
 */
export class DeltaSequence {
  /** Times that an update was missing. */
  gaps = 0
  /** First row of the update looked at last, and the row after it. */
  row = 0
  end = 0
  /** Its numbers; `previous` is NaN where the venue's have no holes. */
  first: number = Number.NaN
  last: number = Number.NaN
  previous: number = Number.NaN
  /** When it counts; one that was held back, when it is let go. Unit: us. */
  ts = 0
  readonly #numbers = new UpdateSequence()
  readonly #heads: Float64Array
  /** Where the head of the update to come lies, and those of the updates held back. */
  #next = 0
  readonly #held: number[] = []

  constructor(deltas: DeltaTable) {
    this.#heads = updateHeads(deltas)
  }

  /** Goes to the next update that is not held back. @returns `undefined` at the end. */
  step(): DeltaStep | undefined {
    while (this.#held.length > 0 && !this.#numbers.isStale) {
      const step = this.#look(this.#held.shift() as number)
      if (step !== undefined) return step
    }
    while (this.#next < this.#heads.length - 1) {
      const step = this.#look(this.#next)
      this.#next += headSize
      if (step !== undefined) return step
    }
    return undefined
  }

  /** @returns `undefined` when the update is held back. */
  #look(at: number): DeltaStep | undefined {
    const heads = this.#heads
    const numbers = this.#numbers
    this.first = heads[at + 3] as number
    this.last = heads[at + 4] as number
    this.previous = heads[at + 5] as number
    // As whole numbers: they count the rows of loops.
    this.row = (heads[at] as number) | 0
    this.end = (heads[at + headSize] as number) | 0
    const ts = heads[at + 1] as number
    if (ts > this.ts) this.ts = ts
    if (heads[at + 2] === 1 && Number.isNaN(this.last)) {
      if (!numbers.isStale) this.gaps += 1
      numbers.lose()
      this.#held.length = 0
      return 'snapshot'
    }
    if (heads[at + 2] === 1) {
      numbers.snapshot(this.last)
      return 'snapshot'
    }
    const wasStale = numbers.isStale
    const verdict = numbers.take(this.first, this.last, this.previous)
    if (verdict !== 'gap') return verdict
    if (!wasStale) this.gaps += 1
    this.#held.push(at)
    return undefined
  }
}
