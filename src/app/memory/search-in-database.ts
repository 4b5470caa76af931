import { UserError } from '../../base/index.ts'
import { journalName } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import {
  hasAllVectors,
  type Near,
  nearInDatabase,
  PostgresVectors,
  requireVectorTable,
} from '../../memory/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { withDatabase } from '../database/with-database.ts'
import { deskPaths } from '../desk-folder.ts'
import { noJournal } from '../desk-journal.ts'
import type { RunMemory } from './memory-reader.ts'
import { type MemoryQuestion, mostAlike, searchOf } from './memory-view.ts'

/**
 * `searchMemory` with the vectors that the database holds of the desk in `folder`: the same answer
 * to the bit, or none.
 *
 * @param memory - Of that desk.
 * @throws UserError `memory-unknown`; `pgvector-missing`, `pgvector-behind`, `database-differs`,
 *   `database-unmigrated`, `database-away`, `database-refused`, `database-failed`
 */
export function searchMemoryInDatabase(
  settings: ConfigurationValues['database'],
  folder: string,
  memory: RunMemory,
  question: MemoryQuestion,
): Promise<readonly Near[]> {
  const { vector, most, filters } = searchOf(memory, question)
  return withDatabase(settings, async (sql) => {
    await requireVectorTable(sql)
    const journal = journalName(nodeDisk, deskPaths(folder).journal)
    if (journal === undefined) throw noJournal(folder)
    const vectors = new PostgresVectors(sql, journal)
    const { book } = memory
    if (!(await hasAllVectors(vectors, book))) throw behind()
    const found: Near[] = []
    for (const filter of filters)
      found.push(...(await nearInDatabase({ vectors, book }, vector, most, filter)))
    return mostAlike(found, most)
  })
}

function behind(): UserError {
  return new UserError(
    'pgvector-behind',
    'The database has not the vectors of all moments yet; run coinswarm db follow --once, or set ' +
      "memory.vectors to 'in-process'.",
  )
}
