import type { Lock } from '../journal/index.ts'
import { chooseLiveMarket } from './choose-live-market.ts'
import type { DeskPaths } from './desk-folder.ts'
import {
  continued,
  headerIn,
  newHeader,
  type OpenedDesk,
  type PaperDeskOptions,
  refuseOtherSettings,
} from './desk-header.ts'
import { openLine } from './desk-line.ts'
import { loadSeats } from './load-agent.ts'
import { metered } from './metered-seats.ts'
import { openPatiently } from './open-patiently.ts'
import { openDeskSources } from './sources/desk-sources.ts'
import { ChampionVersions } from './strategy/champion-versions.ts'
import { refuseChampionWith } from './strategy/refuse-champion.ts'

/** Opens and decides what there is to before there is a desk: a new one, or one that goes on. */
export async function openedDesk(
  options: PaperDeskOptions,
  { paths, lock }: { readonly paths: DeskPaths; readonly lock: Lock },
): Promise<OpenedDesk> {
  await options.beforeWriting?.()
  const header = headerIn(paths.journal)
  const isTaken = options.dismiss !== undefined
  if (header !== undefined && !isTaken) refuseOtherSettings(options, header)
  const isNew = header === undefined
  const choice = isNew ? options.choice : continued(options.choice, header)
  const wait = { isNew, ...options }
  const market = await openPatiently(wait, () => chooseLiveMarket(choice))
  const has = (column: string): boolean =>
    isNew ? options.sources !== undefined : header.setup.outsideColumns?.includes(column) === true
  const seats = await loadSeats(header?.agents ?? options.seats, has)
  const run = header ?? newHeader(options, market, seats)
  refuseChampionWith(run)
  const beside = isTaken ? undefined : await openDeskSources(options, run.setup, market.live.feed)
  const line = await openPatiently(wait, () => openLine(options, { lock, header: run, isNew }))
  const champions = ChampionVersions.of({
    header: run,
    folder: paths.folder,
    journal: paths.journal,
  })
  const known = { options, paths, lock, market, header: run, beside, line, isNew, champions }
  return { ...known, ...metered(options, run, seats) }
}
