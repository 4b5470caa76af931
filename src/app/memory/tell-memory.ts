import { dayUs } from '../../domain/index.ts'
import {
  type Episode,
  principalPlane,
  type PromotionCandidate,
  promotionCandidates,
  regimeText,
  type Shelves,
  shelvesOf,
  weightAt,
} from '../../memory/index.ts'
import { toMs } from '../desk-rows.ts'
import { roundedView } from '../rounded-view.ts'
import { memorySums } from './memory-sums.ts'
import type { EpisodeTold, FiguresTold, LessonTold, MemoryTold } from './memory-told.ts'
import type { RunMemory } from './memory-reader.ts'

/** Most that is told of each. A page has to stay quick, and what is older is in `memory search`. */
const bounds = { episodes: 2_000, knowledge: 400, lessons: 300, evidence: 12, opinions: 12 }
/** How many of the nearest are told. */
const nearest = 10

type TellOptions = {
  /** How far agents of the desk go by it. */
  readonly recallWeight: number
  /** Leaves out what became known since midnight: who looks is not to be moved by it. */
  readonly isDelayed: boolean
  readonly managers: MemoryTold['managers']
}

/** What is remembered, for the page. The same memory gives the same words. */
export function tellMemory(memory: RunMemory, options: TellOptions): MemoryTold {
  const { asOf, book, agreed } = memory
  const until = options.isDelayed ? Math.floor(asOf / dayUs) * dayUs : undefined
  const all = book.episodes.filter(({ knownAt }) => until === undefined || knownAt < until)
  const shown = all.slice(-bounds.episodes)
  const shelves = shelvesOf(
    all.filter(({ kind }) => kind === 'position'),
    agreed,
  )
  const { points, explained } = principalPlane(shown.map(({ vector }) => vector))
  const names = new Names(memory)
  const episodes = shown.map((of, k) => episodeTold(memory, of, points[k] ?? middle, names))
  const isShown = (id: number): boolean => id >= (shown[0]?.id ?? 0)
  const { knowledge, lessons } = bounds
  return roundedView({
    asOf: toMs(asOf),
    recallWeight: options.recallWeight,
    managers: options.managers,
    toldUpTo: until === undefined ? null : toMs(until),
    sums: memorySums(all),
    episodes,
    ...names.told,
    explained,
    patterns: shelves.patterns.map((of) => patternTold(of, isShown)),
    knowledge: shelves.agents.slice(0, knowledge).map(({ agent, market, figures }) => ({
      ...{ agent, market, figures: figuresTold(figures) },
    })),
    lessons: shelves.lessons.slice(0, lessons).map(lessonTold),
    candidates: promotionCandidates(shelves.patterns).map(candidateTold),
    leftOut: {
      episodes: all.length - shown.length,
      knowledge: Math.max(0, shelves.agents.length - knowledge),
      lessons: Math.max(0, shelves.lessons.length - lessons),
    },
  })
}

const middle = { x: 0, y: 0 }

/** Names that rows are to give by position, in the order in which they came. */
class Names {
  readonly #instruments: readonly string[]
  readonly #agents = new Map<string, number>()
  readonly #regimes = new Map<string, number>()

  constructor({ instruments }: RunMemory) {
    this.#instruments = instruments.map(({ id }) => id)
  }

  get told(): Pick<MemoryTold, 'instruments' | 'agents' | 'regimes'> {
    const [agents, regimes] = [[...this.#agents.keys()], [...this.#regimes.keys()]]
    return { instruments: this.#instruments, agents, regimes }
  }

  agent(name: string): number {
    return numberOf(this.#agents, name)
  }

  regime(name: string): number {
    return numberOf(this.#regimes, name)
  }
}

function numberOf(known: Map<string, number>, name: string): number {
  const number = known.get(name) ?? known.size
  known.set(name, number)
  return number
}

function episodeTold(
  { book, asOf }: RunMemory,
  episode: Episode,
  { x, y }: { readonly x: number; readonly y: number },
  names: Names,
): EpisodeTold {
  const { id, kind, instrument, side, decidedAt, reward, costs, closedBy, stances } = episode
  const { expected = null, surprise = null, contradicts, evidence, vector } = episode
  const bold = stances.toSorted((a, b) => Math.abs(b.exposure) - Math.abs(a.exposure))
  // As of the decision: what was expected then was made of these.
  const near = book.near(vector, nearest, { kind, side, asOf: decidedAt })
  return {
    ...{ id, kind, instrument, side, decided: toMs(decidedAt), known: toMs(episode.knownAt), x, y },
    regime: names.regime(regimeText(episode.regime)),
    ...{ reward, costs, closedBy, weight: weightAt(episode, asOf), expected, surprise },
    ...{ contradicts, evidence: evidence.slice(0, bounds.evidence) },
    opinions: bold.slice(0, bounds.opinions).map(({ agent, exposure, confidence }) => {
      return [names.agent(agent), exposure, confidence] as const
    }),
    opinionsAll: stances.length,
    near: near.map(({ episode: of, similarity }) => [of.id, similarity, of.reward] as const),
  }
}

function patternTold(
  of: Shelves['patterns'][number],
  isShown: (id: number) => boolean,
): MemoryTold['patterns'][number] {
  const { id, side, shelf, figures, regime, regimeShare, enabled, episodes } = of
  return {
    ...{ id, side, shelf, figures: figuresTold(figures), regime, regimeShare, enabled },
    episodes: episodes.filter(isShown),
  }
}

function figuresTold(of: Shelves['patterns'][number]['figures']): FiguresTold {
  const { n, mean, deviation, sharpe = null, winRate, tail5, tail95, slippageBps } = of
  const { drawdownMax } = of
  return { n, mean, deviation, sharpe, winRate, tail5, tail95, slippageBps, drawdownMax }
}

function lessonTold({
  id,
  shelf,
  text,
  evidence,
  isAgreed,
}: Shelves['lessons'][number]): LessonTold {
  return {
    ...{ id, shelf, text, isAgreed, evidenceAll: evidence.length },
    evidence: evidence.slice(-bounds.evidence),
  }
}

function candidateTold(of: PromotionCandidate): MemoryTold['candidates'][number] {
  const { pattern, action, side, regime, figures } = of
  return { pattern, action, side, regime, figures: figuresTold(figures) }
}
