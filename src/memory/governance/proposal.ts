import { dayUs, type MemoryChange } from '../../domain/index.ts'

/**
 * What a proposal may ask for. There is no word here for a limit, a key, an instrument or a mode.
 */
export type Change =
  | { readonly kind: PatternChange; readonly pattern: string }
  | { readonly kind: LessonChange; readonly lesson: string }
  | {
      readonly kind: WeightChange
      /** One for `re-weight`, all that a plan is about for `planner-weights`. */
      readonly agents: readonly string[]
      /** By agent and regime, agent by agent, 0.2 to 1: the share of its voice that is heard. */
      readonly weights: readonly number[]
      /** How long they stand after `ts`. Unit: us, an hour to 90 days. */
      readonly termUs: number
    }

export type PatternChange = Extract<MemoryChange, `${string}-pattern`>
export type LessonChange = Extract<MemoryChange, `${string}-lesson`>
export type WeightChange = 're-weight' | 'planner-weights'

/** What shall change in the memory, and on what grounds. */
export type Proposal = {
  /** When it was made. Unit: us. Proposing the same again later is another proposal. */
  readonly ts: number
  /** Who made it, by its own word. */
  readonly proposer: string
  readonly change: Change
  /**
   * Each result by itself, oldest first, net of costs, as a share: 0.01 is one per cent. Figures
   * are computed from these and never taken from anybody. For a pattern or lesson: the trades it is
   * about. For weights: what the proposed ones brought beyond those in force, held out.
   */
  readonly returns: readonly number[]
  /** From the first result to the last. Unit: us. */
  readonly spanUs: number
}

/** Beyond these a proposal is not even evaluated. */
export const proposalBounds: Readonly<
  Record<'returnsMax' | 'bytesMax' | 'agentsMax' | 'weightsMax' | 'spanMaxUs', number>
> = {
  returnsMax: 4_096,
  bytesMax: 40_000,
  agentsMax: 64,
  weightsMax: 512,
  spanMaxUs: 3_660 * dayUs,
}

/** Names of agents, patterns and proposers. A lesson is named by its SHA-256 in hex. */
export function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._/#:-]{0,79}$/.test(text) && !(text in {})
}

export function isLessonId(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
