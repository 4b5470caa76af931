import { BarColumns, type DeskEvent, type Instrument, type Micros } from '../../domain/index.ts'
import { DeskMemory, type RunHeader } from '../../engine/index.ts'
import { JournalCursor, type JournalEntry, runNames } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import type { AgreedMemory, EpisodeBook } from '../../memory/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'

/** What a run remembers, and the bars it saw. */
export type RunMemory = {
  readonly instruments: readonly Instrument[]
  readonly columns: readonly BarColumns[]
  readonly book: EpisodeBook
  /** What of it may be gone by; nothing of a backtest, in which nobody votes. */
  readonly agreed: AgreedMemory
  /** Just after the newest bar of any instrument; 0 before the first. */
  readonly asOf: Micros
}

/** How far a journal was read, and the block in which that is. */
type Place = { readonly sequence: number; readonly hash: string }

const nowhere: Place = { sequence: 0, hash: '' }

/**
 * What the desk in a folder remembers, from its journal alone. It is read once, and then on from
 * where it was left: what comes of that is to the bit what a whole reading comes to. A journal that
 * is another at that place, as after a backup was restored, is read from its beginning.
 *
 * No agent is loaded or asked, and a desk may be writing. Damage before the place it goes on from
 * is for `journal verify` to find.
 */
export class MemoryReader {
  readonly #folder: string
  readonly #journal: string
  #place = nowhere
  #setup: RunHeader['setup'] | undefined
  #columns: readonly BarColumns[] = []
  #memory: DeskMemory | undefined
  #wholeReads = 0

  constructor(folder: string) {
    this.#folder = folder
    this.#journal = deskPaths(folder).journal
  }

  /** How often the journal was read from its beginning. */
  get wholeReads(): number {
    return this.#wholeReads
  }

  /**
   * Reads what is new. What was given before grows with it.
   *
   * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`; the next reading then is a
   *   whole one
   */
  readOn(): RunMemory {
    try {
      if (!this.#isSameStill()) this.#begin()
      this.#read()
    } catch (error) {
      this.#place = nowhere
      throw error
    }
    const [setup, columns, memory] = [this.#setup, this.#columns, this.#memory]
    if (memory === undefined || setup === undefined) throw noJournal(this.#folder)
    const { instruments } = setup
    const { book, agreed } = memory
    return { instruments, columns, book, agreed, asOf: endOf(columns) }
  }

  /** Whether the journal has at our place the block that it had. */
  #isSameStill(): boolean {
    const { sequence, hash } = this.#place
    if (sequence === 0 || !nodeDisk.exists(this.#journal)) return false
    const cursor = new JournalCursor(nodeDisk, this.#journal, sequence - 1)
    try {
      const record = cursor.nextRecord()
      return record?.sequence === sequence && hexOf(record.hash) === hash
    } finally {
      cursor.close()
    }
  }

  #begin(): void {
    const header = headerIn(this.#journal)
    if (header === undefined) throw noJournal(this.#folder)
    this.#place = nowhere
    this.#wholeReads += 1
    this.#setup = header.setup
    this.#columns = header.setup.instruments.map(() => new BarColumns(4_096))
    this.#memory = undefined
  }

  #read(): void {
    const cursor = new JournalCursor(nodeDisk, this.#journal, this.#place.sequence)
    try {
      let last: JournalEntry | undefined
      for (let entry = cursor.next(); entry !== undefined; entry = cursor.next()) {
        this.#take(entry.sequence, entry.event)
        last = entry
      }
      if (last !== undefined)
        this.#place = { sequence: last.sequence, hash: hexOf(cursor.blockHash) }
    } finally {
      cursor.close()
    }
  }

  #take(sequence: number, event: DeskEvent): void {
    if (event.kind === 'run-started') {
      const agents = runNames(event.header).agents.map((id) => ({ id }))
      if (this.#setup !== undefined) this.#memory = new DeskMemory({ ...this.#setup, agents }, 0)
      return
    }
    if (event.kind === 'bar-closed') {
      const { ts, open, high, low, close, volume } = event
      this.#columns[event.instrument]?.push(ts, open, high, low, close, volume)
    }
    this.#memory?.onRecorded(sequence, event, this.#columns)
  }
}

/** @returns Just after the newest bar; 0 before the first. */
export function endOf(columns: readonly BarColumns[]): Micros {
  const last = columns.map((bars) => bars.ts[bars.length - 1] ?? 0)
  return (Math.max(0, ...last) + 1) as Micros
}

function hexOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex')
}
