import { type BallotPaper, noBlock, type Step, type Vote } from './ballot.ts'
import type { ContestTerms } from './contest-terms.ts'
import { EpochClock, type Phase } from './epoch-clock.ts'
import { type EpochVotes, type Reception, SlotVotes } from './epoch-votes.ts'
import { HeldBlocks } from './held-blocks.ts'
import type { JudgedBlock } from './judge-block.ts'
import type { Lock } from './record-entry.ts'
import type { Offer } from './vote-message.ts'

const never = Number.POSITIVE_INFINITY

/**
 * The agreement on one slot of the log: Tendermint's, rule by rule. In an epoch its coordinator
 * offers a block; managers prevote for it, or for none; who sees a quorum of prevotes locks the
 * block and precommits; a quorum of precommits in one epoch commits. An epoch that comes to nothing
 * is followed by the next, under another coordinator.
 *
 * Why a lying coordinator cannot split the honest: two quorums of 3 of 4 share two managers, one of
 * them honest, and an honest one votes once in a step, so no epoch has two blocks with a quorum.
 * Across epochs: where a block was committed, at least two honest ones are locked on it, and they
 * prevote for another only with proof of a later quorum of prevotes, which needs one of the two. A
 * vote is recorded before it is sent, so a restart changes none of this. The clock decides only
 * when to give up on an epoch; no wrong clock can make two managers differ.
 *
 * Added: an offer carries the prevotes that prove it, what was said is said again until the slot is
 * over, epochs rest while nothing waits, and a quorum later than two seconds does not commit.
 *
 * @see Buchman, Kwon and Milosevic, "The latest gossip on BFT consensus", arXiv 1807.04938v3, 2019,
 *   algorithm 1, whose lines are named below.
 */
export class SlotContest {
  readonly #terms: ContestTerms
  readonly #votes: SlotVotes
  #epoch = 0
  #phase: Phase = 'propose'
  #isAwake = false
  #isOver = false
  #heardUs = -never
  readonly #clock: EpochClock
  readonly #blocks = new HeldBlocks()

  constructor(terms: ContestTerms) {
    this.#terms = terms
    this.#votes = new SlotVotes(terms.managers)
    this.#clock = new EpochClock(terms.timing)
  }

  get epoch(): number {
    return this.#epoch
  }

