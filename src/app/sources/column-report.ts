import type { Micros, SourceKind } from '../../domain/index.ts'
import type { SourceAlarm } from '../../sources/index.ts'

/** What one column says, as of a time. */
export type ColumnReport = {
  readonly name: string
  readonly moat: SourceKind
  readonly source: string
  /** The coin it is about, or `market`. */
  readonly about: string
  /** Observations, by the time of the report, that speak of it. */
  readonly rows: number
  /** Of when to when they could be known. */
  readonly from: Micros | undefined
  readonly to: Micros | undefined
  /** What it reads now; `undefined` when it is absent or stale: who looks at it abstains. */
  readonly value: number | undefined
  /** What was last said, however old, and where that stands. */
  readonly last: number | undefined
  readonly place: string | undefined
  readonly ageUs: number | undefined
  /** Why it says nothing now. */
  readonly abstains: string | undefined
  readonly alarms: readonly SourceAlarm[]
}
