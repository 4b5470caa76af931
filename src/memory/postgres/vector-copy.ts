import { UserError } from '../../base/index.ts'
import { entryTagsOf, type EpisodeBook, partOf } from '../episode/episode-book.ts'
import type { Episode } from '../episode/episode.ts'
import type { PostgresVectors, VectorEntry } from './postgres-vectors.ts'

const batchMost = 1_024

/**
 * Writes the moments of a book that the database has not yet, the oldest first.
 *
 * @returns how many there are now
 * @throws UserError `database-differs` when what is there is of another history; DatabaseAway
 */
export async function copyVectors(vectors: PostgresVectors, book: EpisodeBook): Promise<number> {
  const { episodes } = book
  const held = await vectors.size()
  await requireSame(vectors, episodes[held - 1], held > episodes.length)
  for (let at = held; at < episodes.length; at += batchMost) {
    const parts = Map.groupBy(episodes.slice(at, at + batchMost), ({ kind, side }) =>
      partOf(kind, side),
    )
    const given = [...parts].map(([part, of]) => ({ part, entries: of.map(entryOf) }))
    await vectors.addAll(given)
  }
  return episodes.length
}

/** Whether the database has all of a book and nothing else. @throws as above */
export async function hasAllVectors(vectors: PostgresVectors, book: EpisodeBook): Promise<boolean> {
  const held = await vectors.size()
  await requireSame(vectors, book.episodes[held - 1], held > book.episodes.length)
  return held === book.episodes.length
}

function entryOf(episode: Episode): VectorEntry {
  return { id: episode.id, vector: episode.vector, tags: entryTagsOf(episode) }
}

/** The newest one that is there tells of all before: it is embedded from what led to it. */
async function requireSame(
  vectors: PostgresVectors,
  newest: Episode | undefined,
  isMore: boolean,
): Promise<void> {
  if (newest === undefined && !isMore) return
  const there =
    newest === undefined
      ? undefined
      : await vectors.vectorOf(partOf(newest.kind, newest.side), newest.id)
  const isSame = there?.every((number, at) => Object.is(number, newest?.vector[at])) === true
  if (isSame && !isMore) return
  throw new UserError(
    'database-differs',
    'The vectors in the database are of another history of this journal, as after an old backup ' +
      'was restored; have them written anew with coinswarm db follow --again.',
  )
}
