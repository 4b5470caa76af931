import type { Json } from '../../base/index.ts'

/** What an author may want of a night. `no-change` is a good answer, and the usual one. */
export type DecisionKind =
  | 'no-change'
  | 'tune'
  | 'restructure'
  | 'market-analysis'
  | 'trade-analysis'

/** What a candidate goes through in one night, in this order. */
export const checkSteps = ['review', 'static', 'sandbox', 'soundness', 'backtest', 'gate'] as const
export type CheckStep = (typeof checkSteps)[number]

/** How a night can end. Most nights end with one of the first three. */
export type CycleOutcome =
  | 'no-change'
  | 'nothing-written'
  | 'nothing-passed'
  | 'to-the-shadow'
  /** An analysis was rewritten; nothing that trades was touched. */
  | 'analysis-in-force'
  /** Something of ours or of the outside failed; nothing was changed. */
  | 'failed'

/** One thing that happened in a cycle. Every one is journaled; `ts` is the journal's to give. */
export type CycleEvent =
  | {
      readonly kind: 'cycle-began'
      readonly cycle: number
      /** SHA-256 of all that the author was shown. */
      readonly context: string
      readonly author: string
    }
  | {
      readonly kind: 'cycle-decided'
      readonly cycle: number
      readonly decision: DecisionKind
      readonly why: string
    }
  | {
      readonly kind: 'candidate-written'
      readonly cycle: number
      readonly version: string
      /** None of an analysis that replaces the one that ships. */
      readonly parent: string | undefined
      readonly idea: string
    }
  | {
      readonly kind: 'candidate-checked'
      readonly cycle: number
      readonly version: string
      readonly step: CheckStep
      readonly isPassed: boolean
      readonly why: string
      readonly figures: Json
    }
  | {
      readonly kind: 'cycle-ended'
      readonly cycle: number
      readonly outcome: CycleOutcome
      readonly why: string
    }
