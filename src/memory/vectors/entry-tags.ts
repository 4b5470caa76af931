/** What an entry can be found by beside its vector. */
export type EntryTags = {
  readonly instrument: string
  readonly regime: string
  /** Every agent that had a part in it; their order says nothing. */
  readonly agents: readonly string[]
  /** When it was known, in microseconds UTC: no one who asks as of then or before is shown it. */
  readonly knownAt: number
}

/** Which entries are looked at: those that meet everything that is said. */
export type EntryFilter = {
  readonly instrument?: string
  readonly regime?: string
  readonly agent?: string
  /** A point in time, microseconds: only what was known before it. */
  readonly asOf?: number
  /** A range of time, microseconds: only what was known at `from` or later, and before `to`. */
  readonly from?: number
  readonly to?: number
}
