import type { Json } from '../../base/index.ts'

/** Rows that a query of an analysis brought back. */
export type AnalysisTable = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** There was more. */
  readonly isCut: boolean
}

/** All that an analysis sees: copies, and nothing to ask more with. */
export type AnalysisGiven = {
  /** What is true of the run, computed by the shell. See `truthJson`. */
  readonly truth: { readonly [name: string]: Json }
  /** By the names of its queries. */
  readonly tables: { readonly [name: string]: AnalysisTable }
}

/**
 * One analysis: a file that exports `analysis`. It says before it runs what it wants to read, as
 * queries; it is given their rows and makes a report of them. It has no database in its hands.
 */
export type AnalysisModule = {
  readonly name: string
  readonly summary: string
  readonly queries: { readonly [name: string]: string }
  /** Pure. Plain JSON, finite numbers, of bounded size. */
  readonly report: (given: AnalysisGiven) => Json
}

/** What an analysis is, without what it does. */
export type AnalysisDescription = Omit<AnalysisModule, 'report'>
