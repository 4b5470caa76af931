import type { Micros } from '../domain/index.ts'

/** An agent has failed where it was asked for its opinion, and counts as silent there. */
export type AgentFault = {
  readonly agent: string
  readonly instrument: number
  readonly ts: Micros
  readonly error: unknown
  /** What it threw, as far as that says anything. */
  readonly reason: string
}

/** A fault, for people. */
export function faultText({ agent, ts, reason }: AgentFault): string {
  const at = new Date(ts / 1_000).toISOString().slice(0, 16).replace('T', ' ')
  return `agent ${agent} failed at the close of ${at} UTC (${reason})`
}
