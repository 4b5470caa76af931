import { formatTime } from '../../domain/index.ts'
import type { Episode } from '../episode/episode.ts'
import { regimeText } from '../episode/market-regime.ts'
import { type AgentKnowledge, agentKnowledge, knowledgeName } from './agent-knowledge.ts'
import { AgreedMemory, lessonHash } from './agreed-memory.ts'
import { clusterEpisodes } from './cluster-episodes.ts'
import { type Pattern, patternOf } from './pattern.ts'

/** The three shelves. @see SPEC P13. */
export const shelfNames = ['trading', 'failed', 'agents'] as const
export type ShelfName = (typeof shelfNames)[number]

/** A sentence with its numbers, and what it rests on. */
export type Lesson = {
  /** Made from what it rests on first: it stays when more of the same comes. */
  readonly id: string
  readonly shelf: ShelfName
  readonly text: string
  readonly episodes: readonly number[]
  /** Numbers of events in the journal: the decision and the fills of each episode. Rising. */
  readonly evidence: readonly number[]
  /** Whether managers agreed that it holds: to the pattern that it is of, or to it itself. */
  readonly isAgreed: boolean
}

/** What of a lesson is told before what it rests on is looked up. */
type Told = Omit<Lesson, 'evidence' | 'isAgreed'>

/** All that is drawn from the closed positions of a run. */
export type Shelves = {
  /** Largest first, those of no shelf among them. */
  readonly patterns: readonly Pattern[]
  readonly agents: readonly AgentKnowledge[]
  /** By shelf, most evidence first. */
  readonly lessons: readonly Lesson[]
}

/** Deviations from what was expected from which on a single position is worth telling. */
const surpriseMin = 3
/** Positions of an agent from which on something is told of it. */
const knowledgeMin = 5

/**
 * Sorts what positions came to onto the three shelves and says it in sentences. The same episodes
 * give the same shelves, and nothing here is gone by: that takes a vote (SPEC Q2).
 *
 * @param episodes - Of positions alone, in the order in which they became known.
 * @param agreed - What managers agreed on; nothing when left out.
 */
export function shelvesOf(
  episodes: readonly Episode[],
  agreed: Pick<AgreedMemory, 'patterns' | 'lessons'> = new AgreedMemory(),
): Shelves {
  const byId = new Map(episodes.map((episode) => [episode.id, episode]))
  const patterns = clusterEpisodes(episodes).map((of) => patternOf(of, agreed.patterns))
  const agents = agentKnowledge(episodes)
  const told: readonly Told[] = [
    ...patterns.flatMap(patternLesson),
    ...episodes.flatMap(surpriseLesson),
    ...agents.flatMap(agentLesson),
  ]
  const lessons = told.map((lesson) => {
    const evidence = lesson.episodes.flatMap((id) => byId.get(id)?.evidence ?? [])
    const isAgreed = agreed.patterns.has(lesson.id) || agreed.lessons.has(lessonHash(lesson.id))
    return { ...lesson, evidence: [...new Set(evidence)].toSorted((a, b) => a - b), isAgreed }
  })
  const at = ({ shelf }: Lesson): number => shelfNames.indexOf(shelf)
  return {
    ...{ patterns, agents },
    lessons: lessons.toSorted(
      (a, b) => at(a) - at(b) || b.episodes.length - a.episodes.length || (a.id < b.id ? -1 : 1),
    ),
  }
}

function patternLesson(pattern: Pattern): readonly Told[] {
  const { id, shelf, side, figures, regime, regimeShare, episodes } = pattern
  if (shelf === 'undecided') return []
  const { n, mean, deviation, winRate, tail5 } = figures
  const text =
    `${n} ${wayOf(side)} positions taken at moments alike, ${share(regimeShare)} of them when the ` +
    `market was ${regime}, came to ${signed(mean)} each net of costs (deviation ` +
    `${signed(deviation).slice(1)}, ${share(winRate)} won, one in twenty below ${signed(tail5)}).`
  return [{ id, shelf, text, episodes }]
}

function surpriseLesson(episode: Episode): readonly Told[] {
  const { id, instrumentId, side, decidedAt, reward, regime, expected, surprise = 0 } = episode
  if (surprise < surpriseMin || expected === undefined) return []
  const text =
    `${instrumentId}, ${wayOf(side)}, decided at ${formatTime(decidedAt).slice(0, 16)}: it came to ` +
    `${signed(reward)} where moments like it had come to ${signed(expected)}, which is ` +
    `${surprise.toFixed(1)} deviations away; the market was ${regimeText(regime)}, and it was ` +
    `closed by ${episode.closedBy}.`
  return [{ id: `episode-${id}`, shelf: reward > 0 ? 'trading' : 'failed', text, episodes: [id] }]
}

function agentLesson(known: AgentKnowledge): readonly Told[] {
  const { agent, market, figures, episodes } = known
  const { n, mean, winRate, tStatistic } = figures
  if (n < knowledgeMin) return []
  const errors =
    tStatistic === undefined ? '' : `, ${Math.abs(tStatistic).toFixed(1)} errors from 0`
  const where = market === 'all' ? '' : ` in ${market} markets`
  const text =
    `${agent}: ${n} positions that it asked for${where} came to ${signed(mean)} each net of ` +
    `costs${errors}; ${share(winRate)} won.`
  return [{ id: knowledgeName(known), shelf: 'agents', text, episodes }]
}

const wayOf = (side: 1 | -1): string => (side > 0 ? 'long' : 'short')
const share = (of: number): string => `${(100 * of).toFixed(0)} %`
const signed = (of: number): string => `${of < 0 ? '-' : '+'}${Math.abs(100 * of).toFixed(2)} %`
