import type { DeskEvent, Micros } from '../../domain/index.ts'
import { type JournalEntry, readJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'
import type { DeskSnapshot } from '../desk-view.ts'
import type { DeskViewBuilder } from '../desk-view-builder.ts'
import { delayedSnapshot } from '../emotionless/delayed-view.ts'
import { loadSeats } from '../load-agent.ts'
import { openView } from '../open-view.ts'
import { openAgain, type OpenRun } from '../run-again.ts'

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

/** Told now and then how far a look has come, us. */
export type OnReach = (ts: Micros) => void

/** Where a run is to be held, which moves on. */
type Aim = { at: Micros; onReach: OnReach }

/**
 * A desk's journal that is run again up to a moment and held there: between two turns, before the
 * first event after it. It can be gone on with to a later moment, and is then what it would have
 * been had it been run there at once.
 */
export class PastRun {
  readonly #task: PastTask
  readonly #aim: Aim
  readonly #view: DeskViewBuilder
  readonly #open: OpenRun

  private constructor(task: PastTask, aim: Aim, view: DeskViewBuilder, open: OpenRun) {
    this.#task = task
    this.#aim = aim
    this.#view = view
    this.#open = open
  }

  /**
   * @param at - Time of the desk. Unit: us.
   * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `replay-diverged`
   */
  static async begin(task: PastTask, at: Micros, onReach: OnReach): Promise<PastRun> {
    const { folder, name, version } = task
    const { journal } = deskPaths(folder)
    const header = headerIn(journal)
    if (header === undefined) throw noJournal(folder)
    const outside = header.setup.outsideColumns
    const agents = await loadSeats(header.agents, (column) => outside?.includes(column) === true)
    const ids = agents.map(({ id }) => id)
    const view = openView(header, ids, { name, version, speed: 0, startedAt: at, onNote: () => {} })
    const witness = {
      observer: view,
      onEvent: (sequence: number, event: DeskEvent) => view.onJournal(sequence, event),
    }
    const aim: Aim = { at, onReach }
    const recorded = watched(readJournal(journal, nodeDisk, 1), aim)
    const holdsAt = (next: DeskEvent): boolean => timeOf(next) > aim.at
    const again = { folder, journal, header, witness, recorded, holdsAt }
    return new PastRun(task, aim, view, await openAgain(again))
  }

  /** The moment it was run to. */
  get at(): Micros {
    return this.#aim.at
  }

  /**
   * Whether it may be gone on with. One that came to the end of what it reads has done there what a
   * torn last group left undone, and the journal may have grown meanwhile.
   */
  get isHeld(): boolean {
    return this.#open.run.isHeld
  }

  /** Whether it may stand for a while: nothing but its memory has to be given back. */
  get mayStand(): boolean {
    return this.isHeld && !this.#open.hasProcesses
  }

  /** @param at - Not before the moment it stands at. */
  goOn(at: Micros, onReach: OnReach): void {
    this.#aim.at = at
    this.#aim.onReach = onReach
    this.#open.run.goOn()
  }

  /** What the page would have shown. */
  shown(): DeskSnapshot {
    const { desk, columns, sequence } = this.#open.run
    this.#view.look({ desk, columns, sequence })
    const receivedAt = Math.floor(this.at / 1_000)
    const shown = this.#view.snapshot({ receivedAt, isStale: false, isFinished: false })
    const begun = { ...shown, desk: { ...shown.desk, startedAt: Math.round(this.at / 1_000) } }
    return this.#task.isDelayed ? delayedSnapshot(begun) : begun
  }

  close(): void {
    this.#open.close()
  }
}

function* watched(entries: Iterable<JournalEntry>, aim: Aim): Generator<JournalEntry, void> {
  let read = 0
  for (const entry of entries) {
    if (read % reachEvery === 0) aim.onReach(timeOf(entry.event))
    read += 1
    yield entry
  }
}

/** When an event was. Unit: us. */
export function timeOf(event: DeskEvent): Micros {
  if (event.kind === 'submit') return event.order.ts
  return 'ts' in event ? event.ts : event.tsInit
}
