import type { BoxFault } from '../../evolution/index.ts'
import type { JournalEntry } from '../../journal/index.ts'
import type { CheckRow, SoundnessThresholds } from '../../research/index.ts'
import type { RunClaim } from './box-claims.ts'
import type { BoxPlan } from './box-messages.ts'

/** What it is told once. */
export type ConfirmTask = {
  readonly plan: BoxPlan
  /** SHA-256 of the source. */
  readonly code: string
  /** The memory of the box as this side has it. */
  readonly memory: SharedArrayBuffer
  /** One number: whether somebody waits for an answer. */
  readonly flag: SharedArrayBuffer
  /** What its soundness is asked by; left out, nobody asks. */
  readonly thresholds: SoundnessThresholds | undefined
  /** Longest that one answer is waited for, ms. */
  readonly patienceMs: number
}

/** What the flag may be. */
export const flags = { answered: 0, asked: 1, over: 2 } as const

/** A run that this side made itself, and all that happened in it but for bars. */
export type ConfirmedRun = RunClaim & {
  readonly events: readonly JournalEntry[]
  /** See `soundRows`; none where nobody asked. */
  readonly sound: readonly CheckRow[]
}

/** What it says: that it waits for a step, or what came of it all. */
export type ConfirmSaid =
  | { readonly kind: 'step' }
  | { readonly kind: 'run'; readonly run: ConfirmedRun }
  | { readonly kind: 'fault'; readonly of: BoxFault['kind']; readonly why: string }
