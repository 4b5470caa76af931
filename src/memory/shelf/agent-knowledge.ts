import type { Episode } from '../episode/episode.ts'
import { regimeParts } from '../episode/market-regime.ts'
import { figuresOf, type PatternFigures } from './pattern-figures.ts'

/** What positions came to that an agent had asked for, in one kind of market or in all. */
export type AgentKnowledge = {
  readonly agent: string
  /** `calm`, `usual` or `wild`; `all` for whatever the market was like. */
  readonly market: string
  readonly figures: PatternFigures
  readonly episodes: readonly number[]
}

/** What a lesson about it is called. */
export function knowledgeName({ agent, market }: AgentKnowledge): string {
  return `agent-${agent}-${market}`
}

/**
 * What is known of agents: of each, the positions on the side that it spoke for. By agent, all
 * markets first.
 */
export function agentKnowledge(episodes: readonly Episode[]): readonly AgentKnowledge[] {
  const spoken = new Map<string, Episode[]>()
  for (const episode of episodes)
    for (const { agent, exposure } of episode.stances) {
      if (exposure * episode.side <= 0) continue
      const known = spoken.get(agent)
      if (known === undefined) spoken.set(agent, [episode])
      else known.push(episode)
    }
  const agents = [...spoken].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return agents.flatMap(([agent, all]) =>
    ['all', ...regimeParts.volatility].flatMap((market, at): readonly AgentKnowledge[] => {
      const some = at === 0 ? all : all.filter(({ regime }) => regime.volatility === at - 1)
      if (some.length === 0) return []
      return [{ agent, market, figures: figuresOf(some), episodes: some.map(({ id }) => id) }]
    }),
  )
}
