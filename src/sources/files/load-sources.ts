import { UserError } from '../../base/index.ts'
import { readCsv } from '../../market/index.ts'
import { type Observation, ObservationLog } from '../observations/observation-log.ts'
import type { SourceFormat } from './source-format.ts'
import { SourceReader } from './source-reader.ts'
import { sourceTable } from './source-table.ts'

/** What one source said about one coin, or about all. */
export type LoadedSource = {
  readonly format: SourceFormat
  /** As `BTC`; empty when it is about all. */
  readonly coin: string
  readonly files: readonly string[]
  readonly log: ObservationLog
}

/** The format of a file by its name, and the coin that is in the name. */
export function formatOf(
  path: string,
): { readonly format: SourceFormat; readonly coin: string } | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  for (const format of sourceTable) {
    const match = format.pattern.exec(name)
    if (match !== null) return { format, coin: (match[1] ?? '').toUpperCase() }
  }
  return undefined
}

/**
 * Reads files of sources, plain or gzip. Several files of one source and one coin make one log, in
 * the order of (`tsInit`, file, line).
 *
 * @throws UserError `bad-row` with file and line, `bad-columns`, `empty-file`, `broken-gzip`;
 *   `source-unknown` for a file whose name begins as none that is known.
 */
export async function loadSources(paths: readonly string[]): Promise<readonly LoadedSource[]> {
  const loaded = new Map<string, Gathered>()
  for (const path of paths.toSorted()) {
    const known = formatOf(path)
    if (known === undefined) throw unknownFile(path)
    const reader = new SourceReader(path, known.format)
    await readCsv(path, reader)
    if (reader.byCoin.size === 0)
      throw new UserError('empty-file', `${path} has no rows below its header; check the file.`)
    for (const [coin, rows] of reader.byCoin) {
      const about = known.coin === '' ? coin : known.coin
      gather(loaded, { format: known.format, coin: about, files: [path], rows })
    }
  }
  return [...loaded.values()].map(logOf)
}

type Gathered = Omit<LoadedSource, 'log'> & { readonly rows: readonly Observation[] }

function gather(into: Map<string, Gathered>, part: Gathered): void {
  const key = `${part.format.source} ${part.coin}`
  const before = into.get(key)
  const files = [...(before?.files ?? []), ...part.files]
  into.set(key, { ...part, files, rows: [...(before?.rows ?? []), ...part.rows] })
}

function logOf({ format, coin, files, rows }: Gathered): LoadedSource {
  const log = new ObservationLog(format.columns.map(({ name }) => name))
  // Sorting is stable: of one time in the order of files and lines.
  for (const row of rows.toSorted((a, b) => a.tsInit - b.tsInit)) log.append(row)
  return { format, coin, files, log }
}

function unknownFile(path: string): UserError {
  const begins = sourceTable.map((format) => format.begins).join(', ')
  return new UserError(
    'source-unknown',
    `${path} is of no source that is known; rename it to begin with one of ${begins}.`,
  )
}
