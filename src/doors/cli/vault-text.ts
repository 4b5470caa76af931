import type { KeyRow } from '../../app/index.ts'
import { formatTime } from '../../domain/index.ts'
import { columnLines } from './column-lines.ts'

/** Keys as a table, and below it what is due. */
export function rowLines(rows: readonly KeyRow[]): readonly string[] {
  const table = columnLines([
    ['key', 'venue', 'account', 'secret of', 'days', 'last used'],
    ...rows.map(({ name, venue, account, rotated, days, used }) => [
      name,
      venue,
      account === '' ? '-' : account,
      formatTime(rotated),
      `${days}`,
      used === undefined ? 'never' : formatTime(used),
    ]),
  ])
  return [...table, ...rows.flatMap(({ due }) => (due === undefined ? [] : [`due: ${due}.`]))]
}

/** One key for `--json`. */
export function rowDocument({ used, due, ...row }: KeyRow): object {
  return { ...row, used: used ?? null, due: due ?? null }
}
