import { reasonOf, UserError } from '../../base/index.ts'
import { formatTime, micros, type PlanApproved } from '../../domain/index.ts'
import type { DeskRun } from '../../engine/index.ts'
import type { ProposalFolder } from './proposal-folder.ts'

/** What a person wants done with a proposal. */
export type Settling = {
  readonly id: string
  readonly isApproved: boolean
  readonly actor: string
  readonly reason: string
}

/**
 * Approves a proposal, which gives its weights to a running desk as an event of its journal, or
 * declines it. Once: what is settled stays so.
 *
 * @param apply - Does it to the desk, durably.
 * @returns What came of it, in words. @throws UserError `proposal-refused`
 */
export function settleProposal(
  run: DeskRun,
  kept: ProposalFolder,
  { id, isApproved, actor, reason }: Settling,
  apply: (event: PlanApproved) => boolean,
): string {
  const { proposal, settled } = found(kept, id)
  if (settled !== undefined) {
    const how = settled.isApproved ? 'approved' : 'declined'
    throw refused(`Proposal ${id} was ${how} by ${settled.actor} already.`)
  }
  const ts = run.desk.now
  if (!isApproved) {
    kept.settle(id, { isApproved, ts, actor, reason })
    return `proposal ${id} is declined`
  }
  const { agents, weights, termUs } = proposal.change
  const names = run.desk.setup.agents.map((agent) => agent.id)
  if (names.join('\n') !== agents.join('\n'))
    throw refused(`Proposal ${id} was made for other agents; make new ones with swarm propose.`)
  const untilTs = micros(ts + termUs)
  const event = {
    kind: 'plan-approved',
    ts,
    untilTs,
    proposal: id,
    weights,
    actor,
    reason,
  } as const
  if (!apply(event)) throw refused(`Proposal ${id} has weights that nobody may be given here.`)
  kept.settle(id, { isApproved, ts, actor, reason })
  return `weights of proposal ${id} stand until ${formatTime(untilTs)} UTC`
}

/** One that is not there, or not what it was, is no failure of the desk. */
function found(kept: ProposalFolder, id: string): ReturnType<ProposalFolder['find']> {
  try {
    return kept.find(id)
  } catch (error) {
    if (error instanceof UserError) throw refused(reasonOf(error))
    throw error
  }
}

function refused(message: string): UserError {
  return new UserError('proposal-refused', message)
}
