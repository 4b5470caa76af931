import type { BoxFault } from '../../evolution/index.ts'
import type { SweepAnswer } from '../sweep/sweep-plan.ts'
import type { GateAnswer, ModuleJob } from './judge-module.ts'
import type { BoxPlan } from './box-messages.ts'

/** What it is told once. */
export type ConfirmTask = {
  readonly plan: BoxPlan
  readonly job: ModuleJob
  /** SHA-256 of the source. */
  readonly code: string
  /** The memory of the box as this side has it. */
  readonly memory: SharedArrayBuffer
  /** One number: whether somebody waits for an answer. */
  readonly flag: SharedArrayBuffer
  /** Longest that one answer is waited for, ms. */
  readonly patienceMs: number
}

/** What the flag may be. */
export const flags = { answered: 0, asked: 1, over: 2 } as const

/** What it says: that it waits for a step, or what came of it all. */
export type ConfirmSaid =
  | { readonly kind: 'step' }
  | { readonly kind: 'run'; readonly answer: SweepAnswer | GateAnswer }
  | { readonly kind: 'fault'; readonly of: BoxFault['kind']; readonly why: string }
