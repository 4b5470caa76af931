import type { Random } from '../../src/base/index.ts'
import { dayUs } from '../../src/domain/index.ts'
import type { Change, Proposal } from '../../src/memory/index.ts'

/** The agents of a simulated memory, and the regimes. */
export const quorumAgents: readonly string[] = ['trend', 'reversion', 'risk']
export const quorumRegimes = 2

/** Results with a deviation of one per cent and this mean, in per cent. */
export function resultsOf(random: Random, count: number, mean: number): readonly number[] {
  return Array.from({ length: count }, () => (mean + random.normal()) / 100)
}

/** A proposal by chance: most are sound, some are not, a few are of no sense at all. */
export function anyProposal(random: Random, ts: number): Proposal {
  const change = anyChange(random)
  const isPoor = random.below(4) === 0
  const isDeprecation = change.kind === 'deprecate-pattern' || change.kind === 'deprecate-lesson'
  const mean = isPoor === isDeprecation ? 0.9 : -0.2
  const count = random.below(10) === 0 ? 60 : 100 + random.below(30)
  const returns = resultsOf(random, count, mean)
  return { ts, proposer: 'simulation', change, returns, spanUs: 200 * dayUs }
}

function anyChange(random: Random): Change {
  const kind = random.below(10)
  if (kind < 5) {
    const kinds = ['add-pattern', 'update-pattern', 'deprecate-pattern'] as const
    return { kind: kinds[random.below(3)] ?? 'add-pattern', pattern: `p${random.below(6)}` }
  }
  if (kind < 7) {
    const lesson = String(random.below(6)).repeat(64)
    return { kind: random.below(3) === 0 ? 'deprecate-lesson' : 'add-lesson', lesson }
  }
  const isOne = random.below(2) === 0
  const agents = isOne ? [quorumAgents[random.below(3)] ?? 'trend'] : quorumAgents
  const weights = Array.from({ length: agents.length * quorumRegimes }, () => anyWeight(random))
  return { kind: isOne ? 're-weight' : 'planner-weights', agents, weights, termUs: 30 * dayUs }
}

function anyWeight(random: Random): number {
  if (random.below(40) === 0) return random.below(2) === 0 ? 1.5 : -1
  return 0.2 + 0.8 * random.next()
}
