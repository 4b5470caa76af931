import { UpdateSequence } from '../book/update-sequence.ts'
import type { DeltaTable } from './load-deltas.ts'
import { updateStarts } from './update-starts.ts'

/** What an update of a recording is: a snapshot, the next one, or one too old to count. */
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
  /** When it counts; one that was held back, when it is let go. Unit: us. */
  ts = 0
  readonly #deltas: DeltaTable
  readonly #numbers = new UpdateSequence()
  readonly #starts: Int32Array
  /** Number of the update to come, and of those held back. */
  #next = 0
  readonly #held: number[] = []

  constructor(deltas: DeltaTable) {
    this.#deltas = deltas
    this.#starts = updateStarts(deltas)
  }

  /** Goes to the next update that is not held back. @returns `undefined` at the end. */
  step(): DeltaStep | undefined {
    while (this.#held.length > 0 && !this.#numbers.isStale) {
      const step = this.#look(this.#held.shift() as number)
      if (step !== undefined) return step
    }
    while (this.#next < this.#starts.length - 1) {
      this.#next += 1
      const step = this.#look(this.#next - 1)
      if (step !== undefined) return step
    }
    return undefined
  }

  /** @returns `undefined` when the update is held back. */
  #look(update: number): DeltaStep | undefined {
    const { isSnapshot, first, last, previous, tsInit } = this.#deltas.columns
    const numbers = this.#numbers
    const row = this.#starts[update] as number
    this.row = row
    this.end = this.#starts[update + 1] as number
    this.ts = Math.max(this.ts, tsInit[row] as number)
    if (isSnapshot[row] === 1) {
      numbers.snapshot(last[row] as number)
      return 'snapshot'
    }
    const wasStale = numbers.isStale
    const before = previous[row] as number
    const verdict = numbers.take(
      first[row] as number,
      last[row] as number,
      Number.isNaN(before) ? undefined : before,
    )
    if (verdict !== 'gap') return verdict
    if (!wasStale) this.gaps += 1
    this.#held.push(update)
    return undefined
  }
}
