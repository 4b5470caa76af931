import type { SourceKind } from '../../domain/index.ts'
import type { Taking } from '../observations/align-observations.ts'
import type { Publication } from './publication.ts'

/** A column that agents may look at, and how it comes out of the rows of a file. */
export type SourceColumn = Taking & {
  readonly name: string
  /** Which kind of knowledge; that of the file unless it says so. */
  readonly moat?: SourceKind
  readonly what: string
  readonly unit: string
  /** The column of the file with the number. Without one, every row that counts is a 1. */
  readonly field?: string
  /** Whether the column holds words, which are scored by `wordScore`. */
  readonly isWords?: boolean
  /** In a file of several series, the one that is meant. */
  readonly series?: string
  /** Which rows count: those of which each field named is among the words. All without it. */
  readonly only?: readonly { readonly field: string; readonly among: readonly string[] }[]
  /** When it could be known; as the file says without it. Only in files of several series. */
  readonly known?: Publication
  /** How long one value may last before it is alarming, microseconds; 30 days. */
  readonly patienceUs?: number
}

/** A kind of file, told by the beginning of its name. */
export type SourceFormat = {
  readonly moat: SourceKind
  /** Its name in this program, as `fred`. */
  readonly source: string
  readonly title: string
  /** How its file begins, in words and as a pattern. A group in it is the coin it is about. */
  readonly begins: string
  readonly pattern: RegExp
  /** The coin it is about; `market` when it is about all; `row` when a column says so. */
  readonly about: string
  /** The column of the coin, where `about` is `row`. */
  readonly coinField?: string
  /** `ts`, milliseconds since 1970, or `date`, an ISO day. */
  readonly time: 'ts' | 'date'
  /** The column that names the series, where there are several. */
  readonly seriesField?: string
  /** The column with words, to be kept with the row. It is the last one: it may have commas. */
  readonly saidField?: string
  /**
   * `series`: each time (of a coin and a series) stands once, and a second is declined. `events`:
   * many may share a time, and one that is there twice, word for word, counts once.
   */
  readonly rows: 'series' | 'events'
  readonly known: Publication
  readonly columns: readonly SourceColumn[]
  /** What cannot be told from the file, and is to be told with it. */
  readonly caveat?: string
}
