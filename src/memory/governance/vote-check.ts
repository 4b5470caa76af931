import { secondUs } from '../../domain/index.ts'
import type { DeclineReason } from './audit-note.ts'
import { Ballot, type Vote } from './ballot.ts'
import { isProof, isSignedByQuorum } from './certificate.ts'
import { hashBytes } from './encode-proposal.ts'
import type { ManagerKeys } from './manager-keys.ts'
import type { Certificate, Offer } from './vote-message.ts'

/** Forgeries in one name that are found out in this time before the name is not looked at. */
const windowUs = secondUs / 10
const forgedMax = 100

/**
 * Checks who signed what. A check costs a tenth of a millisecond, and nobody knows who sends
 * forgeries in a name: a flood of them can silence that name for a while, and no other.
 */
export class VoteCheck {
  readonly #keys: ManagerKeys
  readonly #ballot: Ballot
  /** By manager; the last is for certificates, which are in nobody's name. */
  readonly #forged: number[]
  #sinceUs = Number.NEGATIVE_INFINITY

  constructor(keys: ManagerKeys) {
    this.#keys = keys
    this.#ballot = new Ballot(keys)
    this.#forged = Array.from({ length: keys.count + 1 }, () => 0)
  }

  /** @returns why the vote is not taken. */
  ofVote(vote: Vote, nowUs: number): DeclineReason | undefined {
    return this.#counted(vote.manager, nowUs, 'forged', () => this.#ballot.isGenuine(vote))
  }

  /** @param coordinator - Of the epoch of the offer. */
  ofOffer(offer: Offer, coordinator: number, nowUs: number): DeclineReason | undefined {
    const { prevote, block, validEpoch } = offer
    if (prevote.manager !== coordinator) return 'wrong-coordinator'
    if (prevote.step !== 'prevote' || validEpoch >= prevote.epoch) return 'wrong-proof'
    if (prevote.hash !== hashBytes(block)) return 'wrong-proof'
    return (
      this.#counted(coordinator, nowUs, 'forged', () => this.#ballot.isGenuine(prevote)) ??
      this.#counted(coordinator, nowUs, 'wrong-proof', () => this.#isProven(offer))
    )
  }

  ofCertificate(certificate: Certificate, nowUs: number): DeclineReason | undefined {
    const { count } = this.#keys
    return this.#counted(count, nowUs, 'forged', () => isProof(certificate, this.#keys))
  }

  /** A block that is offered again brings the prevotes of the epoch in which it had a quorum. */
  #isProven({ prevote, validEpoch, polka }: Offer): boolean {
    const { slot, hash } = prevote
    const paper = { step: 'prevote', slot, epoch: validEpoch, hash } as const
    return validEpoch < 0 || isSignedByQuorum(paper, polka, this.#keys)
  }

  #counted(
    name: number,
    nowUs: number,
    reason: DeclineReason,
    isGood: () => boolean,
  ): DeclineReason | undefined {
    if (nowUs - this.#sinceUs > windowUs) {
      this.#sinceUs = nowUs
      this.#forged.fill(0)
    }
    const forged = this.#forged[name] ?? forgedMax
    if (forged >= forgedMax) return 'flood'
    if (isGood()) return undefined
    this.#forged[name] = forged + 1
    return reason
  }
}
