import type { Block, BlockEntry } from './block.ts'
import { decodeBlock } from './block.ts'
import { hashBytes } from './encode-proposal.ts'
import { evaluateProposal } from './evaluate-proposal.ts'
import { applyProposal, type GovernedState } from './governed-state.ts'
import type { Proposal } from './proposal.ts'
import { ProposalReader } from './proposal-reader.ts'

/** The log as far as it is committed, and what it came to. */
export type Governed = {
  readonly state: GovernedState
  /** Of the newest block; empty before the first. */
  readonly head: string
  /** The place of the next block. */
  readonly slot: number
}

/** What was decided about one proposal. */
export type Decision = {
  readonly hash: string
  readonly proposal: Proposal
  readonly isAccepted: boolean
  readonly reasons: readonly string[]
}

/** A block that says what this manager comes to by itself, and what follows from it. */
export type JudgedBlock = {
  readonly hash: string
  readonly bytes: Uint8Array
  readonly decisions: readonly Decision[]
  readonly after: Governed
}

/** Whether a proposal was decided on before, by its hash. */
export type IsDecided = (hash: string) => boolean

/**
 * A block, judged anew: it must stand at the next place, follow the newest block, decide nothing
 * twice, and say of every proposal word for word what this manager says. Else why it does not.
 */
export function judgeBlock(
  bytes: Uint8Array,
  governed: Governed,
  isDecided: IsDecided,
  reader: ProposalReader,
): JudgedBlock | string {
  const block = decodeBlock(bytes)
  if (!block.ok) return block.error
  const { slot, previous, entries } = block.value
  if (slot !== governed.slot) return `it is for slot ${slot}, not ${governed.slot}`
  if (previous !== governed.head) return 'it does not follow the newest block'
  const decisions: Decision[] = []
  const seen = new Set<string>()
  let { state } = governed
  for (const entry of entries) {
    const judged = judgeEntry(entry, state, reader)
    if (typeof judged === 'string') return judged
    const { hash } = judged.decision
    if (seen.has(hash) || isDecided(hash)) return 'it decides on a proposal twice'
    seen.add(hash)
    decisions.push(judged.decision)
    state = judged.state
  }
  const hash = hashBytes(bytes)
  return { hash, bytes, decisions, after: { state, head: hash, slot: slot + 1 } }
}

type JudgedEntry = { readonly decision: Decision; readonly state: GovernedState }

function judgeEntry(
  entry: BlockEntry,
  state: GovernedState,
  reader: ProposalReader,
): JudgedEntry | string {
  const judged = judgeProposal(entry.proposal, state, reader)
  if (typeof judged === 'string') return judged
  const { isAccepted, reasons } = judged.decision
  const isSame =
    isAccepted === entry.isAccepted &&
    reasons.length === entry.reasons.length &&
    reasons.every((reason, i) => reason === entry.reasons[i])
  return isSame ? judged : `its verdict on a proposal is not ours: ${reasons.join('; ')}`
}

function judgeProposal(
  bytes: Uint8Array,
  state: GovernedState,
  reader: ProposalReader,
): JudgedEntry | string {
  const read = reader.read(bytes)
  if (typeof read === 'string') return read
  const { hash, proposal, evidence } = read
  const { isAccepted, reasons } = evaluateProposal(state, proposal, evidence)
  const decision = { hash, proposal, isAccepted, reasons }
  return { decision, state: isAccepted ? applyProposal(state, proposal, evidence) : state }
}

/**
 * The block that says of each proposal what this manager comes to; bytes that are none are left
 * out.
 */
export function blockOf(
  proposals: readonly Uint8Array[],
  governed: Governed,
  reader: ProposalReader = new ProposalReader(),
): Block {
  const entries: BlockEntry[] = []
  let { state } = governed
  for (const proposal of proposals) {
    const judged = judgeProposal(proposal, state, reader)
    if (typeof judged === 'string') continue
    const { isAccepted, reasons } = judged.decision
    entries.push({ proposal, isAccepted, reasons })
    state = judged.state
  }
  return { slot: governed.slot, previous: governed.head, entries }
}