  /** Who offers in an epoch: it moves on with every slot and every epoch. */
  coordinatorOf(epoch: number): number {
    return (this.#terms.slot + epoch) % this.#terms.managers
  }

  /** Takes up what this manager said at this slot before it was restarted; `own` has it already. */
  restore(locks: readonly Lock[], hashOf: (block: Uint8Array) => string): void {
    const { own } = this.#terms
    for (const vote of own.all) {
      const votes = this.#votes.at(vote.epoch)
      votes.tallyOf(vote).add(vote)
      // Nobody knows any more when it was entered: nothing in it is in time.
      votes.enteredUs = -never
    }
    for (const lock of locks)
      this.#blocks.lock({ epoch: lock.epoch, hash: hashOf(lock.block), lock })
    this.#epoch = Math.max(0, own.newestEpoch)
    const offer = own.offerAt(this.#epoch)
    if (offer !== undefined) this.#know(this.#votes.at(this.#epoch), offer)
    if (own.voteAt('prevote', this.#epoch) !== undefined) this.#phase = 'prevote'
    if (own.voteAt('precommit', this.#epoch) !== undefined) this.#phase = 'precommit'
  }

  isKnown(vote: Vote): boolean {
    return this.#votes.find(vote.epoch)?.tallyOf(vote).voteOf(vote.manager)?.hash === vote.hash
  }

  isOfferKnown({ prevote: { epoch, hash } }: Offer): boolean {
    return this.#votes.find(epoch)?.offer?.prevote.hash === hash
  }

  isNear(epoch: number): boolean {
    return this.#votes.isNear(epoch, this.#epoch)
  }

  /** A genuine vote of another manager at this slot. */
  onVote(vote: Vote, nowUs: number): Reception {
    this.#hear(vote, nowUs)
    const came = this.isNear(vote.epoch)
      ? this.#votes.at(vote.epoch).tallyOf(vote).add(vote)
      : 'far'
    this.#progress(nowUs)
    return came
  }

  /** An offer of the coordinator of its epoch whose vote, hash and proof are in order. */
  onOffer(offer: Offer, nowUs: number): Reception {
    const { prevote } = offer
    this.#hear(prevote, nowUs)
    let came: Reception = 'far'
    if (this.isNear(prevote.epoch)) {
      const votes = this.#votes.at(prevote.epoch)
      came = votes.prevotes.add(prevote)
      // A second block of an epoch is proof of a lie, and yet what others may have voted for.
      if (came !== 'conflict' || this.#blocks.size < 16) this.#know(votes, offer)
    }
    this.#progress(nowUs)
    return came
  }

  /** Something waits, or time has passed. */
  tick(nowUs: number): void {
    const { isAnythingWaiting, timing } = this.#terms
    if (isAnythingWaiting() || this.#blocks.valid !== undefined) this.#wake(nowUs)
    else if (nowUs - this.#heardUs > timing.deadlineUs) this.#isAwake = false
    this.#progress(nowUs)
    if (!this.#isOver && this.#isAwake && this.#clock.isToSayAgain(nowUs)) this.#sayAgain(nowUs)
  }

  /** When `tick` has something to do. Infinity while it rests. */
  get nextUs(): number {
    if (!this.#isAwake) return never
    const { isAnythingWaiting, timing } = this.#terms
    const isHeld = this.#blocks.valid !== undefined || isAnythingWaiting()
    const restUs = isHeld ? never : this.#heardUs + timing.deadlineUs + 1
    return Math.min(this.#clock.nextUs(this.#phase), restUs)
  }

  #hear({ manager, epoch }: Vote, nowUs: number): void {
    this.#heardUs = nowUs
    this.#votes.hear(manager, epoch)
    this.#wake(nowUs)
  }

  #know(votes: EpochVotes, offer: Offer): void {
    votes.offer ??= offer
    this.#blocks.know(offer.prevote.hash, offer.block)
  }

  #wake(nowUs: number): void {
    if (this.#isAwake) return
    this.#isAwake = true
    if (this.#phase === 'propose') this.#enter(this.#epoch, nowUs)
    else this.#clock.sayAgainLater(nowUs)
  }

  /** Line 11, StartRound. */
  #enter(epoch: number, nowUs: number): void {
    this.#epoch = epoch
    this.#phase = 'propose'
    this.#votes.forget(epoch)
    this.#votes.at(epoch).enteredUs = nowUs
    this.#clock.enter(epoch, nowUs)
    this.#blocks.keepOnly([...this.#votes.all].map(([, { offer }]) => offer))
  }

  /** Every rule until none has anything left to do. */
  #progress(nowUs: number): void {
    while (!this.#isOver && this.#isAwake && this.#applyRule(nowUs));
  }

  #applyRule(nowUs: number): boolean {
    const votes = this.#votes.at(this.#epoch)
    return (
      this.#commit(nowUs) ||
      this.#catchUp(nowUs) ||
      this.#offer(votes) ||
      this.#prevote(votes) ||
      this.#lock(votes) ||
      this.#precommitNone(votes) ||
      this.#startTimers(votes, nowUs) ||
      this.#giveUp(nowUs)
    )
  }

  /** Line 49: a quorum of precommits for a block, in one epoch, in time. */
  #commit(nowUs: number): boolean {
    const { quorum, timing, slot } = this.#terms
    for (const [epoch, { precommits, enteredUs }] of this.#votes.all) {
      const hash = precommits.blockWith(quorum)
      const block = hash === undefined ? undefined : this.#judged(hash)
      if (hash === undefined || block === undefined || !timing.isInTime(enteredUs, nowUs)) continue
      this.#isOver = true
      const votes = precommits.signatures(hash)
      const certificate = { kind: 'certificate', slot, epoch, block: block.bytes, votes } as const
      this.#terms.onCommit(certificate)
      return true
    }
    return false
  }

  /** Line 55: somebody honest is in a later epoch. */
  #catchUp(nowUs: number): boolean {
    const epoch = this.#votes.reachedBy(this.#terms.faulty + 1, this.#terms.id)
    if (epoch <= this.#epoch) return false
    this.#enter(epoch, nowUs)
    return true
  }

  /** Line 14: the coordinator offers the block that had a quorum of prevotes, or a new one. */
  #offer(votes: EpochVotes): boolean {
    const { own, id, send } = this.#terms
    if (this.#phase !== 'propose' || this.coordinatorOf(this.#epoch) !== id) return false
    const held = this.#blocks.valid
    const block =
      held === undefined ? this.#terms.nextBlock() : { bytes: held.lock.block, hash: held.hash }
    if (block === undefined) return false
    const prevote = own.cast(this.#paper('prevote', block.hash))
    this.#phase = 'prevote'
    if (prevote === undefined) return true
    const proof = { validEpoch: held?.epoch ?? -1, polka: held?.lock.polka ?? [] }
    const offer: Offer = { kind: 'offer', prevote, block: block.bytes, ...proof }
    own.offer(offer)
    this.#know(votes, offer)
    votes.prevotes.add(prevote)
    send(offer)
    return true
  }

  /** Lines 22 and 28: a block that is right by our own judgement and not against what we hold. */
  #prevote({ offer }: EpochVotes): boolean {
    if (this.#phase !== 'propose' || offer === undefined) return false
    const { hash } = offer.prevote
    const judged = this.#terms.judge(offer.block, hash)
    if (typeof judged === 'string') this.#terms.onOfferRefused(offer, judged)
    const isWanted = typeof judged !== 'string' && this.#blocks.isFree(offer)
    this.#cast('prevote', isWanted ? hash : noBlock)
    return true
  }

  /** Line 36: a quorum of prevotes locks the block, and is answered with a precommit. */
  #lock(votes: EpochVotes): boolean {
    if (this.#phase === 'propose' || votes.isLocked) return false
    const hash = votes.prevotes.blockWith(this.#terms.quorum)
    const block = hash === undefined ? undefined : this.#judged(hash)
    if (hash === undefined || block === undefined) return false
    votes.isLocked = true
    const epoch = this.#epoch
    const polka = votes.prevotes.signatures(hash)
    const lock = { slot: this.#terms.slot, epoch, block: block.bytes, polka }
    this.#blocks.hold({ epoch, hash, lock })
    if (this.#phase !== 'prevote') return true
    this.#blocks.lock({ epoch, hash, lock })
    this.#terms.record({ kind: 'locked', lock })
    this.#cast('precommit', hash)
    return true
  }

  /** Line 44: a quorum prevoted for none. */
  #precommitNone({ prevotes }: EpochVotes): boolean {
    if (this.#phase !== 'prevote' || prevotes.count(noBlock) < this.#terms.quorum) return false
    this.#cast('precommit', noBlock)
    return true
  }

  /** Lines 34 and 47: a quorum voted, if for different things. */
  #startTimers({ prevotes, precommits }: EpochVotes, nowUs: number): boolean {
    const { quorum } = this.#terms
    const starts = (step: Step): boolean => this.#clock.startVotes(step, this.#epoch, nowUs)
    if (this.#phase === 'prevote' && prevotes.total >= quorum && starts('prevote')) return true
    return precommits.total >= quorum && starts('precommit')
  }

  /** Lines 57, 61 and 65: what took too long. */
  #giveUp(nowUs: number): boolean {
    if (this.#clock.isEpochOver(nowUs)) {
      this.#enter(this.#epoch + 1, nowUs)
      return true
    }
    if (this.#phase === 'precommit' || !this.#clock.isPhaseOver(this.#phase, nowUs)) return false
    this.#cast(this.#phase === 'propose' ? 'prevote' : 'precommit', noBlock)
    return true
  }

  #cast(step: Step, hash: string): void {
    this.#phase = step
    const vote = this.#terms.own.cast(this.#paper(step, hash))
    if (vote === undefined) return
    this.#votes.at(this.#epoch).tallyOf(vote).add(vote)
    this.#terms.send({ kind: 'vote', vote })
  }

  #paper(step: Step, hash: string): BallotPaper {
    return { step, slot: this.#terms.slot, epoch: this.#epoch, hash }
  }

  #judged(hash: string): JudgedBlock | undefined {
    const bytes = this.#blocks.bytesOf(hash)
    const judged = bytes === undefined ? undefined : this.#terms.judge(bytes, hash)
    return typeof judged === 'string' ? undefined : judged
  }

  /** Of this epoch and the one before, in which others may still be. */
  #sayAgain(nowUs: number): void {
    this.#clock.sayAgainLater(nowUs)
    for (const epoch of [this.#epoch - 1, this.#epoch])
      for (const message of this.#terms.own.saidIn(epoch)) this.#terms.send(message)
  }
}
