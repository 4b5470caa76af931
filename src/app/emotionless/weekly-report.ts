import { minorPerUnit } from '../../domain/index.ts'
import { DeskRun } from '../../engine/index.ts'
import { MemoryJournal, readJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { muteGateway } from '../desk-gateway.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'
import { loadSeats } from '../load-agent.ts'
import { type WeeklySummary, WeekWatch } from './weekly-summary.ts'

/** The last whole week of a desk, and the currency it counts in. */
export type WeeklyReport = {
  readonly week: WeeklySummary | undefined
  readonly currency: string
}

/**
 * The last week that is over of the desk in a folder, by running its journal again. Writes nothing.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `replay-diverged`
 */
export async function weeklyReport(folder: string): Promise<WeeklyReport> {
  const { journal } = deskPaths(folder)
  const header = headerIn(journal)
  if (header === undefined) throw noJournal(folder)
  const agents = await loadSeats(header.agents)
  const watch = new WeekWatch(Number(header.setup.cash) / minorPerUnit)
  const run = new DeskRun({
    setup: { ...header.setup, agents },
    recorded: readJournal(journal, nodeDisk, 1),
    journal: new MemoryJournal(),
    observer: watch,
    gateway: muteGateway(header),
  })
  return { week: watch.summary, currency: run.desk.setup.instruments[0]?.quote ?? '' }
}
