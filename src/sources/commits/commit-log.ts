import { createHash } from 'node:crypto'
import { UserError } from '../../base/index.ts'
import { columnPlaces, declineRow, readCsv, rowTime } from '../../market/index.ts'
import type { TableReader, TableRow } from '../../market/index.ts'
import type { Commit } from './commit.ts'
import { GitLogReader } from './git-log-reader.ts'

/** The commits of one repository, oldest first. */
export type CommitLog = {
  readonly path: string
  /** When each was made, by the clock of who made it. Microseconds UTC, never falling. */
  readonly tsEvent: Float64Array
  /** Who made each: equal numbers are one author. Whole, from 0 up in the order of the log. */
  readonly author: Int32Array
  /** Of times and authors: the same commits give the same hash. */
  readonly sha256: string
}

const columns = ['commit_ts', 'sha', 'author_hash'] as const

/**
 * Reads commits from a file, plain or gzip: what `git log --format=fuller --date=unix` printed when
 * its name ends in `.gitlog`, else CSV with the columns `commit_ts` (milliseconds since
 * 1970), `sha` and `author_hash`; others are passed over. Rows may stand in any order.
 *
 * @throws UserError `bad-row` with file and line for a wrong row or a commit that is there twice;
 *   `bad-columns`, `empty-file` and `no-such-file` for the file.
 */
export async function loadCommits(path: string): Promise<CommitLog> {
  return loadCommitsOf([path])
}

/**
 * The same of several repositories at once, as one log. Authors of equal hash are one. A commit
 * that two of them share, such as a fork's, counts once.
 *
 * @param paths - At least one.
 */
export async function loadCommitsOf(paths: readonly string[]): Promise<CommitLog> {
  const commits = new Map<string, Commit>()
  for (const path of paths) {
    const isGitLog = /\.gitlog(\.gz)?$/.test(path)
    const reader = isGitLog ? new GitLogReader(path) : new CommitReader(path)
    await readCsv(path, reader)
    for (const commit of reader.finish()) commits.set(commit.sha, commit)
  }
  return logOf(paths.join(', '), [...commits.values()])
}

class CommitReader implements TableReader {
  readonly #path: string
  readonly #lines = new Map<string, number>()
  readonly #commits: Commit[] = []
  #places: Readonly<Record<(typeof columns)[number], number>> | undefined

  constructor(path: string) {
    this.#path = path
  }

  header(names: readonly string[]): void {
    this.#places = columnPlaces(this.#path, names, columns, undefined)
  }

  row(row: TableRow): void {
    const places = this.#places
    if (places === undefined) return
    const ts = rowTime(row, places.commit_ts, this.#path) * 1_000
    const sha = this.#word(row, places.sha, 'sha')
    const author = this.#word(row, places.author_hash, 'author_hash')
    const before = this.#lines.get(sha)
    if (before !== undefined)
      declineRow(
        this.#path,
        row.line,
        `commit ${sha.slice(0, 40)} is in line ${before} already; remove one of the rows.`,
      )
    this.#lines.set(sha, row.line)
    this.#commits.push({ ts, author, sha })
  }

  finish(): readonly Commit[] {
    if (this.#commits.length > 0) return this.#commits
    throw new UserError('empty-file', `${this.#path} has no commits below its header.`)
  }

  #word(row: TableRow, column: number, name: string): string {
    const text = row.text(column).trim()
    if (/^[\w.@+-]{1,128}$/.test(text)) return text
    const why = text === '' ? 'is empty' : `'${text.slice(0, 40)}' is not one word`
    declineRow(this.#path, row.line, `${name} ${why}; correct or remove the row.`)
  }
}

function logOf(path: string, commits: readonly Commit[]): CommitLog {
  // Of one time by name, so that the order of the rows does not matter.
  const sorted = commits.toSorted((a, b) => a.ts - b.ts || (a.sha < b.sha ? -1 : 1))
  const tsEvent = Float64Array.from(sorted, ({ ts }) => ts)
  const author = numbered(sorted)
  const hash = createHash('sha256').update(new Uint8Array(tsEvent.buffer))
  return {
    ...{ path, tsEvent, author },
    sha256: hash.update(new Uint8Array(author.buffer)).digest('hex'),
  }
}

function numbered(commits: readonly Commit[]): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from(commits, ({ author }) => {
    const number = numbers.get(author) ?? numbers.size
    numbers.set(author, number)
    return number
  })
}
