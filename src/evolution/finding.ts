import { type Attribution, type SkillBook, type VoteLog, weightMin } from '../committee/index.ts'
import { normalQuantile } from '../quant/index.ts'

/** What may be the matter with a voice. */
export type FindingKind = 'drift' | 'overconfidence' | 'redundancy' | 'stale' | 'silent' | 'costly'

/** Another weight for one agent, in every regime. */
export type AgentChange = {
  /** Position of the agent. */
  readonly agent: number
  /** 0.2, the least, to 1. */
  readonly weight: number
}

/** Something about a voice that a person should know, and what could be done about it. */
export type Finding = {
  readonly kind: FindingKind
  /** Position of the agent. */
  readonly agent: number
  /** What it was seen by; all finite. */
  readonly numbers: { readonly [name: string]: number }
  readonly sentence: string
  /** Absent where no weight would help. */
  readonly proposal?: AgentChange
}

/** All that is looked at. */
export type Observed = {
  /** Unit: us. */
  readonly now: number
  /** By position: its name, and how far ahead it speaks. Unit: us. */
  readonly agents: readonly { readonly id: string; readonly horizonUs: number }[]
  readonly book: SkillBook
  /** One for each instrument, in the order of the desk. */
  readonly logs: readonly VoteLog[]
  /** What each agent brought; nobody is called costly without. */
  readonly attribution?: Attribution | undefined
}

/** Odds that one look finds one kind of thing in a team in which all is well. */
const falseAlarm = 0.01

/** The same of one agent of so many. */
export function alarmOf(agents: number): number {
  return falseAlarm / agents
}

/** Standard errors beyond which a figure of one agent of so many is no luck, one-sided. */
export function errorsOf(agents: number): number {
  return normalQuantile(1 - alarmOf(agents)) ?? Number.POSITIVE_INFINITY
}

/** The proposal to count an agent for as little as anybody may count. */
export function leastWeight(agent: number): AgentChange {
  return { agent, weight: weightMin }
}

/** The name of agent `agent`. */
export function nameOf({ agents }: Observed, agent: number): string {
  return agents[agent]?.id ?? `#${agent}`
}
