import { formatPercent, formatPlain } from '../research/index.ts'
import { errorsOf, type Finding, leastWeight, nameOf, type Observed } from './finding.ts'

/** Independent outcomes before anybody is held to what it claims. */
const evidenceMin = 30
/** A smaller gap between what is claimed and what comes true is not worth a word. */
const gapMin = 0.03

/**
 * Agents that are right less often than they claim, by more than luck explains, over the whole of
 * their calibration curve.
 *
 * @see Brier 1950; Murphy 1973 for the part of the score that calibration would win back.
 */
export function findOverconfidence(seen: Observed): readonly Finding[] {
  return seen.agents.flatMap((_, agent): Finding[] => {
    const numbers = claimsOf(seen.book.curve(agent))
    const { evidence, claimed, came, error, brier, brierCalibrated } = numbers
    const gap = claimed - came
    if (!(evidence >= evidenceMin) || gap < gapMin) return []
    if (gap < errorsOf(seen.agents.length) * error) return []
    const sentence =
      `${nameOf(seen, agent)} claims ${formatPercent(100 * claimed)} on average and is right ` +
      `${formatPercent(100 * came)} of the time over ${formatPlain(evidence, 0)} independent ` +
      `outcomes: its Brier score is ${formatPlain(brier, 3)} where its own record would give ` +
      `${formatPlain(brierCalibrated, 3)}.`
    return [{ kind: 'overconfidence', agent, numbers, sentence, proposal: leastWeight(agent) }]
  })
}

type Claims = {
  readonly evidence: number
  readonly claimed: number
  readonly came: number
  /** Standard error of what came, if claims were right. */
  readonly error: number
  readonly brier: number
  readonly brierCalibrated: number
}

function claimsOf(curve: ReturnType<Observed['book']['curve']>): Claims {
  const sum = (of: (bin: (typeof curve)[number]) => number): number =>
    curve.reduce((total, bin) => total + bin.weight * of(bin), 0)
  const evidence = sum(() => 1)
  const variance = sum(({ said }) => said * (1 - said)) / evidence
  return {
    evidence,
    claimed: sum(({ said }) => said) / evidence,
    came: sum(({ came }) => came) / evidence,
    error: Math.sqrt(variance / evidence),
    brier:
      sum(({ said, came }) => came * (1 - said) * (1 - said) + (1 - came) * said * said) / evidence,
    brierCalibrated: sum(({ came }) => came * (1 - came)) / evidence,
  }
}
