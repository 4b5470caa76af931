import { type Micros } from '../domain/index.ts'

/** A time in which a source said nothing, or always the same: it may be dead. */
export type SourceAlarm = {
  readonly kind: 'silent' | 'constant'
  /** What was last there before it, and the last time at which it still was. */
  readonly from: Micros
  readonly to: Micros
  /** Said again and again; `undefined` when nothing was said. */
  readonly value: number | undefined
}

/**
 * Where a column from outside was degenerate: absent or 0 throughout (`silent`), or one value
 * throughout (`constant`), for longer than `patienceUs`. An alarm stands as soon as the time is up,
 * and is told with the end it came to.
 *
 * @param clock - When each value stood, microseconds, rising. As long as `column`.
 */
export function sourceAlarms(
  column: Float64Array,
  clock: Float64Array,
  patienceUs: number,
): readonly SourceAlarm[] {
  const alarms: SourceAlarm[] = []
  for (let start = 0; start < column.length; ) {
    const value = column[start] as number
    let end = start + 1
    while (end < column.length && Object.is(column[end], value)) end += 1
    const [from, to] = [clock[start] as Micros, clock[end - 1] as Micros]
    if (to - from > patienceUs) {
      const isSilent = Number.isNaN(value) || value === 0
      const said = Number.isNaN(value) ? undefined : value
      alarms.push({ kind: isSilent ? 'silent' : 'constant', from, to, value: said })
    }
    start = end
  }
  return alarms
}
