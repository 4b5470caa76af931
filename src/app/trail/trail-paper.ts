import type { Micros } from '../../domain/index.ts'

/** A column of a table on paper. */
export type TrailColumn = {
  /** Its name in files and in JSON. */
  readonly key: string
  /** Its heading on paper. */
  readonly title: string
  /** Numbers stand right. */
  readonly align?: 'right' | undefined
  /** Only in files and JSON: too long for a page. */
  readonly isFileOnly?: true | undefined
}

/** Rows of texts, as they stand in a file, in JSON and on paper. */
export type TrailTable = {
  /** Its name as a file, without an ending. */
  readonly name: string
  readonly title: string
  /** What it is, in a sentence or two. */
  readonly about: string
  readonly columns: readonly TrailColumn[]
  readonly rows: readonly (readonly string[])[]
  /** Stands in place of rows where there are none. */
  readonly none: string
  /** Only a file and JSON: it would fill a book. */
  readonly isFileOnly?: true | undefined
}

/** All that is printed: facts, sentences, tables. */
export type TrailPaper = {
  readonly title: string
  /** Stands on every page. */
  readonly mark: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly remarks: readonly string[]
  readonly tables: readonly TrailTable[]
  /** When the last thing on it happened: the paper is dated by it, and by no clock. */
  readonly ts: Micros
  /** Names the program in the properties of the file. */
  readonly producer: string
}

/** The rows of a table as records by the keys of its columns. */
export function recordsOf({ columns, rows }: TrailTable): readonly Record<string, string>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ key }, i) => [key, row[i] ?? ''])))
}

/** A column of texts. */
export function textColumn(key: string, title: string): TrailColumn {
  return { key, title }
}

/** A column of numbers. */
export function numberColumn(key: string, title: string): TrailColumn {
  return { key, title, align: 'right' }
}

/** A column that is too wide for paper. */
export function fileColumn(key: string): TrailColumn {
  return { key, title: key, isFileOnly: true }
}
