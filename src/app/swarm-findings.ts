import type { Desk } from '../engine/index.ts'
import { type Finding, type Observed, reflect } from '../evolution/index.ts'

/** What looks to be the matter with a voice, for people and other doors. */
export type FindingRow = Omit<Finding, 'agent'> & { readonly agent: string }

/** All that is known of the voices of a desk; nothing where votes are claimed. */
export function observedOf(desk: Desk): Observed | undefined {
  const { earned, seats, setup } = desk
  if (earned === undefined) return undefined
  const logs = seats.flatMap(({ skilled }) => skilled?.log ?? [])
  const now = logs.reduce((last, log) => {
    return log.length === 0 ? last : Math.max(last, log.tsOf(log.length - 1))
  }, 0)
  const { book, attribution } = earned
  return { now, agents: setup.agents, book, logs, attribution }
}

/** Looks back on the voices of a desk: much work, for the end of a run or once a day. */
export function swarmFindings(desk: Desk): readonly FindingRow[] {
  const seen = observedOf(desk)
  if (seen === undefined) return []
  return reflect(seen).map(({ agent, ...rest }) => ({
    ...rest,
    agent: seen.agents[agent]?.id ?? `#${agent}`,
  }))
}
