import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../base/index.ts'
import type { BacktestSetup, Trial } from '../../engine/index.ts'
import type { Objective, SearchName, SweepAxis } from '../../research/index.ts'

/** Everything that decides what a sweep comes to. */
export type SweepDefinition = {
  readonly agent: string
  readonly base: Readonly<Record<string, unknown>>
  readonly axes: readonly SweepAxis[]
  readonly search: SearchName
  readonly budget: number
  readonly gridPoints: number
  readonly objective: Objective
  readonly isPruning: boolean
  readonly setup: Omit<BacktestSetup, 'agents'>
}

/**
 * Names a sweep: two with one name come to the same, to the last byte.
 *
 * @param first - A trial of it: of the data, and of the desk but for what varies.
 */
export function sweepId(of: SweepDefinition, first: Trial): string {
  const { setup, ...rest } = of
  const said = {
    ...rest,
    seed: setup.seed,
    data: first.dataHash,
    desk: first.configurationHash,
  } as unknown as Json
  return createHash('sha256').update(canonicalJson(said)).digest('hex').slice(0, 16)
}
