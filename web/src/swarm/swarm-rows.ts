import type { DecisionRow } from '../../../src/app/desk-view.ts'
import type { AgentRow, SwarmInstrument, SwarmView, VoiceRow } from '../../../src/app/swarm-view.ts'

/** Pairs that vote more alike than this are too alike. */
export const alikeMax = 0.05

/** A voice with its part of all that counts on its instrument, 0 to 1. */
export type CountedVoice = VoiceRow & { readonly part: number }

/** Voices by how much they count, then by how much they want. Nobody counts where no pull is. */
export function countedVoices(voices: readonly VoiceRow[]): readonly CountedVoice[] {
  const all = voices.reduce((sum, { pull }) => sum + pull, 0)
  return voices
    .map((voice) => ({ ...voice, part: all > 0 ? voice.pull / all : 0 }))
    .sort((a, b) => b.pull - a.pull || Math.abs(b.exposure) - Math.abs(a.exposure))
}

/**
 * Who speaks since a decision was made, or for another side. Sides are compared, not sizes: what a
 * voice wants now is after its budget, what it said then before it.
 */
export function saidSince(
  then: readonly { readonly agent: string; readonly exposure: number }[],
  now: readonly VoiceRow[],
): readonly VoiceRow[] {
  const sides = new Map(then.map(({ agent, exposure }) => [agent, Math.sign(exposure)]))
  return now.filter(({ agent, exposure }) => sides.get(agent) !== Math.sign(exposure))
}

/** What each voice counted when a decision was made; `undefined` where that is not known of all. */
export function voicesThen({ voices }: DecisionRow): readonly VoiceRow[] | undefined {
  const known = voices.flatMap(({ agent, exposure, confidence, pull }) =>
    pull === undefined ? [] : [{ agent, exposure, believed: confidence, pull }],
  )
  return known.length === voices.length ? known : undefined
}

/**
 * How much of a voice one is beside those that vote alike: what is left of its pull when its
 * weight and the log-odds of its confidence are taken out. `undefined` where it is read as a coin.
 */
export function voicePart({ pull, believed }: VoiceRow, weight: number): number | undefined {
  const full = weight * Math.log(believed / (1 - believed))
  return full > 0 && Number.isFinite(full) ? Math.min(1, pull / full) : undefined
}

/** Agents by weight, then by how sure their gain is, then by what is known of them. */
export function byWeight(agents: readonly AgentRow[]): readonly AgentRow[] {
  const low = ({ gain }: AgentRow): number => gain?.[0] ?? Number.NEGATIVE_INFINITY
  return agents.toSorted(
    (a, b) =>
      b.weight - a.weight || compare(low(b), low(a)) || b.evidence - a.evidence || nameOrder(a, b),
  )
}

/** What may be sorted by. */
export type Sorting = 'weight' | 'evidence' | 'brought' | 'name'

/** Agents in an order; a number that is not known comes last. */
export function sortAgents(agents: readonly AgentRow[], by: Sorting): readonly AgentRow[] {
  if (by === 'weight') return byWeight(agents)
  if (by === 'evidence') return byNumber(agents, ({ evidence }) => evidence)
  if (by === 'brought') return byNumber(agents, ({ brought }) => brought.perBar)
  return agents.toSorted(nameOrder)
}

/** The instruments of each regime, those with a team first. */
export function byRegime(
  instruments: readonly SwarmInstrument[],
): readonly (readonly [regime: string, rows: readonly SwarmInstrument[]])[] {
  const regimes = [...new Set(instruments.map(({ regime }) => regime))]
  const rank = (regime: string): number => regimeOrder.indexOf(regime) + 1 || regimeOrder.length + 1
  return regimes
    .sort((a, b) => rank(a) - rank(b))
    .map((regime) => {
      const own = instruments.filter((row) => row.regime === regime)
      return [regime, own.toSorted((a, b) => Number(b.hasTeam) - Number(a.hasTeam))]
    })
}

const regimeOrder = ['calm', 'usual', 'wild']

/** The swarm in a few numbers. */
export function swarmSums({
  agents,
  instruments,
  alike,
}: Pick<SwarmView, 'agents' | 'instruments' | 'alike'>): {
  readonly proven: number
  readonly speaking: number
  readonly teams: number
  readonly wish: number
  readonly tooAlike: number
} {
  const speaking = new Set(instruments.flatMap(({ voices }) => voices.map(({ agent }) => agent)))
  return {
    proven: agents.filter(({ isUnproven }) => !isUnproven).length,
    speaking: speaking.size,
    teams: instruments.filter(({ hasTeam }) => hasTeam).length,
    wish: instruments.reduce((sum, { exposure }) => sum + Math.abs(exposure), 0),
    tooAlike: alike.filter(({ correlation }) => correlation > alikeMax).length,
  }
}

/** Rows `from` a page on, `size` of them; a page beyond the last is the last. */
export function pageOf<Row>(
  rows: readonly Row[],
  page: number,
  size: number,
): { readonly rows: readonly Row[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const at = Math.max(0, Math.min(page, pages - 1))
  return { rows: rows.slice(at * size, (at + 1) * size), page: at, pages }
}

function byNumber(
  rows: readonly AgentRow[],
  of: (row: AgentRow) => number | null,
): readonly AgentRow[] {
  const value = (row: AgentRow): number => of(row) ?? Number.NEGATIVE_INFINITY
  return rows.toSorted((a, b) => compare(value(b), value(a)) || nameOrder(a, b))
}

/** Like a difference, but of two infinities none. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}

function nameOrder(a: AgentRow, b: AgentRow): number {
  return a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0
}
