import type { Episode } from '../episode/episode.ts'
import { proposalBounds } from '../governance/proposal.ts'
import { knowledgeName } from './agent-knowledge.ts'
import { lessonHash } from './agreed-memory.ts'
import { shelvesOf } from './lesson.ts'
import { shelfBy } from './pattern.ts'
import { promotionCandidates } from './promotion-candidates.ts'

/** What positions that belong together came to, one by one: what managers judge by. */
export type KnownResults = {
  readonly about: 'pattern' | 'lesson'
  /** Name of the pattern; of a lesson SHA-256 of its name, in hex. */
  readonly subject: string
  /** Whether it won by more than chance alone would have it. */
  readonly isGood: boolean
  /** Net of costs, oldest first; the newest where there are too many. Shares of the entry. */
  readonly returns: readonly number[]
  /** From the first decision among them to the last outcome. Unit: us. */
  readonly spanUs: number
}

/**
 * Every pattern, and what is known of every agent, with its results. A lesson about a pattern is
 * none of its own: it holds with its pattern.
 *
 * @param episodes - In the order in which they became known; views are left out.
 */
export function knownResults(episodes: readonly Episode[]): readonly KnownResults[] {
  const positions = episodes.filter(({ kind }) => kind === 'position')
  const { patterns, agents } = shelvesOf(positions)
  const byId = new Map(positions.map((episode) => [episode.id, episode]))
  const resultsOf = (ids: readonly number[]): Pick<KnownResults, 'returns' | 'spanUs'> =>
    newest(ids.flatMap((id) => byId.get(id) ?? []))
  const offered = promotionCandidates(patterns).filter(({ action }) => action === 'add')
  const good = new Set(offered.map(({ pattern }) => pattern))
  return [
    ...patterns.map(({ id: subject, episodes: ids }) => ({
      ...{ about: 'pattern' as const, subject, isGood: good.has(subject), ...resultsOf(ids) },
    })),
    ...agents.map((known) => {
      const [subject, isGood] = [lessonHash(knowledgeName(known)), shelfBy(known.figures)] as const
      const results = resultsOf(known.episodes)
      return { about: 'lesson' as const, subject, isGood: isGood === 'trading', ...results }
    }),
  ]
}

function newest(all: readonly Episode[]): Pick<KnownResults, 'returns' | 'spanUs'> {
  const some = all.slice(-proposalBounds.returnsMax)
  const from = some.reduce((least, { decidedAt }) => Math.min(least, decidedAt), Infinity)
  const to = some.reduce((most, { knownAt }) => Math.max(most, knownAt), 0)
  return { returns: some.map(({ reward }) => reward), spanUs: Math.max(0, to - from) }
}
