import { minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { DeskControl } from '../control/desk-control.ts'
import type { DeskFeed } from '../desk-view.ts'
import { repeatEvery } from '../repeat-every.ts'
import { CauseReader } from './notice-causes.ts'
import type { NoticeDesk } from './notice-desk.ts'

/** What is followed: alerts at once, what the page is shown five times a second. */
type Followed = Pick<DeskFeed, 'snapshot' | 'subscribe'> & {
  readonly control: { readonly alerts: Pick<DeskControl['alerts'], 'listen'> }
}

const staleText = 'No bar has come for more than two intervals; nothing new is decided.'
const nothing = { alerts: [], modes: [], breakers: [] }

/** Tells of what happens on a desk from now on. @returns A way to stop. */
export function followDeskNotices(desk: Followed, notices: NoticeDesk, clock: Clock): () => void {
  let isStale = false
  const reader = new CauseReader(desk.snapshot().risk ?? nothing)
  const stops = [
    desk.control.alerts.listen(({ code, text }) => void notices.tell({ name: code, text })),
    desk.subscribe(({ risk, status }) => {
      if (risk !== undefined) for (const cause of reader.read(risk)) notices.tell(cause)
      if (status === undefined || status.isStale === isStale) return
      isStale = status.isStale
      if (isStale) notices.tell({ name: 'market-stale', text: staleText })
    }),
    repeatEvery(clock, minuteUs, () => notices.tick()),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
