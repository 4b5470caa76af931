import { UserError } from '../../base/index.ts'
import { noticeNames } from './notice-names.ts'
import { NoticeLog } from './notice-log.ts'
import { type NoticeRow, NoticeState, type Silence } from './notice-state.ts'

/** The history of a desk, running or not, oldest first, and what is silent now. */
export function listNotices(
  desk: string,
  now: number,
): { readonly rows: readonly NoticeRow[]; readonly silences: readonly Silence[] } {
  const state = stateOf(desk)
  return { rows: state.rows, silences: state.silences(now) }
}

/**
 * Somebody has seen a notice: the same is not told again for a day.
 *
 * @throws UserError `notice-unknown`, `notice-unwritten`
 */
export function acknowledgeNotice(desk: string, id: string, by: string, ts: number): NoticeRow {
  const row = stateOf(desk).newest(id)
  if (row === undefined)
    throw new UserError(
      'notice-unknown',
      `There is no notice ${id} in the history; coinswarm notices list shows those there are.`,
    )
  new NoticeLog(desk).add({ kind: 'acknowledged', id, ts, by })
  return row
}

/**
 * Nothing of a name is sent until a time; it stays in the history. A time that is over ends it.
 *
 * @throws UserError `notice-unknown`, `notice-unwritten`
 */
export function silenceNotices(desk: string, silence: Silence & { readonly ts: number }): void {
  if (!noticeNames.has(silence.name))
    throw new UserError(
      'notice-unknown',
      `There is no alert ${silence.name}; there are ${[...noticeNames.keys()].join(', ')}.`,
    )
  new NoticeLog(desk).add({ kind: 'silence', ...silence })
}

function stateOf(desk: string): NoticeState {
  const state = new NoticeState()
  for (const record of new NoticeLog(desk).news()) state.take(record)
  return state
}
