import { decodeProposal, hashBytes } from './encode-proposal.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import type { Proposal } from './proposal.ts'

/** A proposal as it was read, and what its results come to. */
export type ReadProposal = {
  readonly hash: string
  readonly proposal: Proposal
  readonly evidence: Evidence
}

const rememberedMax = 512

/** Reads proposals, each once: a manager meets the same when it hears, offers and judges it. */
export class ProposalReader {
  readonly #read = new Map<string, ReadProposal>()

  /** A sentence where the bytes are no proposal. @param hash - Of the bytes. */
  read(bytes: Uint8Array, hash: string = hashBytes(bytes)): ReadProposal | string {
    const known = this.#read.get(hash)
    if (known !== undefined) return known
    const decoded = decodeProposal(bytes)
    if (!decoded.ok) return decoded.error
    const proposal = decoded.value
    const read = { hash, proposal, evidence: evidenceOf(proposal.returns, proposal.spanUs) }
    if (this.#read.size >= rememberedMax) this.#read.clear()
    this.#read.set(hash, read)
    return read
  }
}
