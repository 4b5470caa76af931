import type { Disk } from '../kernel/index.ts'
import { JournalCursor } from './journal-cursor.ts'
import { EventProjector } from './project-event.ts'
import { schema, schemaNames, schemaVersion } from './projection-schema.ts'
import { inTransaction, openDatabase, type SqlDatabase } from './sqlite.ts'

/** A journal as SQL tables. Never a system of record: delete the file and it is built again. */
export type Projection = {
  /** Sequence of the last event projected. */
  readonly sequence: number
  /**
   * Projects up to `maxEvents` more events in one transaction, a few milliseconds for each thousand
   * on a desk's machine, so a running desk calls it between turns with a small number.
   *
   * @returns events projected; fewer than asked for when it has caught up
   * @throws UserError `journal-damaged`, `journal-newer`; what was projected before stays
   */
  catchUp(maxEvents: number): number
  close(): void
}

/**
 * Opens the projection at `path` of the journal in `folder`. One of another version, one that
 * cannot be read, and one that is ahead of its journal are started over.
 */
export async function openProjection(options: {
  readonly path: string
  readonly folder: string
  readonly disk: Disk
}): Promise<Projection> {
  const database = await openDatabase(options.path)
  if (versionOf(database) !== schemaVersion) recreate(database)
  if (isAhead(database, options.folder, options.disk)) recreate(database)
  return new SqlProjection(database, options.folder, options.disk)
}

class SqlProjection implements Projection {
  readonly #database: SqlDatabase
  readonly #folder: string
  readonly #disk: Disk
  #projector: EventProjector
  #cursor: JournalCursor
  #sequence: number

  constructor(database: SqlDatabase, folder: string, disk: Disk) {
    this.#database = database
    this.#folder = folder
    this.#disk = disk
    this.#sequence = progress(database)
    this.#projector = new EventProjector(database)
    this.#cursor = new JournalCursor(disk, folder, this.#sequence)
  }

  get sequence(): number {
    return this.#sequence
  }

  catchUp(maxEvents: number): number {
    try {
      const before = this.#sequence
      this.#sequence = inTransaction(this.#database, () => this.#projectSome(maxEvents))
      return this.#sequence - before
    } catch (error) {
      this.#startOver()
      throw error
    }
  }

  close(): void {
    this.#cursor.close()
    this.#database.close()
  }

  #projectSome(maxEvents: number): number {
    let sequence = this.#sequence
    for (let left = maxEvents; left > 0; left -= 1) {
      const entry = this.#cursor.next()
      if (entry === undefined) break
      this.#projector.project(entry)
      sequence = entry.sequence
    }
    if (sequence > this.#sequence)
      this.#database.prepare('UPDATE progress SET sequence = ?').run(sequence)
    return sequence
  }

  /** The transaction was rolled back, so reader and names go back to where it began. */
  #startOver(): void {
    this.#cursor.close()
    this.#cursor = new JournalCursor(this.#disk, this.#folder, this.#sequence)
    this.#projector = new EventProjector(this.#database)
  }
}

function recreate(database: SqlDatabase): void {
  inTransaction(database, () => {
    for (const [kind, name] of schemaNames) database.exec(`DROP ${kind} IF EXISTS ${name}`)
    database.exec(schema)
    database.exec(`PRAGMA user_version = ${schemaVersion}`)
  })
}

function versionOf(database: SqlDatabase): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}

function progress(database: SqlDatabase): number {
  return Number(database.prepare('SELECT sequence FROM progress').get()?.['sequence'] ?? 0)
}

/** Whether the event last projected is not in the journal: it is another journal's projection. */
function isAhead(database: SqlDatabase, folder: string, disk: Disk): boolean {
  const sequence = progress(database)
  if (sequence === 0) return false
  const cursor = new JournalCursor(disk, folder, sequence - 1)
  try {
    return cursor.next() === undefined
  } finally {
    cursor.close()
  }
}
