/** What an entry can be found by beside its vector. Names are texts or whole numbers. */
export type EntryTags = {
  readonly instrument: string | number
  readonly regime: string | number
  /** Every agent that had a part in it; their order says nothing. */
  readonly agents: readonly (string | number)[]
  /** When it was known, in microseconds UTC: no one who asks as of then or before is shown it. */
  readonly knownAt: number
}

/** Which entries are looked at: those that meet everything that is said. */
export type EntryFilter = {
  readonly instrument?: string | number | undefined
  readonly regime?: string | number | undefined
  readonly agent?: string | number | undefined
  /** A point in time, microseconds: only what was known before it. */
  readonly asOf?: number | undefined
  /** A range of time, microseconds: only what was known at `from` or later, and before `to`. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}
