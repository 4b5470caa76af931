import { UserError } from '../../base/index.ts'
import { type InstrumentId, micros } from '../../domain/index.ts'
import {
  type BookFilter,
  embed,
  type Episode,
  type Lesson,
  type Near,
  type OutcomeKind,
  type Pattern,
  type PromotionCandidate,
  promotionCandidates,
  regimeText,
  type Shelves,
  shelvesOf,
  weightAt,
} from '../../memory/index.ts'
import { type Foretold, foretoldBy } from './foretold.ts'
import { memorySums } from './memory-sums.ts'
import type { MemorySums } from './memory-told.ts'
import type { RunMemory } from './memory-reader.ts'

/** An episode as people and programs read it. Times are ISO, shares are fractions of 1. */
export type EpisodeRow = {
  readonly id: number
  readonly kind: OutcomeKind
  readonly instrument: InstrumentId
  readonly side: 'long' | 'short'
  readonly decided: string
  readonly entered: string
  /** When its outcome could first be known. */
  readonly known: string
  readonly price: number
  readonly reward: number
  readonly costs: number
  readonly slippageBps: number
  readonly closedBy: string
  readonly regime: string
  readonly agents: readonly string[]
  /** As of the end of what is remembered. */
  readonly weight: number
  readonly expected: number | null
  readonly surprise: number | null
  readonly contradicts: readonly number[]
  /** Numbers of events in the journal. */
  readonly evidence: readonly number[]
}

/** What is searched for. */
export type MemoryQuestion = {
  /** Like the moment of this episode; like now, at `at`, when left out. */
  readonly like?: number | undefined
  /** The instrument whose newest bar is now; the first when left out. */
  readonly at?: InstrumentId | undefined
  readonly most: number
  readonly kind: OutcomeKind
  readonly side?: 1 | -1 | undefined
  readonly on?: InstrumentId | undefined
  /** A word of a regime, such as `wild`. */
  readonly regime?: string | undefined
  readonly agent?: string | undefined
  /** Only what was known before, and from. Unit: us. */
  readonly asOf?: number | undefined
  readonly since?: number | undefined
}

/** How much is remembered, and what it comes to. */
export type MemoryStats = MemorySums & {
  readonly episodes: number
  readonly from: string | null
  readonly to: string | null
  /** Whether what was expected of positions has come, by their ranks. */
  readonly foretold: Foretold | null
  readonly patterns: readonly Pattern[]
  /** What of them could be proposed, to be gone by or not to be any more. */
  readonly candidates: readonly PromotionCandidate[]
  readonly agents: Shelves['agents']
  readonly lessons: Readonly<Record<string, number>>
}

export function episodeRow(episode: Episode, asOf: number): EpisodeRow {
  const { id, kind, instrumentId: instrument, price, reward, costs, slippageBps } = episode
  const { closedBy, contradicts, evidence, expected, surprise } = episode
  return {
    ...{ id, kind, instrument, side: episode.side > 0 ? 'long' : 'short' },
    decided: iso(episode.decidedAt),
    entered: iso(episode.enteredAt),
    known: iso(episode.knownAt),
    ...{ price, reward, costs, slippageBps, closedBy },
    regime: regimeText(episode.regime),
    agents: episode.stances.map(({ agent }) => agent),
    weight: weightAt(episode, asOf),
    ...{ expected: expected ?? null, surprise: surprise ?? null, contradicts, evidence },
  }
}

/**
 * The moments most like one, and what came of them; as of now nothing is left out that is known.
 *
 * @throws UserError `memory-unknown` for an episode or an instrument that there is none of.
 */
export function searchMemory(memory: RunMemory, question: MemoryQuestion): readonly Near[] {
  const { vector, most, filters } = searchOf(memory, question)
  const found = filters.flatMap((filter) => memory.book.near(vector, most, filter))
  return mostAlike(found, most)
}

