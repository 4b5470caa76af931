import { reasonOf } from '../../base/index.ts'
import type { Stopwatch } from '../../kernel/index.ts'
import {
  type Change,
  decisionsIn,
  encodeProposal,
  hashBytes,
  type KnownResults,
  type LastAsked,
  type ManagerRecord,
  type MemoryGroup,
  memoryProposer,
  type Proposal,
  type RecordedDecision,
  wantedChanges,
} from '../../memory/index.ts'
import type { DeskControl } from '../control/desk-control.ts'

type AgreeingNeeds = {
  readonly group: Pick<MemoryGroup, 'governed' | 'propose'>
  readonly record: Pick<ManagerRecord, 'entries'>
  readonly control: Pick<DeskControl, 'ask'>
  /** Whether the desk has done what was agreed on, by the hash of the proposal. */
  readonly isDone: (proposal: string) => boolean
  readonly stopwatch: Stopwatch
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

type Agreed = Pick<RecordedDecision, 'hash' | 'proposal' | 'reasons'>

/**
 * Has managers vote on what the memory of a desk proposes. What they agree to is given to the desk;
 * what they refuse is not asked for again before there is more to judge it by.
 */
export class MemoryAgreement {
  readonly #needs: AgreeingNeeds
  /** By pattern and lesson. */
  readonly #asked = new Map<string, LastAsked>()

  constructor(needs: AgreeingNeeds) {
    this.#needs = needs
    const agreed = new Map<string, RecordedDecision>()
    for (const decision of decisionsIn(needs.record.entries())) {
      if (decision.proposal.proposer !== memoryProposer) continue
      this.#note(decision.proposal)
      if (decision.isAccepted) agreed.set(subjectOf(decision.proposal.change) ?? '', decision)
    }
    // Agreed to just before a stop, and not done. What they said before that holds no more.
    for (const decision of agreed.values()) if (!needs.isDone(decision.hash)) this.#do(decision)
  }

  /**
   * Has them decide on what is wanted on a day.
   *
   * @param known - What positions had come to before it began.
   * @param ts - Midnight that begins it. Unit: us.
   */
  propose(known: readonly KnownResults[], ts: number): void {
    const { group, stopwatch, onNote } = this.#needs
    const { state } = group.governed
    for (const proposal of wantedChanges(known, { state, asked: this.#asked, ts })) {
      const { kind } = proposal.change
      try {
        const bytes = encodeProposal(proposal)
        const [decision] = group.propose([bytes], stopwatch())
        if (decision !== undefined) this.#note(proposal)
        if (decision?.isAccepted === true) this.#do(decision)
        else onNote(`managers of the memory refused ${kind}: ${refusalOf(decision, bytes)}`)
      } catch (error) {
        onNote(`managers of the memory could not decide on ${kind}: ${reasonOf(error)}`)
      }
    }
  }

  #note({ change, ts, returns }: Proposal): void {
    this.#asked.set(subjectOf(change) ?? '', { ts, results: returns.length })
  }

  #do({ hash, proposal: { change }, reasons }: Agreed): void {
    const subject = subjectOf(change)
    if (subject === undefined || 'weights' in change) return
    const reason = reasons.join('; ')
    const asked = this.#needs.control.ask(
      { kind: 'memory', change: change.kind, subject, proposal: hash, reason },
      { door: 'managers', actor: 'memory', nonce: hash },
    )
    this.#needs.onNote(
      asked.ok
        ? `managers of the memory agreed: ${asked.did}`
        : `managers of the memory agreed to ${change.kind}, which is not done: ${asked.message}`,
    )
  }
}

/** @returns `undefined` of weights. */
function subjectOf(change: Change): string | undefined {
  if ('pattern' in change) return change.pattern
  return 'lesson' in change ? change.lesson : undefined
}

function refusalOf(decision: Pick<Agreed, 'reasons'> | undefined, bytes: Uint8Array): string {
  return decision?.reasons.join('; ') ?? `no quorum decided on ${hashBytes(bytes).slice(0, 12)}`
}
