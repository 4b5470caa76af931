import type { ProposalRow } from '../swarm-view.ts'
import { toMs } from '../desk-rows.ts'
import { micros } from '../../domain/index.ts'
import type { KeptProposal, ProposalFolder } from './proposal-folder.ts'

/** Most that are told; the newest. */
const rowsMax = 20

/** What waits for a person, as a page is told: looked up again and again, so it reads little. */
export class OpenProposals {
  readonly #kept: ProposalFolder
  /** Settled ones stay so, and damaged ones are no business of a page. */
  readonly #closed = new Set<string>()
  #rows: readonly ProposalRow[] = []

  constructor(kept: ProposalFolder) {
    this.#kept = kept
  }

  /** Newest first. What cannot be read is no reason for a page to go without the rest. */
  rows(): readonly ProposalRow[] {
    try {
      this.#rows = this.#read()
    } catch {
      // As it was known last.
    }
    return this.#rows
  }

  #read(): readonly ProposalRow[] {
    const open = this.#kept.ids().flatMap((id) => this.#open(id))
    return open
      .sort((a, b) => b.proposal.ts - a.proposal.ts || (a.proposal.id < b.proposal.id ? -1 : 1))
      .slice(0, rowsMax)
      .map(({ proposal: { id, ts, subject, evidence } }) => {
        return { id, t: toMs(micros(ts)), subject, sentence: evidence.sentence }
      })
  }

  #open(id: string): readonly KeptProposal[] {
    if (this.#closed.has(id)) return []
    const found = this.#kept.known(id)
    if (found?.settled === undefined && found !== undefined) return [found]
    this.#closed.add(id)
    return []
  }
}
