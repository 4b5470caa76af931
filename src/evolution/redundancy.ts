import { formatPercent } from '../research/index.ts'
import { type Finding, leastWeight, nameOf, type Observed } from './finding.ts'

/** Votes more alike than that are one voice. */
const alikeMin = 0.9
/** Rows on which both spoke before two are called alike. */
const jointMin = 100

/** Agents that vote as another does: of each two the one that counts for less, or comes later. */
export function findRedundancy(seen: Observed): readonly Finding[] {
  const { book } = seen
  const found: Finding[] = []
  for (let agent = 0; agent < book.agents; agent += 1) {
    const other = twinOf(seen, agent)
    if (other < 0) continue
    const correlation = book.correlation.of(agent, other)
    const joint = jointRows(seen, agent, other)
    const sentence =
      `${nameOf(seen, agent)} votes as ${nameOf(seen, other)} does: the correlation of their ` +
      `votes is ${formatPercent(100 * correlation)}, and on ${joint} rows both spoke.`
    const numbers = { other, correlation, joint }
    found.push({ kind: 'redundancy', agent, numbers, sentence, proposal: leastWeight(agent) })
  }
  return found
}

/** The one most like it of those that are worth more; -1 for none. */
function twinOf(seen: Observed, agent: number): number {
  const { correlation, weights } = seen.book
  const own = weights[agent] as number
  let twin = -1
  let most = alikeMin
  for (let other = 0; other < weights.length; other += 1) {
    const weight = weights[other] as number
    const isWorthMore = weight > own || (weight === own && other < agent)
    if (other === agent || !isWorthMore || correlation.of(agent, other) <= most) continue
    if (jointRows(seen, agent, other) < jointMin) continue
    twin = other
    most = correlation.of(agent, other)
  }
  return twin
}

function jointRows({ logs }: Observed, a: number, b: number): number {
  let joint = 0
  for (const log of logs)
    for (let row = 0; row < log.length; row += 1)
      if (!Number.isNaN(log.exposureOf(row, a) + log.exposureOf(row, b))) joint += 1
  return joint
}
