import { UserError } from '../../base/index.ts'
import type { Disk } from '../../kernel/index.ts'
import { JournalCursor } from '../journal-cursor.ts'
import { hashAt, type JournalBatch, nextBatch } from './journal-batch.ts'
import type { PostgresSql } from './postgres-sql.ts'
import { databaseFormats, requireMigrated } from './schema.ts'
import { emptyProjection, tablesOf } from './tables.ts'
import { Workspace } from './workspace.ts'
import { writeChange, writeRecords } from './write-batch.ts'

/** How far a database is in a journal. */
export type CopyProgress = { readonly sequence: number; readonly hash: string }

type CopyOptions = {
  readonly sql: PostgresSql
  readonly disk: Disk
  readonly folder: string
  /** From `journalName`. */
  readonly journal: string
}

/**
 * The name of a journal in a database: the hash of its first block, so that no two can be taken for
 * one another. `undefined` while nothing is written there.
 */
export function journalName(disk: Disk, folder: string): string | undefined {
  return hashAt(disk, folder, 1)?.slice(0, 32)
}

/** What a database holds of a journal. @throws DatabaseAway */
export async function copyProgress(sql: PostgresSql, journal: string): Promise<CopyProgress> {
  const [row] = await sql.query(
    'SELECT sequence, hash FROM coinswarm.journals WHERE journal = $1',
    [journal],
  )
  const hash = row?.['hash']
  return { sequence: Number(row?.['sequence'] ?? 0), hash: typeof hash === 'string' ? hash : '' }
}

/**
 * Copies one journal into a database, batch by batch. A batch and how far it goes are one
 * transaction, and every row has the key (journal, sequence) or one made of it: whatever a lost
 * line leaves in doubt, every event is there exactly once.
 */
export class JournalCopy {
  readonly #options: CopyOptions
  readonly #workspace: Workspace
  #cursor: JournalCursor
  #sequence: number

  private constructor(options: CopyOptions, sequence: number, workspace: Workspace) {
    this.#options = options
    this.#workspace = workspace
    this.#sequence = sequence
    this.#cursor = new JournalCursor(options.disk, options.folder, sequence)
  }

  /**
   * @throws UserError `database-unmigrated`, `database-newer`, `database-differs`;
   *   `journal-damaged`; DatabaseAway
   */
  static async open(options: CopyOptions): Promise<JournalCopy> {
    const { sql, disk, folder, journal } = options
    requireMigrated(await databaseFormats(sql))
    await sql.query(
      "INSERT INTO coinswarm.journals VALUES ($1, 0, '') ON CONFLICT (journal) DO NOTHING",
      [journal],
    )
    const { sequence, hash } = await copyProgress(sql, journal)
    if (sequence > 0 && hashAt(disk, folder, sequence) !== hash) throw differs(sequence)
    return new JournalCopy(options, sequence, await Workspace.open())
  }

  /** Sequence of the last event that is in the database for certain. */
  get sequence(): number {
    return this.#sequence
  }

  /**
   * Copies up to `most` more events.
   *
   * @returns events copied; 0 when it has caught up
   * @throws UserError `journal-damaged`, `journal-newer`, `database-failed`; DatabaseAway
   */
  async step(most: number): Promise<number> {
    try {
      const batch = nextBatch(this.#cursor, this.#options.folder, most)
      const last = batch.entries.at(-1)
      if (last === undefined) return 0
      const isOurs = await this.#options.sql.transaction(() => this.#write(batch, last.sequence))
      if (!isOurs) return await this.#goOn()
      this.#sequence = last.sequence
      return batch.entries.length
    } catch (error) {
      this.#seek(this.#sequence)
      throw error
    }
  }

  close(): void {
    this.#cursor.close()
    this.#workspace.close()
  }

  /** @returns false, and nothing written, when somebody else has copied further meanwhile. */
  async #write(batch: JournalBatch, sequence: number): Promise<boolean> {
    const { sql, journal } = this.#options
    // Held until the end of the transaction, so that two never write the same stretch at once.
    const [row] = await sql.query(
      'SELECT sequence FROM coinswarm.journals WHERE journal = $1 FOR UPDATE',
      [journal],
    )
    if (Number(row?.['sequence'] ?? -1) !== this.#sequence) return false
    await writeRecords(sql, journal, batch)
    for (const change of await this.#workspace.project(sql, journal, batch))
      await writeChange(sql, journal, change)
    await sql.query(
      'UPDATE coinswarm.journals SET sequence = $2, hash = $3, written = now() WHERE journal = $1',
      [journal, sequence, batch.hashes.at(-1)],
    )
    return true
  }

  /** Goes on where another has come to. */
  async #goOn(): Promise<number> {
    const { sequence } = await copyProgress(this.#options.sql, this.#options.journal)
    const copied = sequence - this.#sequence
    this.#seek(sequence)
    return Math.max(copied, 1)
  }

  #seek(sequence: number): void {
    const { disk, folder } = this.#options
    this.#cursor.close()
    this.#cursor = new JournalCursor(disk, folder, sequence)
    this.#sequence = sequence
  }
}

function differs(sequence: number): UserError {
  return new UserError(
    'database-differs',
    `The database holds another event ${sequence} of this journal, or more than the journal has, as ` +
      'after an old backup was restored; look with coinswarm journal verify, then have the ' +
      'database written anew with coinswarm db follow --again.',
  )
}

/** Takes all of a journal out of a database, to copy it anew. @throws DatabaseAway */
export async function forgetJournal(sql: PostgresSql, journal: string): Promise<void> {
  const database = await emptyProjection()
  const names = tablesOf(database).map(({ name }) => name)
  database.close()
  await sql.transaction(async () => {
    for (const name of [...names, 'records', 'journals'])
      await sql.query(`DELETE FROM coinswarm.${name} WHERE journal = $1`, [journal])
  })
}
