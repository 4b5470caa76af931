import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../base/index.ts'
import type { BacktestSetup, Trial } from '../../engine/index.ts'
import type { Objective, SearchName, SweepAxis } from '../../research/index.ts'
import type { Scoring, Stretch } from './sweep-plan.ts'

/** Everything that decides what a sweep comes to. */
export type SweepDefinition = {
  readonly agent: string
  readonly base: Readonly<Record<string, unknown>>
  readonly axes: readonly SweepAxis[]
  readonly search: SearchName
  readonly budget: number
  readonly gridPoints: number
  /** Points of a grid that were left by screening it; left out, all are. */
  readonly points?: readonly (readonly number[])[]
  readonly objective: Objective
  readonly isPruning: boolean
  readonly setup: Omit<BacktestSetup, 'agents'>
}

/** What a sweep is run over, and how a trial over several stretches is judged. */
export type SweepGround = { readonly stretches: readonly Stretch[]; readonly scoring: Scoring }

/**
 * Names a sweep: two with one name come to the same, to the last byte.
 *
 * @param first - A trial of it: of the data, and of the desk but for what varies.
 */
export function sweepId(of: SweepDefinition, ground: SweepGround, first: Trial): string {
  const { setup, ...rest } = of
  const said = {
    ...rest,
    seed: setup.seed,
    data: first.dataHash,
    desk: first.configurationHash,
    warm: ground.stretches.map(({ market, warmUntil }) => [market.length, warmUntil]),
    scoring: ground.scoring,
  } as unknown as Json
  return createHash('sha256').update(canonicalJson(said)).digest('hex').slice(0, 16)
}
