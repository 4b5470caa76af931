import type { SwarmUpdate, SwarmView } from './swarm-view.ts'

/** Parts of a view by name, as JSON holds them. */
type Parts = Readonly<Record<string, unknown>>

/** What a page knows of a swarm: a part that is not in it is told again, whatever it is. */
export type SwarmKnown = {
  readonly parts: Parts
  readonly agents: ReadonlyMap<string, Parts>
  readonly instruments: ReadonlyMap<string, Parts>
}

/** What is known after all of `view` was told. */
export function knownOf({ agents, instruments, ...parts }: SwarmView): SwarmKnown {
  return {
    parts,
    agents: new Map(agents.map((row) => [row.agent, row])),
    instruments: new Map(instruments.map((row) => [row.instrument, row])),
  }
}

/** Known to nobody: all of a view is news. */
export const nothingKnown: SwarmKnown = { parts: {}, agents: new Map(), instruments: new Map() }

/** What of `view` is another than is known; `undefined` for nothing. */
export function swarmChanges(known: SwarmKnown, view: SwarmView): SwarmUpdate | undefined {
  const { agents, instruments, ...parts } = view
  const update: SwarmUpdate = {
    ...changedParts(known.parts, parts),
    ...rowsOr(
      'agents',
      agents.flatMap((row) => {
        const changed = changedParts(known.agents.get(row.agent) ?? {}, row)
        return changed === undefined ? [] : [{ ...changed, agent: row.agent }]
      }),
    ),
    ...rowsOr(
      'instruments',
      instruments.flatMap((row) => {
        const changed = changedParts(known.instruments.get(row.instrument) ?? {}, row)
        return changed === undefined ? [] : [{ ...changed, instrument: row.instrument }]
      }),
    ),
  }
  return Object.keys(update).length === 0 ? undefined : update
}

/**
 * What two readers both know, of whom one was told `view` and the other `known`: in what the two
 * differ is told to both again.
 */
export function knownToBoth(known: SwarmKnown, view: SwarmView): SwarmKnown {
  const other = knownOf(view)
  return {
    parts: sameParts(known.parts, other.parts),
    agents: sameRows(known.agents, other.agents),
    instruments: sameRows(known.instruments, other.instruments),
  }
}

function rowsOr<Key extends string, Row>(
  key: Key,
  rows: readonly Row[],
): { readonly [K in Key]?: readonly Row[] } {
  return rows.length === 0 ? {} : ({ [key]: rows } as { readonly [K in Key]: readonly Row[] })
}

function changedParts<Row extends object>(known: Parts, row: Row): Partial<Row> | undefined {
  const changed = Object.entries(row).filter(([key, value]) => !isSame(known[key], value))
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as Partial<Row>)
}

function sameRows(
  known: ReadonlyMap<string, Parts>,
  other: ReadonlyMap<string, Parts>,
): ReadonlyMap<string, Parts> {
  return new Map([...known].map(([name, row]) => [name, sameParts(row, other.get(name) ?? {})]))
}

function sameParts(known: Parts, other: Parts): Parts {
  return Object.fromEntries(
    Object.entries(known).filter(([key, value]) => isSame(other[key], value)),
  )
}

/** Whether two values would be the same JSON. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [of, to] = [a as Parts, b as Parts]
  const keys = Object.keys(of)
  return keys.length === Object.keys(to).length && keys.every((key) => isSame(of[key], to[key]))
}
