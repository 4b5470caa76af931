import { reasonOf, UserError } from '../../base/index.ts'
import { regimeNames } from '../../committee/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { RunHeader } from '../../engine/index.ts'
import type { Proposal } from '../../evolution/index.ts'
import type { Clock, Stopwatch } from '../../kernel/index.ts'
import {
  type Decision,
  encodeProposal,
  hashBytes,
  isName,
  type RecordedDecision,
  stateAtStart,
} from '../../memory/index.ts'
import type { DeskControl } from '../control/desk-control.ts'
import { ProposalFolder } from '../proposal/proposal-folder.ts'
import { ManagerGroup } from './manager-group.ts'

/** What of a desk is needed. */
type GovernedDesk = {
  readonly header: RunHeader
  readonly agents: readonly string[]
  readonly control: Pick<DeskControl, 'ask'>
}

type GoverningNeeds = {
  readonly desk: GovernedDesk
  /** Of the desk. */
  readonly folder: string
  /** Whether managers settle what the planner proposes, and not only persons. */
  readonly isOn: boolean
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/** Where managers of a desk have their keys and records. */
export function managersFolder(desk: string): string {
  return `${desk}/managers`
}

/**
 * Has managers vote on what the planner of a desk proposes. What they agree to is given to the desk
 * as if a person had approved it, and written down the same way; what they refuse stays open for a
 * person. Managers that cannot begin or go on leave the weights of the desk as they are.
 */
export class PlanGovernor {
  readonly #needs: GoverningNeeds
  readonly #kept: ProposalFolder
  readonly #group: ManagerGroup
  /** Names of what was put to the vote, by the hash it was put under. */
  readonly #ids = new Map<string, string>()

  /** @returns `undefined` where nobody is to vote, or managers cannot begin, which is told. */
  static open(needs: GoverningNeeds): PlanGovernor | undefined {
    if (!needs.isOn || needs.desk.header.setup.votes !== 'earned') return undefined
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
    const names = governedNames(needs.desk.agents)
    this.#group = new ManagerGroup({
      folder: managersFolder(needs.folder),
      start: stateAtStart(names, regimeNames.length),
      ...{ clock: needs.clock, stopwatch: needs.stopwatch },
      onDecided: (decision, _, managers) => this.#decided(decision, managers),
      onEnd: (why) => needs.onNote(`${why}; a person settles proposals.`),
    })
    this.#resume()
  }

  /** Puts to the vote what can be judged by what it brought; the rest is for a person. */
  propose(proposals: readonly Proposal[]): void {
    for (const proposal of proposals) {
      const bytes = ballotOf(proposal)
      if (bytes === undefined) continue
      this.#ids.set(hashBytes(bytes), proposal.id)
      this.#group.propose(bytes)
    }
  }

  stop(): void {
    this.#group.stop()
  }

  /** What was decided on before a stop and not done, and what was put to the vote and not decided. */
  #resume(): void {
    const open = this.#kept.all().filter(({ settled }) => settled === undefined)
    if (open.length === 0) return
    const past = new Map([...this.#group.past].map((each) => [each.hash, each]))
    for (const { proposal } of open) {
      const bytes = ballotOf(proposal)
      const known = bytes && past.get(hashBytes(bytes))
      if (known === undefined) this.propose([proposal])
      else if (known.isAccepted) this.#approve(proposal.id, known, known.managers)
    }
  }

  #decided(decision: Decision, managers: readonly number[]): void {
    const id = this.#ids.get(decision.hash)
    if (id === undefined) return
    if (decision.isAccepted) return this.#approve(id, decision, managers)
    this.#needs.onNote(
      `managers ${managers.join(', ')} refused proposal ${id}: ${decision.reasons.join('; ')}`,
    )
  }

  #approve(
    id: string,
    { hash, reasons }: Pick<RecordedDecision, 'hash' | 'reasons'>,
    managers: readonly number[],
  ): void {
    const actor = `managers ${managers.join(', ')}`
    const reason = reasons.join('; ')
    try {
      const { control } = this.#needs.desk
      const asked = control.ask(
        { kind: 'plan', id, isApproved: true, reason },
        { door: 'managers', actor, nonce: hash },
      )
      this.#needs.onNote(
        asked.ok
          ? `${actor} agreed to proposal ${id}: ${asked.did}`
          : `proposal ${id} is agreed to and not done: ${asked.message}`,
      )
    } catch (error) {
      this.#needs.onNote(`proposal ${id} could not be done: ${reasonOf(error)}`)
    }
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
