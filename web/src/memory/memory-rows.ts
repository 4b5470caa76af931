import type { EpisodeTold, MemoryTold } from '../../../src/app/memory/memory-told.ts'

/** What of the episodes is shown; an empty word leaves nothing out. */
export type EpisodeFilter = {
  readonly instrument: string
  readonly agent: string
  /** A word of a regime, such as `wild`. */
  readonly regime: string
  readonly kind: '' | 'position' | 'view'
  readonly side: '' | 'long' | 'short'
  /** Days, as `2026-11-21`, both included: when it was decided. */
  readonly from: string
  readonly until: string
}

export const everything: EpisodeFilter = {
  ...{ instrument: '', agent: '', regime: '', kind: '', side: '', from: '', until: '' },
}

const dayMs = 86_400_000

/** Those that are asked for, newest first. */
export function foundEpisodes(
  told: Pick<MemoryTold, 'episodes' | 'instruments' | 'agents' | 'regimes'>,
  filter: EpisodeFilter,
): readonly EpisodeTold[] {
  const { kind, side, from, until } = filter
  const instrument = told.instruments.indexOf(filter.instrument)
  const agent = told.agents.indexOf(filter.agent)
  const regimes = told.regimes.map(
    (text) => filter.regime === '' || text.split(', ').includes(filter.regime),
  )
  const begin = from === '' ? Number.NEGATIVE_INFINITY : Date.parse(from)
  const end = until === '' ? Number.POSITIVE_INFINITY : Date.parse(until) + dayMs
  const isFound = (of: EpisodeTold): boolean =>
    (filter.instrument === '' || of.instrument === instrument) &&
    (filter.agent === '' || of.opinions.some(([who]) => who === agent)) &&
    regimes[of.regime] === true &&
    (kind === '' || of.kind === kind) &&
    (side === '' || (of.side > 0 ? 'long' : 'short') === side) &&
    of.decided >= begin &&
    of.decided < end
  return told.episodes.filter(isFound).toReversed()
}

/** The words that regimes are made of, in the order in which they came. */
export function regimeWords(regimes: readonly string[]): readonly string[] {
  return [...new Set(regimes.flatMap((text) => text.split(', ')))]
}

/** How an episode ended: by it go shape and colour. What came to nothing was not won. */
export function outcomeOf({ reward }: { readonly reward: number }): 'gained' | 'lost' {
  return reward > 0 ? 'gained' : 'lost'
}

/** Where an episode is drawn, and how large. Unit: pixels. */
export type MapMark = {
  readonly episode: EpisodeTold
  readonly x: number
  readonly y: number
  readonly size: number
}

const margin = 14
const [smallest, largest] = [3, 7]

/**
 * Places every episode within a picture. Both axes have one scale, so that far is far either way,
 * and a size goes up with the root of what it came to: twice as large is four times as much.
 */
export function placeEpisodes(
  episodes: readonly EpisodeTold[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly MapMark[] {
  const [left, right] = endsOf(episodes.map(({ x }) => x))
  const [low, high] = endsOf(episodes.map(({ y }) => y))
  const scale = Math.min(
    (width - 2 * margin) / Math.max(1e-9, right - left),
    (height - 2 * margin) / Math.max(1e-9, high - low),
  )
  const most = Math.max(1e-9, ...episodes.map(({ reward }) => Math.abs(reward)))
  return episodes.map((episode) => ({
    episode,
    x: width / 2 + scale * (episode.x - (left + right) / 2),
    y: height / 2 - scale * (episode.y - (low + high) / 2),
    size: smallest + (largest - smallest) * Math.sqrt(Math.abs(episode.reward) / most),
  }))
}

function endsOf(values: readonly number[]): readonly [number, number] {
  return values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)]
}

/** The outline of marks: triangles that stand for what was gained, and on their tip for lost. */
export function outlineOf(marks: readonly MapMark[]): string {
  return marks
    .map(({ episode, x, y, size }) => {
      const way = outcomeOf(episode) === 'gained' ? 1 : -1
      const [foot, tip] = [y + 0.7 * way * size, y - way * size]
      return `M${at(x - size)} ${at(foot)}H${at(x + size)}L${at(x)} ${at(tip)}Z`
    })
    .join('')
}

function at(value: number): string {
  return value.toFixed(1)
}

/** The mark nearest to a place, if one is within `reach`. Unit: pixels. */
export function markAt(
  marks: readonly MapMark[],
  place: { readonly x: number; readonly y: number },
  reach: number,
): MapMark | undefined {
  let best: { readonly mark: MapMark; readonly away: number } | undefined
  for (const mark of marks) {
    const away = Math.hypot(mark.x - place.x, mark.y - place.y)
    if (away <= reach && away < (best?.away ?? Number.POSITIVE_INFINITY)) best = { mark, away }
  }
  return best?.mark
}
