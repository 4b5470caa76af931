import { formatSignedPercent } from '../research/index.ts'
import { errorsOf, type Finding, leastWeight, nameOf, type Observed } from './finding.ts'

/** Bars before what an agent brought says anything. */
const barsMin = 500
/** A smaller loss is not worth a word. Share of equity. */
const lossMin = 0.01

/** Agents whose share of what decisions came to, costs included, is a loss that is no luck. */
export function findCostliness(seen: Observed): readonly Finding[] {
  const { attribution } = seen
  if (attribution === undefined) return []
  return seen.agents.flatMap((_, agent): Finding[] => {
    const { bars, total, mean, interval } = attribution.shapley.of(agent)
    const error = (interval[1] - interval[0]) / (2 * 1.96)
    if (bars < barsMin || total > -lossMin || !(mean < -errorsOf(seen.agents.length) * error))
      return []
    const [low, high] = [bars * interval[0], bars * interval[1]]
    const sentence =
      `${nameOf(seen, agent)} has brought ${formatSignedPercent(100 * total)} of equity over ` +
      `${bars} bars, costs of trading included: ${formatSignedPercent(100 * low)} to ` +
      `${formatSignedPercent(100 * high)} with 95 %.`
    const numbers = { bars, total, mean, low, high }
    return [{ kind: 'costly', agent, numbers, sentence, proposal: leastWeight(agent) }]
  })
}
