import { formatVersion } from './segment-format.ts'

/** Names, inside a desk's folder, of the two that hold a journal. */
export type JournalFolders = {
  /** Format of the journal in them. */
  readonly version: number
  readonly journal: string
  readonly anchor: string
}

const pattern = /^journal(?:\.v(\d{1,6}))?$/

/**
 * Where a journal of a format lives: `journal` and `anchor`, from the second format on `journal.v2`
 * and `anchor.v2`. An upgrade so leaves the old one where it is, and is done by a single rename.
 */
export function journalFolders(version: number = formatVersion): JournalFolders {
  const tail = version === 1 ? '' : `.v${version}`
  return { version, journal: `journal${tail}`, anchor: `anchor${tail}` }
}

/**
 * The journals of a desk, newest format first, by the names in its folder. The first is the desk's;
 * a program that does not know its format so declines it, and never goes on with an older one.
 */
export function journalsAmong(names: readonly string[]): readonly JournalFolders[] {
  const versions: number[] = []
  for (const name of names) {
    const match = pattern.exec(name)
    if (match !== null) versions.push(Number(match[1] ?? 1))
  }
  return versions.sort((a, b) => b - a).map((version) => journalFolders(version))
}
