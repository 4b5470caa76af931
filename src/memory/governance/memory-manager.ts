import type { BusMessage } from '../../kernel/index.ts'
import { DeclineCounts, type DeclineReason } from './audit-note.ts'
import { Ballot, faultyOf, quorumOf, type Vote } from './ballot.ts'
import { CatchingUp } from './catching-up.ts'
import { CommittedLog } from './committed-log.ts'
import { hashBytes } from './encode-proposal.ts'
import { EpochTiming } from './epoch-timing.ts'
import type { Reception } from './epoch-votes.ts'
import type { GovernedState } from './governed-state.ts'
import type { Decision, Governed } from './judge-block.ts'
import type { ManagerKeys } from './manager-keys.ts'
import { memorySubjects } from './memory-subjects.ts'
import { Outbox, type Turn } from './outbox.ts'
import { OwnVotes } from './own-votes.ts'
import type { Lock, RecordEntry } from './record-entry.ts'
import { SlotContest } from './slot-contest.ts'
import { VoteCheck } from './vote-check.ts'
import {
  type Certificate,
  decodeMessage,
  encodeMessage,
  type ManagerMessage,
  type Offer,
} from './vote-message.ts'
import { WaitingProposals } from './waiting-proposals.ts'

export type MemoryManagerOptions = {
  /** Which of the managers this is, from 0. */
  readonly id: number
  readonly keys: ManagerKeys
  /** What all managers begin with; the same for all. */
  readonly start: GovernedState
  /** What this manager wrote down before, oldest first. */
  readonly past?: Iterable<RecordEntry>
  /** A certificate that is no longer in memory, from the record. */
  readonly certificateAt?: (slot: number) => Certificate | undefined
}

/** Messages for the next slot that are kept until this one is over. */
const aheadMax = 256
/** Proposals that are told again at once. */
const retoldMax = 16

/**
 * One manager of the governed memory: a machine that is given messages and time, and gives messages
 * and what must be written down first. It has no clock, draws no chance and awaits nothing: the
 * same calls come to the same bytes. Whoever drives it writes `turn.record` to a disk, then sends
 * `turn.messages`, in this order: `ManagerHost` does.
 *
 * `nowUs` must not go back, so it is a stopwatch's and no wall clock's.
 */
export class MemoryManager {
  readonly id: number
  readonly #keys: ManagerKeys
  readonly #ballot: Ballot
  readonly #timing = new EpochTiming()
  readonly #log: CommittedLog
  readonly #waiting = new WaitingProposals()
  readonly #out = new Outbox()
  readonly #declined = new DeclineCounts()
  readonly #check: VoteCheck
  readonly #catchingUp: CatchingUp
  #contest: SlotContest
  #ahead: BusMessage[] = []
  #nowUs = 0

  constructor({ id, keys, start, past = [], certificateAt }: MemoryManagerOptions) {
    this.id = id
    this.#keys = keys
    this.#ballot = new Ballot(keys)
    this.#check = new VoteCheck(keys)
    this.#log = new CommittedLog(start, certificateAt)
    this.#catchingUp = new CatchingUp(this.#log, (message) => this.#send(message))
    this.#contest = this.#nextContest(this.#log.restore(past))
  }

  /** What is agreed on, as far as this manager knows. */
  get governed(): Governed {
    return this.#log.governed
  }

  /** Attempts at the present slot. */
  get epoch(): number {
    return this.#contest.epoch
  }

  get declined(): DeclineCounts {
    return this.#declined
  }

  /** Proof of what was agreed on at a slot; `undefined` when this manager does not know. */
  certificateAt(slot: number): Certificate | undefined {
    return this.#log.certificateAt(slot)
  }

  /** When `tick` must be called at the latest. */
  get nextUs(): number {
    return Math.min(
      this.#contest.nextUs,
      this.#catchingUp.nextUs,
      this.#waiting.lapseUs(this.#timing.deadlineUs),
    )
  }

