import { squash } from './squash.ts'

/** What an agent said. */
export type Stance = {
  /** Its id, such as `trend(fast=12)`; what stands before the bracket is its kind. */
  readonly agent: string
  readonly exposure: number
  readonly confidence: number
}

/** Places that kinds of agents share: two kinds in one place are added up. */
const places = 32
/** Share of equity that is a bold wish. */
const boldExposure = 0.1

/**
 * What was said, by kind of agent: first what each place wants, then how sure it is of its side. Of
 * length 1 at most.
 */
export function opinionBlock(stances: readonly Stance[]): number[] {
  const wants = new Float64Array(places)
  const sure = new Float64Array(places)
  // In the order of names: sums of floats depend on their order.
  const sorted = stances.toSorted((a, b) => (a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0))
  for (const { agent, exposure, confidence } of sorted) {
    const at = placeOf(agent)
    wants[at] = Number(wants[at]) + squash(exposure / boldExposure)
    const odds = squash(4 * (confidence - 0.5))
    sure[at] = Number(sure[at]) + Math.sign(exposure) * odds
  }
  const all = [...wants, ...sure].map(squash)
  const length = Math.sqrt(all.reduce((sum, value) => sum + value * value, 0))
  return length > 1 ? all.map((value) => value / length) : all
}

/** FNV-1a of the kind of an agent, into a place. */
function placeOf(agent: string): number {
  const kind = agent.split('(', 1)[0] ?? ''
  let hash = 0x811c9dc5
  for (let i = 0; i < kind.length; i += 1) hash = Math.imul(hash ^ kind.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % places
}
