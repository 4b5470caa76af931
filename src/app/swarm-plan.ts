import { regimeNames } from '../committee/index.ts'
import type { Desk } from '../engine/index.ts'
import { type ContextColumn, type Plan, planWeights } from '../evolution/index.ts'
import { observedOf } from './swarm-findings.ts'

/** What a planner is given beside the desk. */
export type PlanTerms = {
  /** Plans tried on this desk, this one included. */
  readonly looks: number
  readonly context?: readonly ContextColumn[]
}

/** Other weights for the voices of a desk, or why none; nothing where votes are claimed. */
export function swarmPlan(desk: Desk, { looks, context = [] }: PlanTerms): Plan | undefined {
  const { earned } = desk
  const seen = observedOf(desk)
  if (seen === undefined || earned === undefined) return undefined
  const { book, agents, logs, now } = seen
  const regimes = regimeNames.length
  const { seed } = desk.setup
  return planWeights({
    ...{ agents, logs, regimes, context, looks, seed },
    current: Float64Array.from({ length: agents.length * regimes }, (_, at) => {
      return book.weightAt(Math.floor(at / regimes), at % regimes, now)
    }),
    costPerSide: earned.attribution.terms.costPerSide,
  })
}
