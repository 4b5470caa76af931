import type { Micros } from '../../domain/index.ts'
import { toMs } from '../desk-rows.ts'
import type { Surroundings } from '../desk-status.ts'

/** How a desk that answers is getting on. Times are of the wall: milliseconds since 1970, UTC. */
export type DeskPulse = {
  readonly t: number
  /** Sequence of the last event of the journal. */
  readonly sequence: number
  /** When something was last made durable in the journal; at first, when the desk was started. */
  readonly writtenAt: number
  /** When the last bar came. */
  readonly receivedAt: number
  /** Longest that bars may be apart before the market counts as silent, milliseconds. */
  readonly patience: number
  readonly isStale: boolean
  /** The market has ended: nothing more is to come. */
  readonly isFinished: boolean
}

/** Notices when a journal grows. */
export class WritingWatch {
  #sequence = 0
  #writtenAt: Micros

  constructor(now: Micros) {
    this.#writtenAt = now
  }

  /** Called after each commit, with the sequence that is durable then. */
  look(sequence: number, now: Micros): void {
    if (sequence === this.#sequence) return
    this.#sequence = sequence
    this.#writtenAt = now
  }

  pulse(around: Surroundings & { readonly patience: number }, now: Micros): DeskPulse {
    const { receivedAt, patience, isStale, isFinished } = around
    const at = { t: toMs(now), writtenAt: toMs(this.#writtenAt), receivedAt, patience }
    return { ...at, sequence: this.#sequence, isStale, isFinished }
  }
}
