import { minorPerUnit } from '../../domain/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'
import { runAgain } from '../run-again.ts'
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
  const watch = new WeekWatch(Number(header.setup.cash) / minorPerUnit)
  return runAgain({ folder, journal, header, witness: { observer: watch } }, ({ desk }) => ({
    week: watch.summary,
    currency: desk.setup.instruments[0]?.quote ?? '',
  }))
}