  /** What must be written down, then sent, since the last call. */
  takeTurn(): Turn {
    return this.#out.take()
  }

  /** Proposes here; the others are told of it until it is decided on. */
  propose(bytes: Uint8Array, nowUs: number): void {
    this.#pass(nowUs)
    this.#onProposal(bytes, true)
  }

  /** Anything that came in from the bus. Nothing in it is believed that is not signed. */
  receive(message: BusMessage, nowUs: number): void {
    this.#pass(nowUs)
    const { subject, bytes } = message
    if (subject === memorySubjects.propose || subject === memorySubjects.plan)
      this.#onProposal(bytes, false)
    else this.#onMessage(message)
  }

  /** Time has passed. */
  tick(nowUs: number): void {
    this.#pass(nowUs)
    for (const proposal of this.#waiting.lapse(this.#timing.deadlineUs, this.#nowUs))
      this.#out.note({ kind: 'lapsed', proposal })
    const saidBefore = this.#out.sent
    this.#contest.tick(this.#nowUs)
    // Whoever says again what he said tells of his proposals again, too.
    if (this.#out.sent > saidBefore)
      for (const bytes of this.#waiting.own().slice(0, retoldMax)) this.#tellProposal(bytes)
    if (this.#nowUs >= this.#catchingUp.nextUs) this.#catchingUp.ask(this.#nowUs)
  }

  #pass(nowUs: number): void {
    this.#nowUs = Math.max(this.#nowUs, nowUs)
  }

  #onProposal(bytes: Uint8Array, isOwn: boolean): void {
    const hash = hashBytes(bytes)
    if (this.#log.isDecided(hash) || this.#waiting.has(hash)) {
      this.#declined.add('duplicate')
      return
    }
    const why = this.#wait(bytes, hash, isOwn)
    if (why !== undefined) {
      this.#declined.add('malformed')
      this.#out.note({ kind: 'proposal-declined', why })
      return
    }
    if (isOwn) this.#tellProposal(bytes)
    this.#contest.tick(this.#nowUs)
  }

  #wait(bytes: Uint8Array, hash: string, isOwn: boolean): string | undefined {
    const read = this.#log.read(bytes, hash)
    if (typeof read === 'string') return read
    const isRefusable = this.#log.isRefusable(read)
    return this.#waiting.add({ bytes, hash, isOwn, isRefusable }, this.#nowUs)
  }

  #tellProposal(bytes: Uint8Array): void {
    this.#out.send(memorySubjects.propose, bytes)
  }

  #onMessage({ subject, bytes }: BusMessage): void {
    const message = decodeMessage(bytes)
    switch (message?.kind) {
      case undefined:
        this.#declined.add('malformed')
        break
      case 'ask':
        this.#catchingUp.help(message.slot, this.#nowUs)
        break
      case 'certificate':
        this.#onCertificate(message)
        break
      case 'vote':
        if (this.#isPresent(message.vote, { subject, bytes })) this.#onVote(message.vote)
        break
      case 'offer':
        if (this.#isPresent(message.prevote, { subject, bytes })) this.#onOffer(message)
    }
  }

  /** Whether a vote is of another manager and of the present slot; who is behind is helped. */
  #isPresent({ manager, slot }: Vote, message: BusMessage): boolean {
    if (manager === this.id) return false
    if (manager >= this.#keys.count) return this.#decline('unknown-manager')
    const present = this.governed.slot
    if (slot < present) {
      this.#catchingUp.help(slot, this.#nowUs)
      return this.#decline('stale-slot')
    }
    if (slot === present) return true
    if (slot === present + 1 && this.#ahead.length < aheadMax) this.#ahead.push(message)
    this.#catchingUp.ask(this.#nowUs)
    return false
  }

  #onVote(vote: Vote): void {
    if (this.#contest.isKnown(vote)) {
      this.#decline('duplicate')
      return
    }
    const wrong = this.#check.ofVote(vote, this.#nowUs)
    if (wrong !== undefined) this.#decline(wrong)
    else this.#took(vote, this.#contest.onVote(vote, this.#nowUs))
  }

  #onOffer(offer: Offer): void {
    if (this.#contest.isOfferKnown(offer)) {
      this.#decline('duplicate')
      return
    }
    const coordinator = this.#contest.coordinatorOf(offer.prevote.epoch)
    const wrong = this.#check.ofOffer(offer, coordinator, this.#nowUs)
    if (wrong !== undefined) this.#decline(wrong)
    else this.#took(offer.prevote, this.#contest.onOffer(offer, this.#nowUs))
  }

