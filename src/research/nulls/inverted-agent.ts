import type { Agent, Opinion, View } from '../../agents/index.ts'

/**
 * The same agent, believed the wrong way round: it sells where it would buy. A stop and a target
 * are as far away on the other side of the close; one that would not be above 0 is left out. Quotes
 * have two sides already, and are not said.
 */
export function invertedAgent(agent: Agent): Agent {
  const opine = (view: View): Opinion | undefined => {
    const opinion = agent.opine(view)
    if (opinion === undefined || opinion.quotes !== undefined) return undefined
    const mirrored = (level: number | undefined): number | undefined => {
      if (level === undefined) return undefined
      const other = 2 * view.close - level
      return other > 0 ? other : undefined
    }
    return {
      ...opinion,
      exposure: opinion.exposure === 0 ? 0 : -opinion.exposure,
      stop: mirrored(opinion.stop),
      target: mirrored(opinion.target),
    }
  }
  return { ...agent, opine }
}
