import type { DeskEvent, Micros } from '../../domain/index.ts'
import { type JournalEntry, readJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'
import type { DeskSnapshot } from '../desk-view.ts'
import { delayedSnapshot } from '../emotionless/delayed-view.ts'
import { loadSeats } from '../load-agent.ts'
import { openView } from '../open-view.ts'
import { runAgain } from '../run-again.ts'

/** Events between two words on how far a look has come. */
const reachEvery = 5_000

/** Whose past may be asked for. */
export type PastTask = {
  readonly folder: string
  /** What the header of the view says of the desk, as it does now. */
  readonly name: string
  readonly version: string
  /** Money is told as of midnight. */
  readonly isDelayed: boolean
}

/**
 * What the page of a desk would have shown at a past moment: its journal is run again up to there,
 * and nothing after it is read. Where the journal has not got so far, it is its end.
 *
 * @param at - Time of the desk. Unit: us.
 * @param onReach - Told now and then how far it has come, us.
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `replay-diverged`
 */
export async function pastDesk(
  task: PastTask,
  at: Micros,
  onReach: (ts: Micros) => void = () => {},
): Promise<DeskSnapshot> {
  const { folder, name, version, isDelayed } = task
  const { journal } = deskPaths(folder)
  const header = headerIn(journal)
  if (header === undefined) throw noJournal(folder)
  const outside = header.setup.outsideColumns
  const agents = await loadSeats(header.agents, (column) => outside?.includes(column) === true)
  const ids = agents.map(({ id }) => id)
  const now = { name, version, speed: 0, startedAt: at, onNote: () => {} }
  const view = openView(header, ids, now)
  const witness = {
    observer: view,
    onEvent: (sequence: number, event: DeskEvent) => view.onJournal(sequence, event),
  }
  const recorded = until(readJournal(journal, nodeDisk, 1), at, onReach)
  return runAgain({ folder, journal, header, witness, recorded }, (run) => {
    const { desk, columns, sequence } = run
    view.look({ desk, columns, sequence })
    const receivedAt = Math.floor(at / 1_000)
    const shown = view.snapshot({ receivedAt, isStale: false, isFinished: false })
    return isDelayed ? delayedSnapshot(shown) : shown
  })
}

/** The first moment of which a desk's journal tells; `undefined` before its first bar. */
export function firstMoment(folder: string): Micros | undefined {
  const { journal } = deskPaths(folder)
  if (headerIn(journal) === undefined) return undefined
  for (const { event } of readJournal(journal, nodeDisk, 1))
    if (event.kind === 'bar-closed') return timeOf(event)
  return undefined
}

function* until(
  entries: Iterable<JournalEntry>,
  at: Micros,
  onReach: (ts: Micros) => void,
): Generator<JournalEntry, void> {
  let read = 0
  for (const entry of entries) {
    const ts = timeOf(entry.event)
    if (ts > at) return
    if (read % reachEvery === 0) onReach(ts)
    read += 1
    yield entry
  }
}

function timeOf(event: DeskEvent): Micros {
  if (event.kind === 'submit') return event.order.ts
  return 'ts' in event ? event.ts : event.tsInit
}
