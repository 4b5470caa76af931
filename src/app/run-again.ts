import { DeskRun, type DeskRunOptions, type RunHeader } from '../engine/index.ts'
import { type JournalEntry, MemoryJournal, readJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import { muteGateway } from './desk-gateway.ts'
import { loadSeats } from './load-agent.ts'
import { ChampionVersions } from './strategy/champion-versions.ts'

/** Who watches a run that is done again. */
type Witness = Pick<DeskRunOptions, 'observer' | 'onEvent'>

/** What is run again, and for whom. */
export type Rerun = {
  /** The folder of the desk. */
  readonly folder: string
  /** Folder of its segments. */
  readonly journal: string
  readonly header: RunHeader
  readonly witness: Witness
  /** Events up to where it is run; all when left out. */
  readonly recorded?: Iterable<JournalEntry>
  /** Where it stops for a while. */
  readonly holdsAt?: DeskRunOptions['holdsAt']
}

/** A run that may be asked, and gone on with where it is held, until it is closed. */
export type OpenRun = {
  readonly run: DeskRun
  /** Processes answer for it, which live until it is closed. */
  readonly hasProcesses: boolean
  readonly close: () => void
}

/**
 * Runs a journal again from its first record, beside the desk: nothing is sent, and what a torn
 * last group left undone is done here and goes nowhere.
 *
 * @param use - What is asked of the run: versions of strategies answer no longer than that.
 * @throws UserError `journal-damaged`, `journal-newer`, `replay-diverged`, and where versions of
 *   strategies sat `strategies-damaged`, `strategies-foreign`, `strategy-unseated`
 */
export async function runAgain<T>(rerun: Rerun, use: (run: DeskRun) => T): Promise<T> {
  const { run, close } = await openAgain(rerun)
  try {
    return use(run)
  } finally {
    close()
  }
}

/** As `runAgain`, for who asks more than once. */
export async function openAgain(rerun: Rerun): Promise<OpenRun> {
  const { folder, journal, header, witness, recorded, holdsAt } = rerun
  const agents = await loadSeats(header.agents, (column) => {
    return header.setup.outsideColumns?.includes(column) === true
  })
  const champions = ChampionVersions.of({ header, folder, journal })
  try {
    const run = new DeskRun({
      setup: { ...header.setup, agents },
      recorded: recorded ?? readJournal(journal, nodeDisk, 1),
      journal: new MemoryJournal(),
      gateway: muteGateway(header),
      champions,
      holdsAt,
      ...witness,
    })
    const hasProcesses = champions !== undefined
    return { run, hasProcesses, close: () => champions?.close() }
  } catch (error) {
    champions?.close()
    throw error
  }
}
