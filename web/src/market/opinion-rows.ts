import type { DecisionRow } from '../../../src/app/desk-view.ts'

/** Whose wishes stand on the chart: nobody's, the committee's, or one agent's. */
export type Whose = 'nobody' | 'committee' | (string & {})

/** What an agent wanted at a bar; `undefined` where it said nothing. */
export type Cell = number | undefined

/** Decisions of an instrument, the oldest first. */
export function decisionsOf(
  decisions: readonly DecisionRow[],
  instrument: string,
): readonly DecisionRow[] {
  return decisions.filter((row) => row.instrument === instrument).sort((a, b) => a.t - b.t)
}

/** Everybody who spoke, in the order of names. */
export function speakersOf(rows: readonly DecisionRow[]): readonly string[] {
  const names = rows.flatMap(({ voices }) => voices.map(({ agent }) => agent))
  return [...new Set(names)].sort()
}

/** Those who wanted most over all of it, in the order of names. @param most - How many. */
export function boldestOf(rows: readonly DecisionRow[], most: number): readonly string[] {
  const wanted = new Map<string, number>()
  for (const { voices } of rows)
    for (const { agent, exposure } of voices)
      wanted.set(agent, (wanted.get(agent) ?? 0) + Math.abs(exposure))
  const sorted = [...wanted].sort(([, a], [, b]) => b - a)
  return sorted
    .slice(0, most)
    .map(([agent]) => agent)
    .sort()
}

/** What was wanted at a bar, by an agent or by all together. */
export function wishAt({ voices, exposure }: DecisionRow, whose: Whose): Cell {
  if (whose === 'committee') return exposure
  return voices.find(({ agent }) => agent === whose)?.exposure
}

/** The decision at a time, or the last one before it; the newest where none is that old. */
export function decisionAt(rows: readonly DecisionRow[], t: number): DecisionRow | undefined {
  return rows.findLast((row) => row.t <= t) ?? rows.at(-1)
}
