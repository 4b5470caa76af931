import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../base/index.ts'
import type { AnalysisReport } from '../analysis/index.ts'
import type { Observation } from '../observation/observation-book.ts'

/** One version of a strategy, as a cycle is told of it. */
export type VersionTold = {
  readonly id: string
  readonly parent: string | null
  /** Such as `champion`, `shadow`, `declined`. */
  readonly state: string
  readonly summary: string
}

/** How a version does on paper. One without trades is neither passed nor failed. */
export type PaperTest = {
  readonly version: string
  readonly outcome: 'running' | 'passed' | 'failed' | 'inconclusive'
  readonly trades: number
  /** Net of costs, decimal text of the quote currency. */
  readonly net: string
  readonly days: number
}

/** What a cycle may still spend. */
export type BudgetTold = {
  /** `null` where a cycle must be told the same words when it is replayed. */
  readonly tokensLeft: number | null
  readonly tokensPerDay: number
}

/** All that a cycle decides by, as one record that is kept with it. */
export type CycleContext = {
  readonly version: 1
  readonly cycle: string
  /** Computed by the shell. See `truthJson`. */
  readonly truth: { readonly [name: string]: Json }
  /** Made by modules that may be rewritten. */
  readonly analysis: { readonly market: AnalysisReport; readonly trades: AnalysisReport }
  /** In force: limits, costs, instruments. */
  readonly constraint: { readonly [name: string]: Json }
  /** By instrument, what the market is like now. */
  readonly regime: { readonly [instrument: string]: string }
  readonly drought: { readonly kind: string; readonly told: string }
  readonly versions: readonly VersionTold[]
  readonly paperTests: readonly PaperTest[]
  readonly observations: readonly Observation[]
  readonly budget: BudgetTold
  /** Which templates of prompts it was told with. */
  readonly prompts: string
}

/** SHA-256 of a context, hex: two cycles that were told the same have the same. */
export function contextHash(context: CycleContext): string {
  const { truth, analysis, constraint, regime, drought, versions, paperTests, ...rest } = context
  const plain: Json = {
    ...{ truth, analysis, constraint, regime, drought },
    versions: versions.map((of) => ({ ...of })),
    paperTests: paperTests.map((of) => ({ ...of })),
    ...rest,
    observations: rest.observations.map((of) => ({ ...of })),
  }
  return createHash('sha256').update(canonicalJson(plain)).digest('hex')
}
