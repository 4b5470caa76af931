import { declineRow, type TableReader, type TableRow } from '../../market/index.ts'
import type { Commit } from './commit.ts'

type Open = { readonly sha: string; readonly line: number; author?: string; ts?: number }

/**
 * Reads what `git log --format=fuller --date=unix` prints, which tells when a commit was committed
 * and not only when it was written. Authors are their addresses. Fed by the reader of tables, to
 * which a line is a row cut at its commas.
 */
export class GitLogReader implements TableReader {
  readonly #path: string
  readonly #commits: Commit[] = []
  readonly #lines = new Map<string, number>()
  #open: Open | undefined

  constructor(path: string) {
    this.#path = path
  }

  header(names: readonly string[]): void {
    this.#read(names.join(','), 1)
  }

  row(row: TableRow): void {
    const parts = Array.from({ length: row.fieldCount }, (_, at) => row.text(at))
    this.#read(parts.join(','), row.line)
  }

  /** At least one: the first line begins a commit, or was declined. */
  finish(): readonly Commit[] {
    this.#close()
    return this.#commits
  }

  #read(line: string, at: number): void {
    // The words of a commit stand four blanks in, and may look like anything.
    if (line.startsWith('    ') || line === '') return
    const sha = /^commit ([0-9a-f]{7,64})\b/.exec(line)?.[1]
    if (sha !== undefined) return this.#begin(sha, at)
    const open = this.#open
    if (open === undefined || !/^[A-Z][A-Za-z]*: /.test(line)) return this.#decline(at)
    const author = /^Author: .*<([^<>]*)>$/.exec(line)?.[1]
    const seconds = /^CommitDate: +(\d{1,11})( [+-]\d{4})?$/.exec(line)?.[1]
    if (author !== undefined) open.author = author.trim().toLowerCase()
    if (seconds !== undefined) open.ts = Number(seconds) * 1_000_000
  }

  #begin(sha: string, line: number): void {
    this.#close()
    const before = this.#lines.get(sha)
    if (before !== undefined)
      declineRow(this.#path, line, `commit ${sha} is in line ${before} already; remove one.`)
    this.#lines.set(sha, line)
    this.#open = { sha, line }
  }

  #close(): void {
    if (this.#open === undefined) return
    const { sha, line, author, ts } = this.#open
    this.#open = undefined
    if (author === undefined || ts === undefined)
      declineRow(this.#path, line, `the commit has no Author or CommitDate; use ${command}.`)
    this.#commits.push({ sha, author, ts })
  }

  #decline(line: number): never {
    declineRow(this.#path, line, `this is no line of a log of commits; make it with ${command}.`)
  }
}

const command = 'git log --format=fuller --date=unix'
