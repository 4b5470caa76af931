import type { Agent, BarView } from '../agents/index.ts'
import { reasonOf } from '../base/index.ts'

/** Of what an agent threw, what is worth telling. */
const reasonMax = 200

/**
 * What every agent would say for itself now, in words. For people.
 *
 * @param rowsLeft - Bars until an agent has readings; 0 or less when it has them.
 */
export function sentencesOf(
  agents: readonly Agent[],
  views: readonly BarView[],
  rowsLeft: (agent: number) => number,
): string[] {
  return agents.map((agent, i) => {
    const left = rowsLeft(i)
    if (left > 0) return `${agent.id} has no readings yet, for ${left} more bars`
    try {
      return agent.explain(views[i] as BarView)
    } catch (error) {
      return `${agent.id} cannot explain itself: ${reasonOf(error).slice(0, reasonMax)}`
    }
  })
}
