import {
  DatabaseAway,
  databaseAway,
  journalName,
  openPostgres,
  type PostgresPlace,
  type PostgresSql,
} from '../../journal/index.ts'
import { type Clock, nodeDisk } from '../../kernel/index.ts'
import { copyVectors, PostgresVectors, requireVectorTable } from '../../memory/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { MemoryReader } from '../memory/memory-reader.ts'
import { pause } from '../pause.ts'

const pollUs = 5_000_000
const retryUs = 500_000
const patienceUs = 30_000_000

type FollowOptions = {
  readonly place: PostgresPlace
  /** Of the desk. */
  readonly folder: string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly isOnce: boolean
  /** Takes what the database holds of the journal out first. */
  readonly isAgain: boolean
}

/**
 * Keeps the vectors in a database up with what the journal of a desk tells, until `signal`. Nothing
 * is kept of how far it came: the database says what it has, the journal what it should have.
 *
 * @returns how many there are
 * @throws UserError `database-away` (only once), `database-unmigrated`, `pgvector-missing`,
 *   `database-differs`, `database-refused`, `database-failed`, `journal-damaged`, `journal-newer`
 */
export async function followVectors(options: FollowOptions): Promise<number> {
  const { place, clock, signal, isOnce } = options
  const follower = { reader: new MemoryReader(options.folder), isForgotten: !options.isAgain }
  let awaySince: number | undefined
  let held = 0
  while (!signal.aborted) {
    let sql: PostgresSql | undefined
    try {
      sql = await openPostgres(place)
      await requireVectorTable(sql)
      awaySince = undefined
      while (!signal.aborted) {
        held = await copyOnce(sql, options, follower)
        if (isOnce) return held
        await pause(clock, pollUs, signal)
      }
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error
      awaySince ??= clock.now()
      if (isOnce && clock.now() - awaySince > patienceUs) throw databaseAway(error)
      await pause(clock, retryUs, signal)
    } finally {
      void sql?.close().catch(() => undefined)
    }
  }
  return held
}

async function copyOnce(
  sql: PostgresSql,
  { folder }: FollowOptions,
  follower: { readonly reader: MemoryReader; isForgotten: boolean },
): Promise<number> {
  const name = journalName(nodeDisk, deskPaths(folder).journal)
  if (name === undefined) return 0
  const vectors = new PostgresVectors(sql, name)
  if (!follower.isForgotten) await vectors.clear()
  follower.isForgotten = true
  return copyVectors(vectors, follower.reader.readOn().book)
}
