import type { StrategyLine } from '../../../src/app/record/strategy-lines.ts'

/** A version, and where it stands in the tree of its forebears. */
export type LineageRow = {
  readonly version: StrategyLine
  /** Of each of its forebears, the oldest first, whether its line goes on below. */
  readonly lines: readonly boolean[]
  /** Whether another child of its parent follows. */
  readonly goesOn: boolean
}

/** What of the tree is shown: all, what still counts, or one state. */
export type Shown = 'all' | 'standing' | (string & {})

const ended: ReadonlySet<string> = new Set(['declined', 'demoted'])

/** Versions as a tree: each under the first of its parents that is known, the older first. */
export function lineageRows(versions: readonly StrategyLine[]): readonly LineageRow[] {
  const sorted = versions.toReversed().sort((a, b) => a.t - b.t)
  const known = new Set(sorted.map(({ id }) => id))
  const children = new Map<string, StrategyLine[]>()
  for (const version of sorted) {
    const parent = version.parents.find((id) => known.has(id)) ?? ''
    children.set(parent, [...(children.get(parent) ?? []), version])
  }
  const rows: LineageRow[] = []
  const walk = (parent: string, lines: readonly boolean[]): void => {
    const all = children.get(parent) ?? []
    for (const [i, version] of all.entries()) {
      const goesOn = i < all.length - 1
      rows.push({ version, lines, goesOn })
      walk(version.id, parent === '' ? [] : [...lines, goesOn])
    }
  }
  walk('', [])
  return rows
}

/** Versions that are shown, with the forebears that lead to them. */
export function shownVersions(
  versions: readonly StrategyLine[],
  shown: Shown,
): readonly StrategyLine[] {
  if (shown === 'all') return versions
  const isMeant = (of: StrategyLine): boolean =>
    shown === 'standing' ? !ended.has(of.state) || of.isControl : of.state === shown
  const byId = new Map(versions.map((of) => [of.id, of]))
  const kept = new Set<string>()
  const keep = (of: StrategyLine | undefined): void => {
    if (of === undefined || kept.has(of.id)) return
    kept.add(of.id)
    keep(byId.get(of.parents[0] ?? ''))
  }
  for (const version of versions) if (isMeant(version)) keep(version)
  return versions.filter(({ id }) => kept.has(id))
}

/** The states in the order in which a version comes through them. */
const order = [
  'draft',
  'reviewed',
  'checked',
  'sound',
  'tested',
  'gated',
  'shadow',
  'canary',
  'champion',
  'retired',
  'demoted',
  'declined',
]

/** How many versions stand in each state; states without one are left out. */
export function stateCounts(
  versions: readonly StrategyLine[],
): readonly (readonly [state: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const { state } of versions) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}

/** What is shown when nothing was chosen: what is in force or nearest to it, else the newest. */
export function firstShown(versions: readonly StrategyLine[]): StrategyLine | undefined {
  const stages = ['champion', 'canary', 'shadow']
  const [inForce] = stages.flatMap((stage) => versions.find(({ state }) => state === stage) ?? [])
  return inForce ?? versions.find(({ isControl }) => isControl) ?? versions[0]
}
