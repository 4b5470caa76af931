import type { DeskRun } from '../engine/index.ts'
import { newestSnapshot, type Snapshot, writeSnapshot } from '../journal/index.ts'
import { DiskError, nodeDisk } from '../kernel/index.ts'

/** A longer journal is continued from a snapshot; a shorter one is run again. */
const snapshotFrom = 1_000_000

/** Places to go on from in a long journal. */
export class DeskSnapshots {
  readonly #folder: string
  readonly #every: number
  readonly #onNote: (message: string) => void
  #last = 0

  /** @param every - Events between two of them. */
  constructor(folder: string, every: number, onNote: (message: string) => void) {
    this.#folder = folder
    this.#every = every
    this.#onNote = onNote
  }

  /** The one to begin with. @param head - Last event of the journal. */
  newest(head: number): Snapshot | undefined {
    this.#last = head
    if (head <= snapshotFrom) return undefined
    return newestSnapshot(nodeDisk, this.#folder, head)
  }

  isDue(sequence: number): boolean {
    return sequence - this.#last >= this.#every
  }

  /**
   * Records the state as it is. What was heard from a venue is in no snapshot: with a line to one
   * the journal is done again.
   */
  take(run: DeskRun): void {
    const hash = run.checkpoint()
    this.#write(run, run.sequence, hash)
  }

  /** It only saves time: a disk that refuses it is told of and not given up on. */
  #write({ desk }: DeskRun, sequence: number, stateHash: string): void {
    this.#last = sequence
    try {
      writeSnapshot(nodeDisk, this.#folder, { sequence, stateHash, state: desk.save() })
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#onNote(`no snapshot was written (${error.message}); the journal goes on`)
    }
  }
}
