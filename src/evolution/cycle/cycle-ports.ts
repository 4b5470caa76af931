import type { Json, Result } from '../../base/index.ts'
import type { ModuleKind } from '../registry/module-kind.ts'
import type { CheckStep, CycleEvent, DecisionKind } from './cycle-event.ts'

/** A candidate as its author wrote it. */
export type Draft = {
  readonly source: string
  /** Version it was made from; none of an analysis that replaces the one that ships. */
  readonly parent: string | undefined
  /** What is hoped for, in a sentence. */
  readonly idea: string
}

export type Decision = { readonly kind: DecisionKind; readonly why: string }

/** What an author is told: facts, by the shell. */
export type AuthorContext = {
  /** SHA-256 of `facts`. */
  readonly hash: string
  readonly facts: Json
  /** Source of the version that new ones are made from. */
  readonly parent: VersionShown
  /** Analyses in force that are not those that ship. */
  readonly analyses?: {
    readonly market?: VersionShown | undefined
    readonly trades?: VersionShown | undefined
  }
}

type VersionShown = { readonly version: string; readonly source: string }

/** Writes strategies: a language model, or seeded mutation. It may fail, lie, or do nothing. */
export interface Author {
  readonly name: string
  decide(context: AuthorContext): Promise<Decision>
  /** @returns At most `count` drafts, none is an answer; or why there is no answer. */
  write(
    context: AuthorContext,
    decision: Decision,
    count: number,
  ): Promise<Result<readonly Draft[]>>
}

/** What came of a step. */
export type Checked = { readonly isPassed: boolean; readonly why: string; readonly figures: Json }

/** A candidate with the number it goes by from now on. */
export type Candidate = Draft & { readonly version: string; readonly module: ModuleKind }

/**
 * Where candidates are tried: reader of the difference, static checks, box, backtests, gate. The
 * shell's own.
 */
export interface Workshop {
  /** Told of all that will be asked about, in this order: it may begin with several at a time. */
  expect?(candidates: readonly Candidate[]): void
  /** One step before the backtest, of one candidate. */
  check(step: Exclude<CheckStep, 'backtest' | 'gate'>, candidate: Candidate): Promise<Checked>
  /** Runs all, each counted as a trial before it runs, and asks the gate of the best. */
  gate(candidates: readonly Candidate[]): Promise<GateAnswer>
}

/** What backtests and the gate made of candidates. */
export type GateAnswer = {
  /** By position in the candidates. */
  readonly backtests: readonly Checked[]
  /** Position of the one the gate was asked of; -1 when no backtest came to an end. */
  readonly chosen: number
  readonly gate: Checked
}

/** What a cycle writes to. Durable before it returns. */
export interface CycleRecord {
  note(event: CycleEvent): void
  /** Takes a draft in under a number of its own; `undefined` when it is there already. */
  admit(draft: Draft, cycle: number, module: ModuleKind): string | undefined
  /** The gate let it through: from now on it runs in the shadow. */
  enterShadow(version: string, evidence: Json): void
  /** An analysis takes the place of the one in force. */
  enterForce(version: string): void
}
