import type { Vote } from './ballot.ts'
import { Tally } from './tally.ts'
import type { Offer } from './vote-message.ts'

/** What a vote was to the one it came to. */
export type Reception = 'counted' | 'duplicate' | 'conflict' | 'far'

/** What is known of one epoch of a slot. */
export class EpochVotes {
  readonly prevotes: Tally = new Tally()
  readonly precommits: Tally = new Tally()
  /** The first that came in: the one that is voted on. */
  offer: Offer | undefined
  /** When this manager entered it. Unit: us. */
  enteredUs: number | undefined
  /** A quorum of prevotes was acted upon. */
  isLocked = false

  tallyOf({ step }: Vote): Tally {
    return step === 'prevote' ? this.prevotes : this.precommits
  }
}

/** Epochs before and after the present one of which votes are kept. */
const window = 8

/** The epochs of a slot near the present one, and the newest that each manager was heard of. */
export class SlotVotes {
  readonly #epochs = new Map<number, EpochVotes>()
  readonly #newest: number[]

  constructor(managers: number) {
    this.#newest = Array.from({ length: managers }, () => -1)
  }

  at(epoch: number): EpochVotes {
    const found = this.#epochs.get(epoch)
    if (found !== undefined) return found
    const made = new EpochVotes()
    this.#epochs.set(epoch, made)
    return made
  }

  find(epoch: number): EpochVotes | undefined {
    return this.#epochs.get(epoch)
  }

  get all(): Iterable<readonly [number, EpochVotes]> {
    return this.#epochs
  }

  isNear(epoch: number, present: number): boolean {
    return epoch >= present - window && epoch <= present + window
  }

  forget(present: number): void {
    for (const epoch of this.#epochs.keys())
      if (!this.isNear(epoch, present)) this.#epochs.delete(epoch)
  }

  hear(manager: number, epoch: number): void {
    this.#newest[manager] = Math.max(epoch, this.#newest[manager] ?? -1)
  }

  /** The newest epoch that at least `count` managers but `own` were heard in, or in a later one. */
  reachedBy(count: number, own: number): number {
    const others = this.#newest.filter((_, manager) => manager !== own)
    return others.sort((a, b) => b - a)[count - 1] ?? -1
  }
}