/** A question in the words of a book: one search for each side. @throws as above */
export function searchOf(
  memory: RunMemory,
  question: MemoryQuestion,
): {
  readonly vector: Float32Array
  readonly most: number
  readonly filters: readonly BookFilter[]
} {
  const { most, kind, side, regime, agent, since } = question
  const asOf = question.asOf ?? memory.asOf
  const vector = momentOf(memory, question)
  const { on: instrument } = question
  if (instrument !== undefined) positionOf(memory, instrument)
  const accepts = (episode: Episode): boolean =>
    episode.id !== question.like &&
    (regime === undefined || regimeText(episode.regime).split(', ').includes(regime))
  const sides = side === undefined ? ([1, -1] as const) : [side]
  const filters = sides.map((of) => {
    return { kind, side: of, asOf, since, instrument, agent, accepts }
  })
  return { vector, most, filters }
}

/** Of what was found on both sides, the most alike first. */
export function mostAlike(found: readonly Near[], most: number): readonly Near[] {
  const sorted = found.toSorted(
    (a, b) => b.similarity - a.similarity || a.episode.id - b.episode.id,
  )
  return sorted.slice(0, most)
}

function momentOf(memory: RunMemory, { like, at, asOf }: MemoryQuestion): Float32Array {
  if (like !== undefined) return episodeNumbered(memory, like).vector
  const i = at === undefined ? 0 : positionOf(memory, at)
  const columns = memory.columns[i]
  if (columns === undefined || columns.length === 0) throw unknown('a bar to look from')
  // As of an earlier time, the moment is the one of then.
  const row = columns.rowAt(asOf ?? memory.asOf) - 1
  if (row < 0) throw unknown('a bar before that time')
  return embed(columns, row, []).vector
}

function positionOf({ instruments }: RunMemory, id: InstrumentId): number {
  const at = instruments.findIndex((of) => of.id === id)
  if (at >= 0) return at
  throw unknown(`${id} (there is ${instruments.map((of) => of.id).join(', ')})`)
}

/** @throws UserError `memory-unknown` */
function episodeNumbered({ book }: RunMemory, id: number): Episode {
  const episode = book.episodes[id]
  if (episode !== undefined) return episode
  throw unknown(`episode ${id}: there are ${book.episodes.length}, numbered from 0`)
}

function unknown(what: string): UserError {
  return new UserError(
    'memory-unknown',
    `What is remembered here does not have ${what}; see coinswarm memory stats.`,
  )
}

/** What is meant by a number or the name of a lesson. @throws UserError `memory-unknown` */
export function shownInMemory(
  memory: RunMemory,
  name: string,
): { readonly episode: Episode } | { readonly lesson: Lesson } {
  if (/^\d{1,9}$/.test(name)) return { episode: episodeNumbered(memory, Number(name)) }
  const lesson = shelvesIn(memory).lessons.find(({ id }) => id === name)
  if (lesson !== undefined) return { lesson }
  throw unknown(`a lesson or episode called '${name}'`)
}

function shelvesIn({ book, agreed }: RunMemory): Shelves {
  return shelvesOf(
    book.episodes.filter(({ kind }) => kind === 'position'),
    agreed,
  )
}

/** Figures of all that is remembered, with the shelves they were drawn from. */
export function memoryStats(memory: RunMemory): MemoryStats & { readonly shelves: Shelves } {
  const { episodes } = memory.book
  const positions = episodes.filter(({ kind }) => kind === 'position')
  const shelves = shelvesIn(memory)
  const counts: Record<string, number> = {}
  for (const { shelf } of shelves.lessons) counts[shelf] = (counts[shelf] ?? 0) + 1
  const [first, last] = [episodes[0], episodes[episodes.length - 1]]
  return {
    ...{ episodes: episodes.length, ...memorySums(episodes) },
    from: first === undefined ? null : iso(first.knownAt),
    to: last === undefined ? null : iso(last.knownAt),
    foretold: foretoldBy(positions),
    ...{ patterns: shelves.patterns, agents: shelves.agents, lessons: counts, shelves },
    candidates: promotionCandidates(shelves.patterns),
  }
}

function iso(ts: number): string {
  return new Date(micros(ts) / 1_000).toISOString()
}
