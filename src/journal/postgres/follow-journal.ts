import { UserError } from '../../base/index.ts'
import type { Clock, Disk } from '../../kernel/index.ts'
import { forgetJournal, JournalCopy, journalName } from './journal-copy.ts'
import { DatabaseAway, type PostgresSql } from './postgres-sql.ts'

/** Where a follower is. */
export type FollowState =
  | { readonly kind: 'following'; readonly sequence: number; readonly isCaughtUp: boolean }
  | { readonly kind: 'away'; readonly why: string }

export type FollowOptions = {
  readonly open: () => Promise<PostgresSql>
  readonly disk: Disk
  /** Of the journal. */
  readonly folder: string
  readonly clock: Clock
  /** Ends it after the batch at hand. */
  readonly signal?: AbortSignal | undefined
  /** Ends it once it has caught up; a server that stays away for 30 s then ends it too. */
  readonly isOnce: boolean
  /** Takes what the database holds of the journal out first. */
  readonly isAgain?: boolean
  readonly onState?: (state: FollowState) => void
}

const batchMost = 4_096
const pollUs = 250_000
const pollsPerQuestion = 8
const retryUs = 500_000
const patienceUs = 30_000_000

/**
 * Keeps a database up with a journal. While the server is away nothing is lost and nothing piles
 * up: the journal is the buffer, and the follower goes on from what the database says it has.
 *
 * @returns sequence of the last event in the database
 * @throws UserError `database-away` (only once), `database-unmigrated`, `database-newer`,
 *   `database-differs`, `database-refused`, `database-failed`, `journal-damaged`, `journal-newer`
 */
export async function followJournal(options: FollowOptions): Promise<number> {
  const follower = new Follower(options)
  for (;;) {
    try {
      if (await follower.connected()) return follower.sequence
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error
      follower.isAway(error)
    }
    if (await follower.wait(retryUs)) return follower.sequence
  }
}

class Follower {
  readonly #options: FollowOptions
  sequence = 0
  #isForgotten: boolean
  #awaySince: number | undefined

  constructor(options: FollowOptions) {
    this.#options = options
    this.#isForgotten = options.isAgain !== true
  }

  /** Follows over one connection. @returns whether it is done. @throws DatabaseAway */
  async connected(): Promise<boolean> {
    const { open, disk, folder, isOnce } = this.#options
    const journal = journalName(disk, folder)
    if (journal === undefined) return isOnce
    const sql = await open()
    let copy: JournalCopy | undefined
    try {
      if (!this.#isForgotten) await forgetJournal(sql, journal)
      this.#isForgotten = true
      copy = await JournalCopy.open({ sql, disk, folder, journal })
      return await this.#copyAll(copy, sql)
    } finally {
      copy?.close()
      // After a lost line there is nothing to close, and nobody who would answer.
      void sql.close().catch(() => undefined)
    }
  }

  async #copyAll(copy: JournalCopy, sql: PostgresSql): Promise<boolean> {
    for (let idle = 0; ; ) {
      const copied = await copy.step(batchMost)
      this.#awaySince = undefined
      this.sequence = copy.sequence
      const isCaughtUp = copied === 0
      this.#options.onState?.({ kind: 'following', sequence: copy.sequence, isCaughtUp })
      if (isCaughtUp && this.#options.isOnce) return true
      idle = isCaughtUp ? idle + 1 : 0
      // A server that is gone would not be missed before there is something to write.
      if (idle > 0 && idle % pollsPerQuestion === 0) await sql.query('SELECT 1')
      if (await this.wait(isCaughtUp ? pollUs : 0)) return true
    }
  }

  /** @throws UserError `database-away` when patience is at its end. */
  isAway(error: DatabaseAway): void {
    const { clock, isOnce, onState } = this.#options
    onState?.({ kind: 'away', why: error.message })
    this.#awaySince ??= clock.now()
    if (isOnce && clock.now() - this.#awaySince > patienceUs) throw databaseAway(error)
  }

  /** @returns whether it was told to end. */
  wait(us: number): Promise<boolean> {
    const { clock, signal } = this.#options
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve(true)
      const stop = (): void => {
        callOff()
        resolve(true)
      }
      const callOff = clock.after(us, () => {
        signal?.removeEventListener('abort', stop)
        resolve(false)
      })
      signal?.addEventListener('abort', stop, { once: true })
    })
  }
}

/** For a person who waits for an answer. */
export function databaseAway(error: DatabaseAway): UserError {
  return new UserError(
    'database-away',
    `The database cannot be reached (${error.message}); see that the server runs, and database.url.`,
    3,
  )
}
