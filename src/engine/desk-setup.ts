import type { Agent } from '../agents/index.ts'
import type { Instrument } from '../domain/index.ts'
import type { Limits } from '../risk/index.ts'
import type { Costs } from '../venue/index.ts'
import type { GuardRules } from './guard-rules.ts'
import type { SwarmRules } from './swarm-rules.ts'
import type { WindDownRules } from './wind-down-rules.ts'

/** All that decides how a desk behaves. Two desks of one setup and one market are the same desk. */
export type DeskSetup = {
  readonly seed: number
  readonly instruments: readonly Instrument[]
  /** Length of one bar, microseconds, by instrument. */
  readonly intervalsUs: readonly number[]
  readonly agents: readonly Agent[]
  /** Opinions needed for a decision. */
  readonly quorum: number
  /**
   * What a voice counts by: the confidence it claims, when left out, or what it has shown. Then
   * nobody is listened to before a few dozen of its opinions have come out.
   */
  readonly votes?: 'earned' | undefined
  /**
   * Whether what holding and trading by chance come to is kept beside votes that are earned; desks
   * did not keep it at first.
   */
  readonly yardsticks?: true | undefined
  /**
   * How far agents go by what came of moments like theirs, 0 to 1. At 0 it is remembered and nobody
   * goes by it, which changes nothing; nothing is remembered when left out.
   */
  readonly recallWeight?: number | undefined
  /** The same of the payoff ratio that agents assume: above 0, at most 1, or left out. */
  readonly payoffWeight?: number | undefined
  /**
   * How long what agents say is waited for where it led to no position, by agent; a day when left
   * out, as at first. Only of a desk that remembers. Unit: us.
   */
  readonly viewsUs?: readonly number[] | undefined
  /** As a control of that: agents are told of any moments, whatever these were like. */
  readonly recallsAny?: true | undefined
  /** Who looks for instruments to trade; all of them always are when left out. */
  readonly swarm?: SwarmRules | undefined
  /** Columns from outside that a running desk is told and journals; none when left out. */
  readonly outsideColumns?: readonly string[] | undefined
  readonly limits: Limits
  readonly costs: Costs
  /** Money at the start, minor units of the quote currency. */
  readonly cash: bigint
  /** Breakers, caps and standings; none of them when left out. */
  readonly guard?: GuardRules | undefined
  /** How reduce closes what is held; `windDownDefaults` when left out. */
  readonly windDown?: WindDownRules | undefined
  /** Share of equity that all sets of legs together may come to; a fifth when left out. */
  readonly legsShareMax?: number | undefined
  /** Smallest change of exposure worth an order, as a share of equity. */
  readonly rebalanceMin: number
  /** Whether protective orders are changed in place; taken back and set anew when left out. */
  readonly amends?: boolean | undefined
  /**
   * Whether the venue sets aside what a resting order would sell, as spot venues do: then only the
   * stop rests there, and goes before anything else is sold. The desk watches the target itself.
   */
  readonly hasOneExit?: boolean | undefined
}
