import type { Step } from './ballot.ts'
import type { Decision } from './judge-block.ts'

/** What is written down for people to read later; nothing is decided by it. Times are in us. */
export type AuditNote =
  | {
      readonly kind: 'committed'
      readonly slot: number
      readonly epoch: number
      readonly hash: string
      /** By whom it was signed. */
      readonly managers: readonly number[]
      readonly decisions: readonly Decision[]
    }
  /** A proposal found no quorum in time. It may be proposed again. */
  | { readonly kind: 'lapsed'; readonly proposal: string }
  | { readonly kind: 'proposal-declined'; readonly why: string }
  | {
      readonly kind: 'offer-refused'
      readonly slot: number
      readonly epoch: number
      readonly manager: number
      readonly why: string
    }
  /** A manager signed two different votes at one place: it lies, or runs twice. */
  | {
      readonly kind: 'equivocated'
      readonly manager: number
      readonly slot: number
      readonly epoch: number
      readonly step: Step
    }

/** Why a message was not taken. Each is counted. */
export type DeclineReason =
  | 'malformed'
  | 'unknown-manager'
  | 'stale-slot'
  | 'stale-epoch'
  | 'duplicate'
  | 'forged'
  | 'flood'
  | 'wrong-coordinator'
  | 'wrong-proof'
  | 'conflict'

/** How often each reason was given. */
export class DeclineCounts {
  readonly #counts = new Map<DeclineReason, number>()

  add(reason: DeclineReason): void {
    this.#counts.set(reason, this.of(reason) + 1)
  }

  of(reason: DeclineReason): number {
    return this.#counts.get(reason) ?? 0
  }

  get all(): ReadonlyMap<DeclineReason, number> {
    return this.#counts
  }
}
