import { decodeBlock } from './block.ts'
import { decodeProposal, hashBytes } from './encode-proposal.ts'
import type { Proposal } from './proposal.ts'
import type { RecordEntry } from './record-entry.ts'

/** What managers came to about one proposal, as it stands in a record. */
export type RecordedDecision = {
  /** Place in the log, and attempts it took. */
  readonly slot: number
  readonly epoch: number
  /** SHA-256 of the proposal, in hex. */
  readonly hash: string
  readonly proposal: Proposal
  readonly isAccepted: boolean
  readonly reasons: readonly string[]
  /** Who signed the block that it stands in. */
  readonly managers: readonly number[]
}

/**
 * Everything that was agreed on, oldest first, out of the record of one manager, or of several in
 * one file, of which the first is read.
 */
export function* decisionsIn(entries: Iterable<RecordEntry>): Generator<RecordedDecision> {
  for (const each of entries) {
    const entry = each.kind === 'of' && each.manager === 0 ? each.entry : each
    if (entry.kind !== 'committed') continue
    const { slot, epoch, block: bytes, votes } = entry.certificate
    const block = decodeBlock(bytes)
    if (!block.ok) continue
    const managers = votes.map(({ manager }) => manager)
    for (const { proposal: text, isAccepted, reasons } of block.value.entries) {
      const proposal = decodeProposal(text)
      if (!proposal.ok) continue
      const hash = hashBytes(text)
      yield { slot, epoch, hash, proposal: proposal.value, isAccepted, reasons, managers }
    }
  }
}
