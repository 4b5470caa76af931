import type { Micros } from '../domain/index.ts'

/** An agent has failed where it was asked for its opinion, and counts as silent there. */
export type AgentFault = {
  readonly agent: string
  readonly instrument: number
  readonly ts: Micros
  /** What it threw, as far as that says anything. */
  readonly reason: string
}

/** What one agent's faults come to. */
export type FaultCount = { readonly first: AgentFault; readonly count: number }

/** Counts faults by agent; the first of each is kept. */
export class AgentFaults {
  readonly #counts = new Map<string, FaultCount>()

  /** @returns Whether it is the first of its agent. */
  note(fault: AgentFault): boolean {
    const known = this.#counts.get(fault.agent)
    this.#counts.set(fault.agent, { first: known?.first ?? fault, count: (known?.count ?? 0) + 1 })
    return known === undefined
  }

  get all(): readonly FaultCount[] {
    return [...this.#counts.values()]
  }
}

/** The first fault of an agent, for people. */
export function faultText({ agent, ts, reason }: AgentFault): string {
  const at = new Date(ts / 1_000).toISOString().slice(0, 16).replace('T', ' ')
  return `agent ${agent} failed at the close of ${at} UTC (${reason})`
}
