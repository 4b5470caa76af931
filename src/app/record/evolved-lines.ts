import { type Observation, ObservationBook } from '../../evolution/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { proposalsOf } from '../proposal/proposal-folder.ts'
import { strategyFolder } from '../strategy/cycle-context.ts'

export { strategyDetail } from './strategy-detail.ts'
export { strategyLines } from './strategy-lines.ts'

/** What was noticed, for later cycles. */
export type ObservationLine = {
  readonly t: number
  readonly id: number
  readonly cycle: string
  readonly by: Observation['by']
  readonly text: string
}

/** What a planner proposed, and what became of it. */
export type PlanLine = {
  readonly t: number
  readonly id: string
  readonly subject: string
  readonly sentence: string
  readonly state: 'open' | 'approved' | 'declined'
  readonly actor: string
  readonly reason: string
}

/** What is kept of observations, newest first, however old. */
export function observationLines(desk: string): readonly ObservationLine[] {
  const book = ObservationBook.open(nodeDisk, strategyFolder(desk))
  return book.all.map(({ id, ts, cycle, by, text }) => {
    return { t: Math.floor(ts / 1_000), id, cycle, by, text }
  })
}

/** Every proposal, the oldest first. @throws UserError `proposal-damaged` */
export function planLines(folder: string): readonly PlanLine[] {
  return proposalsOf(folder).map(({ proposal, settled }) => ({
    t: Math.floor(proposal.ts / 1_000),
    id: proposal.id,
    subject: proposal.subject,
    sentence: proposal.evidence.sentence,
    state: settled === undefined ? 'open' : settled.isApproved ? 'approved' : 'declined',
    actor: settled?.actor ?? '',
    reason: settled?.reason ?? '',
  }))
}
