import { createHash } from 'node:crypto'
import { canonicalJson } from '../base/index.ts'
import { dayUs } from '../domain/index.ts'
import type { Finding } from './finding.ts'
import type { Plan } from './plan.ts'

/** How long approved weights stand: those of a plan for days, those of a finding for a month. */
const planUs = 3 * dayUs
const findingUs = 30 * dayUs

/** Something that a person may approve or decline; nothing comes of it before. */
export type Proposal = {
  /** The first twelve hex digits of `hash`. */
  readonly id: string
  /** Time of the desk when it was made. Unit: us. */
  readonly ts: number
  /** `weights`, or the name of the one agent it is about. */
  readonly subject: string
  readonly change: {
    /** Names, in the order of the desk. */
    readonly agents: readonly string[]
    /** By agent and regime, agent by agent, 0.2 to 1; 0 for what stays as it is. */
    readonly weights: readonly number[]
    /** How long the weights stand once approved. Unit: us. */
    readonly termUs: number
  }
  readonly evidence: {
    readonly sentence: string
    readonly numbers: { readonly [name: string]: number }
    /** Of a plan: what it brought beyond the weights in force, each held-out day, as a share. */
    readonly gains?: readonly number[]
  }
  /** SHA-256 of all that is above but the id, in hex: who changes one changes this. */
  readonly hash: string
}

/** What a desk looks like to those who propose. */
export type ProposalTerms = {
  readonly ts: number
  /** Names of its agents, in order. */
  readonly agents: readonly string[]
  readonly regimes: number
}

/** The proposal that a plan comes to; nothing where none is made. */
export function planProposal(
  { ts, agents }: ProposalTerms,
  { isProposed, weights, evidence, sentence }: Plan,
): Proposal | undefined {
  if (!isProposed || evidence === undefined) return undefined
  const change = { agents, weights: [...weights], termUs: planUs }
  const { gains, ...numbers } = evidence
  return signed({ ts, subject: 'weights', change, evidence: { sentence, numbers, gains } })
}

/** The proposal that a finding comes to; nothing where no weight would help. */
export function findingProposal(
  { ts, agents, regimes }: ProposalTerms,
  { agent, numbers, sentence, proposal }: Finding,
): Proposal | undefined {
  const name = agents[agent]
  if (proposal === undefined || name === undefined) return undefined
  const weights = agents.flatMap((_, a) =>
    Array.from({ length: regimes }, () => (a === agent ? proposal.weight : 0)),
  )
  const change = { agents, weights, termUs: findingUs }
  return signed({ ts, subject: name, change, evidence: { sentence, numbers } })
}

/** Whether a proposal says what it said when it was made. */
export function isUnchanged({ id, hash, ...rest }: Proposal): boolean {
  return hash === hashOf(rest) && id === hash.slice(0, id.length) && id.length === 12
}

function signed(rest: Omit<Proposal, 'id' | 'hash'>): Proposal {
  const hash = hashOf(rest)
  return { id: hash.slice(0, 12), ...rest, hash }
}

function hashOf(rest: Omit<Proposal, 'id' | 'hash'>): string {
  return createHash('sha256').update(canonicalJson(rest)).digest('hex')
}
