import { reasonOf, UserError } from '../../base/index.ts'
import { toMs } from '../desk-rows.ts'
import { auditManagers } from './managers-audit.ts'
import type { ManagersTold } from './memory-told.ts'

/** Decisions that are told; older ones are in `memory proposals`. */
const decisionsMax = 50

/** What managers of a desk came to, checked; `null` where none was ever seated. Never throws. */
export function tellManagers(desk: string): ManagersTold | null {
  try {
    const { managers, conflicts, decisions } = auditManagers(desk)
    const newest = decisions.toReversed().slice(0, decisionsMax)
    return {
      managers,
      conflicts: conflicts.length,
      decisions: newest.map(({ proposal, reasons, managers: signed, ...of }) => ({
        ...{ slot: of.slot, epoch: of.epoch, hash: of.hash, isAccepted: of.isAccepted },
        ...{ t: toMs(proposal.ts), proposer: proposal.proposer, change: proposal.change.kind },
        ...{ reasons, managers: signed },
      })),
      decisionsAll: decisions.length,
      failure: '',
    }
  } catch (error) {
    if (error instanceof UserError && error.code === 'no-managers') return null
    const nothing = { managers: [], conflicts: 0, decisions: [], decisionsAll: 0 }
    return { ...nothing, failure: reasonOf(error) }
  }
}
