import type { ParameterValue } from '../../../agents/index.ts'
import type { Objective, ScreenTerms } from '../../../research/index.ts'
import type { SweepPlan } from '../sweep-plan.ts'

/** All that a thread is told once; its one stretch is of one instrument. */
export type ScreenPlan = Pick<SweepPlan, 'agent' | 'base' | 'stretches'> & {
  readonly terms: ScreenTerms
  readonly objective: Objective
}

/** Variants that are screened side by side. */
export type ScreenJob = {
  readonly n: number
  readonly variants: readonly Readonly<Record<string, ParameterValue>>[]
}

/** What came of one variant. */
export type Screened = {
  /** What is looked for; `null` where it is not defined. */
  readonly figure: number | null
  /** Per sample, for the trial ledger; `null` where it is not defined. */
  readonly sharpe: number | null
  readonly samples: number
  readonly fingerprint: string | null
  /** Why it is no variant at all. */
  readonly error: string | null
}

export type ScreenAnswer = { readonly n: number; readonly screened: readonly Screened[] }
