import { InvariantError } from '../../base/index.ts'
import { encodeBlock } from './block.ts'
import { hashBytes } from './encode-proposal.ts'
import { evaluateProposal } from './evaluate-proposal.ts'
import type { GovernedState } from './governed-state.ts'
import { blockOf, type Governed, type JudgedBlock, judgeBlock } from './judge-block.ts'
import { ProposalReader, type ReadProposal } from './proposal-reader.ts'
import type { RecordEntry } from './record-entry.ts'
import type { Certificate } from './vote-message.ts'

/** Certificates in memory, and hashes of proposals that are not decided on a second time. */
const recentMax = 256
const decidedMax = 65_536
/** Blocks of one slot of which it is remembered what came of judging them. */
const judgedMax = 64

/** The blocks that were committed, in order, the state that they came to, and what may follow. */
export class CommittedLog {
  readonly #recent = new Map<number, Certificate>()
  readonly #older: (slot: number) => Certificate | undefined
  readonly #decided = new Set<string>()
  readonly #judged = new Map<string, JudgedBlock | string>()
  readonly #reader = new ProposalReader()
  #governed: Governed

  constructor(
    start: GovernedState,
    older: (slot: number) => Certificate | undefined = () => undefined,
  ) {
    this.#governed = { state: start, head: '', slot: 1 }
    this.#older = older
  }

  /** Takes up what was written down. @returns what was said at the slot that is still open. */
  restore(past: Iterable<RecordEntry>): readonly RecordEntry[] {
    let open: RecordEntry[] = []
    for (const entry of past)
      if (entry.kind !== 'committed') open.push(entry)
      else {
        this.append(entry.certificate)
        open = []
      }
    return open
  }

  get governed(): Governed {
    return this.#governed
  }

  /** Of all managers alike, as all of them have the same log. */
  isDecided(proposal: string): boolean {
    return this.#decided.has(proposal)
  }

  certificateAt(slot: number): Certificate | undefined {
    return this.#recent.get(slot) ?? (slot < this.#governed.slot ? this.#older(slot) : undefined)
  }

  /** What follows from a block if it is next; a sentence where it is not what we come to. */
  judge(block: Uint8Array, hash: string = hashBytes(block)): JudgedBlock | string {
    const known = this.#judged.get(hash)
    if (known !== undefined) return known
    if (this.#judged.size >= judgedMax) this.#judged.clear()
    const judged = judgeBlock(
      block,
      this.#governed,
      (proposal) => this.isDecided(proposal),
      this.#reader,
    )
    this.#judged.set(hash, judged)
    return judged
  }

  /** The next block, with what we come to about these; `undefined` when none is a proposal. */
  blockOf(
    proposals: readonly Uint8Array[],
  ): { readonly bytes: Uint8Array; readonly hash: string } | undefined {
    const block = blockOf(proposals, this.#governed, this.#reader)
    if (block.entries.length === 0) return undefined
    const bytes = encodeBlock(block)
    return { bytes, hash: hashBytes(bytes) }
  }

  /** What bytes propose; a sentence where that is nothing. @param hash - Of the bytes. */
  read(bytes: Uint8Array, hash: string): ReadProposal | string {
    return this.#reader.read(bytes, hash)
  }

  /** Whether a proposal would be refused as things stand. */
  isRefusable({ proposal, evidence }: ReadProposal): boolean {
    return !evaluateProposal(this.#governed.state, proposal, evidence).isAccepted
  }

  /**
   * @throws InvariantError when a block that a quorum signed is not what this manager comes to:
   *   with an honest quorum, its rules or its record differ from theirs.
   */
  append(certificate: Certificate): JudgedBlock {
    const { slot } = certificate
    const block = this.judge(certificate.block)
    if (typeof block === 'string')
      throw new InvariantError(`the committed block ${slot} is not ours: ${block}`)
    this.#recent.set(slot, certificate)
    this.#recent.delete(slot - recentMax)
    for (const { hash } of block.decisions) this.#decided.add(hash)
    if (this.#decided.size > decidedMax)
      for (const oldest of [...this.#decided].slice(0, decidedMax / 2)) this.#decided.delete(oldest)
    this.#governed = block.after
    this.#judged.clear()
    return block
  }
}
