import type { Version } from './version-book.ts'

/** A version, and how deep it stands in the tree of its forebears. */
export type LineageRow = {
  /** What draws the tree on the left: `├─ `, `│  └─ `. */
  readonly stem: string
  readonly version: Version
}

/** Versions as a tree: each under the first of its parents, the older first. */
export function lineage(versions: readonly Version[]): readonly LineageRow[] {
  const known = new Set(versions.map(({ id }) => id))
  const children = new Map<string, Version[]>()
  for (const version of versions) {
    const parent = version.parents.find((id) => known.has(id)) ?? ''
    children.set(parent, [...(children.get(parent) ?? []), version])
  }
  const rows: LineageRow[] = []
  const walk = (version: Version, lead: string, branch: string): void => {
    rows.push({ stem: lead + branch, version })
    const below = children.get(version.id) ?? []
    const under = branch === '' ? '' : branch === '└─ ' ? '   ' : '│  '
    for (const [i, child] of below.entries())
      walk(child, lead + under, i === below.length - 1 ? '└─ ' : '├─ ')
  }
  for (const root of children.get('') ?? []) walk(root, '', '')
  return rows
}
