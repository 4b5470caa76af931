import { UserError } from '../../base/index.ts'
import {
  type BookFilter,
  type EpisodeBook,
  entryFilterOf,
  type Near,
  partOf,
} from '../episode/episode-book.ts'
import type { VectorMatch } from '../vectors/top-matches.ts'
import type { PostgresVectors } from './postgres-vectors.ts'

/**
 * As `EpisodeBook.near`, with the vectors in the database looked at instead of those of the book:
 * the same moments, and the same similarities to the bit.
 *
 * @throws UserError `database-differs` when the database has a moment that the book has not;
 *   DatabaseAway
 */
export async function nearInDatabase(
  { vectors, book }: { readonly vectors: PostgresVectors; readonly book: EpisodeBook },
  vector: Float32Array,
  k: number,
  filter: BookFilter,
): Promise<readonly Near[]> {
  const part = partOf(filter.kind, filter.side)
  const accepts = filter.accepts ?? (() => true)
  // What the table has no column for is told apart here, as the book does.
  for (let wide = filter.accepts === undefined ? k : 4 * k; ; wide *= 4) {
    const found = await vectors.search(part, vector, wide, entryFilterOf(filter))
    const near = found.map((match) => resolve(book, match))
    const wanted = near.filter(({ episode }) => accepts(episode))
    if (wanted.length >= k || near.length < wide) return wanted.slice(0, k)
  }
}

function resolve({ episodes }: EpisodeBook, { id, similarity }: VectorMatch): Near {
  const episode = episodes[id]
  if (episode !== undefined) return { episode, similarity }
  throw new UserError(
    'database-differs',
    `The database holds a vector of episode ${id}, which the journal does not tell of; have it ` +
      'written anew with coinswarm db follow --again.',
  )
}
