import { reasonOf } from '../../base/index.ts'
import type { DeskEvent, PlanApproved } from '../../domain/index.ts'
import type { ProposalFolder } from './proposal-folder.ts'

/**
 * Proposals that the journal of a desk has approved. A stop can fall between the journal and the
 * file of a proposal: one whose weights stand already waits for nobody, and is not done twice.
 */
export class RecordedApprovals {
  readonly #approved = new Map<string, PlanApproved>()

  /** An event of the journal, recorded or new. */
  onEvent(event: DeskEvent): void {
    if (event.kind === 'plan-approved') this.#approved.set(event.proposal, event)
  }

  /** Writes into the files of proposals what the journal has done; says so where it cannot. */
  settle(kept: ProposalFolder, onNote: (line: string) => void): void {
    try {
      for (const [id, { ts, actor, reason }] of this.#approved) {
        const known = kept.known(id)
        if (known === undefined || known.settled !== undefined) continue
        kept.settle(id, { isApproved: true, ts, actor, reason })
      }
    } catch (error) {
      onNote(`approved proposals still look open: ${reasonOf(error)}`)
    }
  }
}
