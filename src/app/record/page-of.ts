/** What is asked of rows that have a time. */
export type Span = {
  readonly from?: number
  readonly to?: number
  readonly limit: number
  readonly cursor?: string
}

type Timed = { readonly t: number }

/** Some rows, and the cursor of those after them; `null` after the last. */
export type RowPage<T> = { readonly rows: readonly T[]; readonly next: string | null }

/**
 * A page of rows, newest first. A cursor is the time of the last row given and how many of that
 * time were: rows that come meanwhile neither repeat one nor leave one out.
 */
export function pageOf<T extends Timed>(
  all: readonly T[],
  { from = 0, to = Number.POSITIVE_INFINITY, limit, cursor }: Span,
): RowPage<T> {
  const sorted = all.filter(({ t }) => t >= from && t <= to).sort((a, b) => b.t - a.t)
  const [time, given] = cursor === undefined ? [Number.POSITIVE_INFINITY, 0] : numbersIn(cursor)
  const older = sorted.findIndex(({ t }) => t < time)
  const same = sorted.findIndex(({ t }) => t <= time)
  const start = cursor === undefined ? 0 : startOf(same, given, older, sorted.length)
  const rows = sorted.slice(start, start + limit)
  const last = rows.at(-1)
  if (last === undefined || start + limit >= sorted.length) return { rows, next: null }
  const first = sorted.findIndex(({ t }) => t === last.t)
  return { rows, next: `${last.t}.${start + limit - first}` }
}

function startOf(same: number, given: number, older: number, end: number): number {
  if (same < 0) return end
  return Math.min(same + given, older < 0 ? end : older)
}

function numbersIn(cursor: string): readonly [number, number] {
  const [time = '0', given = '0'] = cursor.split('.')
  return [Number(time), Number(given)]
}
