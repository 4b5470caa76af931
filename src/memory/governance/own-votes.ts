import type { Ballot, BallotPaper, Vote } from './ballot.ts'
import type { RecordEntry } from './record-entry.ts'
import type { ManagerMessage, Offer } from './vote-message.ts'

/**
 * What this manager said at one slot. The one place where it signs: never two different votes at
 * one step of one epoch, whatever happened in between, a restart included.
 */
export class OwnVotes {
  readonly #ballot: Ballot
  readonly #manager: number
  readonly #record: (entry: RecordEntry) => void
  readonly #votes = new Map<string, Vote>()
  readonly #offers = new Map<number, Offer>()

  constructor(ballot: Ballot, manager: number, record: (entry: RecordEntry) => void) {
    this.#ballot = ballot
    this.#manager = manager
    this.#record = record
  }

  /** Takes up what was said before a restart. */
  restore(entry: RecordEntry): void {
    if (entry.kind === 'voted') this.#votes.set(placeOf(entry.vote), entry.vote)
    if (entry.kind === 'offered') this.#offers.set(entry.offer.prevote.epoch, entry.offer)
  }

  /** Signs a vote and records it; `undefined` where another was cast at its place. */
  cast(paper: BallotPaper): Vote | undefined {
    const known = this.#votes.get(placeOf(paper))
    if (known !== undefined) return known.hash === paper.hash ? known : undefined
    const vote = this.#ballot.sign(paper, this.#manager)
    this.#votes.set(placeOf(paper), vote)
    this.#record({ kind: 'voted', vote })
    return vote
  }

  offer(offer: Offer): void {
    this.#offers.set(offer.prevote.epoch, offer)
    this.#record({ kind: 'offered', offer })
  }

  voteAt(step: Vote['step'], epoch: number): Vote | undefined {
    return this.#votes.get(placeOf({ step, epoch }))
  }

  offerAt(epoch: number): Offer | undefined {
    return this.#offers.get(epoch)
  }

  /** All that was said in an epoch, to be said again. */
  saidIn(epoch: number): readonly ManagerMessage[] {
    const said: ManagerMessage[] = []
    const offer = this.#offers.get(epoch)
    if (offer !== undefined) said.push(offer)
    for (const step of ['prevote', 'precommit'] as const) {
      const vote = this.voteAt(step, epoch)
      // An offer has the prevote in it.
      if (vote !== undefined && (step === 'precommit' || offer === undefined))
        said.push({ kind: 'vote', vote })
    }
    return said
  }

  /** The newest epoch in which anything was said; -1 for none. */
  get newestEpoch(): number {
    return Math.max(-1, ...[...this.#votes.values()].map(({ epoch }) => epoch))
  }

  get all(): Iterable<Vote> {
    return this.#votes.values()
  }
}

function placeOf({ step, epoch }: Pick<Vote, 'step' | 'epoch'>): string {
  return `${step} ${epoch}`
}
