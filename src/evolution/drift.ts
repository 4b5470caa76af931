import { formatTime, type Micros } from '../domain/index.ts'
import { cusumTest, mean } from '../quant/index.ts'
import { formatPercent } from '../research/index.ts'
import { alarmOf, type Finding, leastWeight, nameOf, type Observed } from './finding.ts'
import { outcomesOf } from './outcomes.ts'

/** Outcomes before a change is looked for at all, and on either side of one that counts. */
const outcomesMin = 60
const sideMin = 15

/**
 * Agents that were right more often before some time than since, by more than luck explains.
 *
 * @see Ploberger and Krämer 1992, the CUSUM test: outcomes do not overlap, as it assumes.
 */
export function findDrift(seen: Observed): readonly Finding[] {
  return seen.agents.flatMap(({ horizonUs }, agent): Finding[] => {
    const { ts, right } = outcomesOf(seen.logs, agent, horizonUs)
    if (right.length < outcomesMin) return []
    const test = cusumTest(right)
    if (test === undefined || test.probability > alarmOf(seen.agents.length)) return []
    const { index, probability } = test
    if (index < sideMin || right.length - index < sideMin) return []
    const before = mean(right.subarray(0, index)) ?? 0
    const after = mean(right.subarray(index)) ?? 0
    if (after >= before) return []
    return [drifted(seen, agent, { sinceTs: ts[index] ?? 0, before, after, probability })]
  })
}

function drifted(
  seen: Observed,
  agent: number,
  numbers: {
    readonly sinceTs: number
    readonly before: number
    readonly after: number
    readonly probability: number
  },
): Finding {
  const { before, after, sinceTs, probability } = numbers
  return {
    kind: 'drift',
    agent,
    numbers,
    sentence:
      `${nameOf(seen, agent)} was right ${formatPercent(100 * before)} of the time until ` +
      `${formatTime(sinceTs as Micros)} and ${formatPercent(100 * after)} since; ` +
      `by luck that happens once in ${Math.round(1 / Math.max(probability, 1e-9))} cases.`,
    proposal: leastWeight(agent),
  }
}
