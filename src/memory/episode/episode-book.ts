import { Random } from '../../base/index.ts'
import { dayUs, type InstrumentId, secondUs } from '../../domain/index.ts'
import type { EntryFilter, EntryTags } from '../vectors/entry-tags.ts'
import type { VectorMatch } from '../vectors/top-matches.ts'
import { VectorIndex } from '../vectors/vector-index.ts'
import type { Episode, Outcome, OutcomeKind } from './episode.ts'
import { regimeText } from './market-regime.ts'

/** How many nearest moments say what was to be expected, and the fewest that do. */
const [nearest, fewest] = [10, 5]
/** Time after which an episode counts half. Unit: us. */
const halfLifeUs = 180 * dayUs

/** What a question to the book leaves out. */
export type BookFilter = {
  readonly kind: OutcomeKind
  readonly side: 1 | -1
  /** Only what was known before it, and from the other on. Unit: us. */
  readonly asOf: number
  readonly since?: number | undefined
  readonly instrument?: InstrumentId | undefined
  /** Only moments at which an agent of this id spoke. */
  readonly agent?: string | undefined
  /** Only those it says yes to. */
  readonly accepts?: ((episode: Episode) => boolean) | undefined
}

export type Near = { readonly episode: Episode; readonly similarity: number }

/** Every episode of a run, in the order in which they became known, and what is like what. */
export class EpisodeBook {
  readonly #episodes: Episode[] = []
  /** By kind and side, in the order in which they became known. */
  readonly #ids = new Map<string, number[]>()
  readonly #indexes = new Map<string, VectorIndex>()
  /** Of rewards until now: count, mean, and sum of squares around it. */
  #rewards = { count: 0, mean: 0, squares: 0 }

  get episodes(): readonly Episode[] {
    return this.#episodes
  }

  /** Takes in an outcome that has just become known, after those before it. */
  remember(outcome: Outcome): Episode {
    const { kind, side, vector, reward } = outcome
    // As of the decision: what it could have known then, and no more.
    const near = this.near(vector, nearest, { kind, side, asOf: outcome.decidedAt })
    const opposed = near.filter(({ episode }) => episode.reward * reward < 0)
    const expected =
      near.length < fewest
        ? undefined
        : near.reduce((sum, { episode }) => sum + episode.reward, 0) / near.length
    const deviation = this.#deviation
    const surprise =
      expected === undefined || !(deviation > 0)
        ? undefined
        : Math.abs(reward - expected) / deviation
    const id = this.#episodes.length
    const contradicts = opposed.map(({ episode }) => episode.id)
    const episode = { ...outcome, id, expected, surprise, contradicts, neighbours: near.length }
    this.#episodes.push(episode)
    this.#indexOf(kind, side).add(id, vector, entryTagsOf(outcome))
    this.#ids.get(partOf(kind, side))?.push(id)
    this.#count(reward)
    return episode
  }

  /** The `k` most like `vector`, by cosine, of what was known before `asOf`. */
  near(vector: Float32Array, k: number, filter: BookFilter): readonly Near[] {
    const { kind, side, accepts } = filter
    const index = this.#indexes.get(partOf(kind, side))
    if (index === undefined) return []
    const told = entryFilterOf(filter)
    if (accepts === undefined) return this.#resolve(index.search(vector, k, told))
    // What an index has no column for is told apart after the search, which is widened until
    // enough are left.
    for (let wide = 4 * k; ; wide *= 4) {
      const all = this.#resolve(index.search(vector, wide, told))
      const wanted = all.filter(({ episode }) => accepts(episode))
      if (wanted.length >= k || all.length < wide) return wanted.slice(0, k)
    }
  }

  /**
   * Any `k` that were known before `asOf`, whatever they were like: a control of likeness. Which is
   * drawn from the time and the side alone, so the same question has the same answer.
   */
  any(
    k: number,
    { kind, side, asOf }: Pick<BookFilter, 'kind' | 'side' | 'asOf'>,
  ): readonly Near[] {
    const all = this.#ids.get(partOf(kind, side)) ?? []
    let known = all.length
    while (known > 0 && (this.#episodes[all[known - 1] ?? 0]?.knownAt ?? asOf) >= asOf) known -= 1
    const random = Random.stream(Math.floor(asOf / secondUs), partOf(kind, side))
    const drawn = new Set<number>()
    while (drawn.size < Math.min(k, known)) drawn.add(all[random.below(known)] ?? 0)
    return this.#resolve([...drawn].map((id) => ({ id, similarity: 0 })))
  }

  #resolve(found: readonly VectorMatch[]): readonly Near[] {
    return found.flatMap(({ id, similarity }) => {
      const episode = this.#episodes[id]
      return episode === undefined ? [] : [{ episode, similarity }]
    })
  }

  #indexOf(kind: OutcomeKind, side: 1 | -1): VectorIndex {
    const name = partOf(kind, side)
    const known = this.#indexes.get(name)
    if (known !== undefined) return known
    const made = new VectorIndex()
    this.#indexes.set(name, made)
    this.#ids.set(name, [])
    return made
  }

  get #deviation(): number {
    const { count, squares } = this.#rewards
    return count < fewest ? 0 : Math.sqrt(squares / (count - 1))
  }

  #count(reward: number): void {
    const { count, mean, squares } = this.#rewards
    const gap = reward - mean
    const moved = mean + gap / (count + 1)
    this.#rewards = {
      count: count + 1,
      mean: moved,
      squares: squares + gap * (reward - moved),
    }
  }
}

/**
 * What an episode counts at `ts`: half as much after every half-year, and less the more of the
 * moments nearest to it had ended the other way: down to half where all had.
 *
 * @returns Above 0, at most 1.
 */
export function weightAt({ knownAt, contradicts, neighbours }: Episode, ts: number): number {
  const decay = Math.exp((-Math.LN2 * Math.max(0, ts - knownAt)) / halfLifeUs)
  const doubt = neighbours === 0 ? 0 : contradicts.length / (2 * neighbours)
  return decay * (1 - doubt)
}

/** Whether most of the moments nearest to it, known when it was decided, had ended otherwise. */
export function isContradicted({ contradicts, neighbours }: Episode): boolean {
  return 2 * contradicts.length > neighbours
}

/** What of a question an index has columns for. */
export function entryFilterOf({ asOf, since, instrument, agent }: BookFilter): EntryFilter {
  return {
    ...{ asOf },
    ...(since === undefined ? {} : { from: since }),
    ...(instrument === undefined ? {} : { instrument }),
    ...(agent === undefined ? {} : { agent }),
  }
}

/** The part of the book that is searched by itself: moments of one kind and side. */
export function partOf(kind: OutcomeKind, side: 1 | -1): string {
  return `${kind} ${side}`
}

/** What a moment can be found by beside its vector. */
export function entryTagsOf(outcome: Outcome): EntryTags {
  const { knownAt, instrumentId: instrument, regime, stances } = outcome
  const agents = stances.map(({ agent }) => agent)
  return { knownAt, instrument, regime: regimeText(regime), agents }
}
