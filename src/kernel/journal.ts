import type { DeskEvent } from '../domain/index.ts'

/**
 * The one system of record. `append` is cheap and not durable; `commit` makes all that was appended
 * durable and returns only then. Nothing leaves the desk between the two.
 */
export interface Journal {
  /** Adds `event` to the open group and returns its sequence number, from 1 upward. */
  append(event: DeskEvent): number
  commit(): void
  /** Sequence of the last appended event; 0 when there is none. */
  readonly sequence: number
  /** The disk is full and the journal lives on its reserve: admit nothing that adds risk. */
  readonly isReserveOnly: boolean
}
