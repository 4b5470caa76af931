import { createPublicKey } from 'node:crypto'
import { reasonOf, UserError } from '../../base/index.ts'
import { regimeNames } from '../../committee/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { RunHeader } from '../../engine/index.ts'
import type { Proposal } from '../../evolution/index.ts'
import { nodeDisk, type Stopwatch } from '../../kernel/index.ts'
import {
  decisionsIn,
  encodeProposal,
  groupOf,
  groupOwner,
  hashBytes,
  isName,
  ManagerRecord,
  MemoryGroup,
  type RecordedDecision,
  stateAtStart,
} from '../../memory/index.ts'
import type { DeskControl } from '../control/desk-control.ts'
import { ProposalFolder } from '../proposal/proposal-folder.ts'
import type { Outside } from '../watch-desk.ts'
import { MemoryAgreement } from './agree-memory.ts'
import { seatedKeys } from './seated-keys.ts'

/** What of a desk is needed. */
type GovernedDesk = {
  readonly header: RunHeader
  readonly agents: readonly string[]
  readonly control: Pick<DeskControl, 'ask'>
  readonly outside: Pick<Outside, 'hasAgreed'>
}

type GoverningNeeds = {
  readonly desk: GovernedDesk
  /** Of the desk. */
  readonly folder: string
  /** Whether managers vote on what the planner and the memory propose. */
  readonly isOn: boolean
  readonly stopwatch: Stopwatch
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/** Where managers of a desk have their keys and their record. */
export function managersFolder(desk: string): string {
  return `${desk}/managers`
}

/**
 * Has managers vote on what the planner and the memory of a desk propose. What they agree to is
 * given to the desk as if a person had approved it, and written down the same way; what they refuse
 * of a plan stays open for a person. Managers that cannot begin or go on leave everything as it is.
 */
export class PlanGovernor {
  readonly #needs: GoverningNeeds
  readonly #kept: ProposalFolder
  readonly #record: ManagerRecord
  readonly #group: MemoryGroup
  /** What may be gone by, where agents go by memory. */
  readonly memory: MemoryAgreement | undefined

  /** @returns `undefined` where nobody is to vote, or managers cannot begin, which is told. */
  static open(needs: GoverningNeeds): PlanGovernor | undefined {
    const { votes, recallWeight = 0 } = needs.desk.header.setup
    if (!needs.isOn || (votes !== 'earned' && recallWeight === 0)) return undefined
    try {
      return new PlanGovernor(needs)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      needs.onNote(`no managers of the memory: ${error.message} A person settles proposals.`)
      return undefined
    }
  }

  private constructor(needs: GoverningNeeds) {
    this.#needs = needs
    this.#kept = new ProposalFolder(needs.folder)
    const folder = managersFolder(needs.folder)
    const names = governedNames(needs.desk.agents)
    const privateKeys = seatedKeys(folder, names)
    const publicKeys = privateKeys.map((key) => createPublicKey(key))
    const owner = { group: groupOf(publicKeys), manager: groupOwner }
    this.#record = ManagerRecord.open(nodeDisk, folder, owner)
    const start = stateAtStart(names, regimeNames.length)
    this.#group = new MemoryGroup({ privateKeys, start, record: this.#record })
    this.memory = this.#memory()
    this.#resume()
  }

  #memory(): MemoryAgreement | undefined {
    const { desk, stopwatch, onNote } = this.#needs
    if ((desk.header.setup.recallWeight ?? 0) === 0) return undefined
    const [group, record, { control, outside }] = [this.#group, this.#record, desk]
    const isDone = (proposal: string): boolean => outside.hasAgreed(proposal)
    return new MemoryAgreement({ group, record, control, isDone, stopwatch, onNote })
  }

  /** Has managers decide on what can be judged by what it brought; the rest is for a person. */
  propose(proposals: readonly Proposal[]): void {
    for (const proposal of proposals) {
      const bytes = ballotOf(proposal)
      if (bytes !== undefined) this.#vote(proposal.id, bytes)
    }
  }

  stop(): void {
    this.#record.close()
  }

  /** What was decided on before a stop and not done, and what was not decided on. */
  #resume(): void {
    const open = this.#kept.all().filter(({ settled }) => settled === undefined)
    if (open.length === 0) return
    const decided = [...decisionsIn(this.#record.entries())]
    const past = new Map(decided.map((each) => [each.hash, each]))
    // What they agreed to before that does not hold any more; it stays open for a person.
    const last = decided.findLast(({ isAccepted, proposal: { change } }) => {
      return isAccepted && change.kind === 'planner-weights'
    })
    for (const { proposal } of open) {
      const bytes = ballotOf(proposal)
      if (bytes === undefined) continue
      const known = past.get(hashBytes(bytes))
      if (known === undefined) this.#vote(proposal.id, bytes)
      else if (known === last) this.#approve(proposal.id, known)
    }
  }

  #vote(id: string, bytes: Uint8Array): void {
    try {
      const [decision] = this.#group.propose([bytes], this.#needs.stopwatch())
      if (decision?.isAccepted === true) return this.#approve(id, decision)
      const why = decision?.reasons.join('; ') ?? 'it is too large for them'
      this.#needs.onNote(`managers of the memory refused proposal ${id}: ${why}`)
    } catch (error) {
      this.#needs.onNote(`managers of the memory could not decide on ${id}: ${reasonOf(error)}`)
    }
  }

  #approve(id: string, { hash, reasons }: Pick<RecordedDecision, 'hash' | 'reasons'>): void {
    const asked = this.#needs.desk.control.ask(
      { kind: 'plan', id, isApproved: true, reason: reasons.join('; ') },
      { door: 'managers', actor: 'memory', nonce: hash },
    )
    this.#needs.onNote(
      asked.ok
        ? `managers of the memory agreed: ${asked.did}`
        : `managers of the memory agreed to ${id}, which is not done: ${asked.message}`,
    )
  }
}

/** A proposal as managers vote on it; `undefined` for one with no results to judge it by. */
function ballotOf({ ts, change, evidence: { gains } }: Proposal): Uint8Array | undefined {
  if (gains === undefined) return undefined
  return encodeProposal({
    ...{ ts, proposer: 'planner' },
    change: {
      kind: 'planner-weights',
      agents: governedNames(change.agents),
      ...{ weights: change.weights, termUs: change.termUs },
    },
    returns: gains,
    spanUs: gains.length * dayUs,
  })
}

/** Agents by names that managers know: their ids have brackets and can be longer than a name. */
function governedNames(ids: readonly string[]): readonly string[] {
  return ids.map((id, a) => {
    const plain = `a${a}:${id.replaceAll(/[^A-Za-z0-9._-]/g, '-')}`.slice(0, 80)
    return isName(plain) ? plain : `a${a}`
  })
}