  #took({ manager, slot, epoch, step }: Vote, came: Reception): void {
    if (came === 'far') this.#decline('stale-epoch')
    if (came === 'duplicate') this.#decline('duplicate')
    if (came !== 'conflict') return
    this.#decline('conflict')
    this.#out.note({ kind: 'equivocated', manager, slot, epoch, step })
  }

  #decline(reason: DeclineReason): false {
    this.#declined.add(reason)
    return false
  }

  #onCertificate(certificate: Certificate): void {
    const { slot } = certificate
    if (slot > this.governed.slot) this.#catchingUp.ask(this.#nowUs)
    if (slot < this.governed.slot) this.#decline('stale-slot')
    if (slot !== this.governed.slot) return
    const wrong = this.#check.ofCertificate(certificate, this.#nowUs)
    if (wrong !== undefined) this.#decline(wrong)
    else this.#commit(certificate)
  }

  /** A block that a quorum signed must be what we come to: else our rules or our record differ. */
  #commit(certificate: Certificate): void {
    const { hash, decisions } = this.#log.append(certificate)
    this.#out.record({ kind: 'committed', certificate })
    const { slot, epoch, votes } = certificate
    const managers = votes.map(({ manager }) => manager)
    this.#out.note({ kind: 'committed', slot, epoch, hash, managers, decisions })
    for (const { hash } of decisions) this.#waiting.remove(hash)
    if (this.#contest.coordinatorOf(epoch) === this.id) this.#publish(certificate, decisions)
    this.#catchingUp.rest(this.#nowUs)
    this.#contest = this.#nextContest([])
    const ahead = this.#ahead
    this.#ahead = []
    this.#contest.tick(this.#nowUs)
    for (const message of ahead) this.#onMessage(message)
  }

  #publish(certificate: Certificate, decisions: readonly Decision[]): void {
    this.#send(certificate)
    if (decisions.some(({ proposal }) => proposal.change.kind === 'planner-weights'))
      this.#out.send(memorySubjects.planCommit, encodeMessage(certificate))
  }

  #nextContest(open: readonly RecordEntry[]): SlotContest {
    const { slot } = this.governed
    const own = new OwnVotes(this.#ballot, this.id, (entry) => this.#out.record(entry))
    const locks: Lock[] = []
    for (const entry of open) {
      own.restore(entry)
      if (entry.kind === 'locked') locks.push(entry.lock)
    }
    const managers = this.#keys.count
    const contest = new SlotContest({
      ...{ id: this.id, managers, quorum: quorumOf(managers), faulty: faultyOf(managers) },
      ...{ slot, timing: this.#timing, own },
      judge: (block, hash) => this.#log.judge(block, hash),
      nextBlock: () => this.#log.blockOf(this.#waiting.next()),
      isAnythingWaiting: () => this.#waiting.size > 0,
      send: (message) => this.#send(message),
      record: (entry) => this.#out.record(entry),
      onOfferRefused: ({ prevote: { epoch, manager } }, why) =>
        this.#out.note({ kind: 'offer-refused', slot, epoch, manager, why }),
      onCommit: (certificate) => this.#commit(certificate),
    })
    contest.restore(locks, hashBytes)
    return contest
  }

  #send(message: ManagerMessage): void {
    const { vote, commit } = memorySubjects
    this.#out.send(message.kind === 'certificate' ? commit : vote, encodeMessage(message))
  }
}
