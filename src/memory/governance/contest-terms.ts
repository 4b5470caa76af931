import type { EpochTiming } from './epoch-timing.ts'
import type { JudgedBlock } from './judge-block.ts'
import type { OwnVotes } from './own-votes.ts'
import type { RecordEntry } from './record-entry.ts'
import type { Certificate, ManagerMessage, Offer } from './vote-message.ts'

/** Who contests, and what a contest needs of the manager around it. */
export type ContestTerms = {
  readonly id: number
  readonly managers: number
  /** Equal votes that commit, and managers that may lie. */
  readonly quorum: number
  readonly faulty: number
  readonly slot: number
  readonly timing: EpochTiming
  readonly own: OwnVotes
  /** Judged once per block; a sentence where it is not what this manager comes to. */
  readonly judge: (block: Uint8Array, hash: string) => JudgedBlock | string
  /** The block that this manager would offer; `undefined` when nothing waits. */
  readonly nextBlock: () => { readonly bytes: Uint8Array; readonly hash: string } | undefined
  readonly isAnythingWaiting: () => boolean
  readonly send: (message: ManagerMessage) => void
  readonly record: (entry: RecordEntry) => void
  readonly onOfferRefused: (offer: Offer, why: string) => void
  readonly onCommit: (certificate: Certificate) => void
}
