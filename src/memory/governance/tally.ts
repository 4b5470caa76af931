import { noBlock, type Vote } from './ballot.ts'
import type { Signature } from './vote-message.ts'

/** The votes of one step in one epoch: one of each manager counts, its first. */
export class Tally {
  readonly #votes: (Vote | undefined)[] = []

  /** A vote that is known to be genuine. `conflict` is proof that its manager lies. */
  add(vote: Vote): 'counted' | 'duplicate' | 'conflict' {
    const known = this.#votes[vote.manager]
    if (known !== undefined) return known.hash === vote.hash ? 'duplicate' : 'conflict'
    this.#votes[vote.manager] = vote
    return 'counted'
  }

  voteOf(manager: number): Vote | undefined {
    return this.#votes[manager]
  }

  /** Managers that voted, for whatever. */
  get total(): number {
    return this.#votes.reduce((total, vote) => (vote === undefined ? total : total + 1), 0)
  }

  count(hash: string): number {
    return this.#votes.reduce((total, vote) => (vote?.hash === hash ? total + 1 : total), 0)
  }

  /** The block that `quorum` managers voted for; `undefined` when there is none yet. */
  blockWith(quorum: number): string | undefined {
    for (const vote of this.#votes)
      if (vote !== undefined && vote.hash !== noBlock && this.count(vote.hash) >= quorum)
        return vote.hash
    return undefined
  }

  /** Who signed for a block. */
  signatures(hash: string): readonly Signature[] {
    const signatures: Signature[] = []
    for (const vote of this.#votes)
      if (vote?.hash === hash) signatures.push({ manager: vote.manager, signature: vote.signature })
    return signatures
  }
}
