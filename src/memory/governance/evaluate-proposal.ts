import { dayUs, hourUs } from '../../domain/index.ts'
import { type Evidence, evidenceOf, spanMinUs } from './evidence.ts'
import { type GovernedState, weightBounds } from './governed-state.ts'
import type { Change, Proposal, WeightChange } from './proposal.ts'

/** What a manager comes to, and why. The reasons of a refusal, or the figures that carried it. */
export type Verdict = {
  readonly isAccepted: boolean
  readonly reasons: readonly string[]
  readonly evidence: Evidence
}

/** What evidence must show. */
const standard = {
  n: 100,
  sharpe: 1.5,
  drawdown: 0.1,
  /** Above this a Sharpe ratio is an error of units or of data. */
  sharpeMax: 20,
  /** One result is a share between these: beyond them it was most likely given in per cent. */
  returnMax: 1,
  /** Weights: their gain over its standard error. */
  t: 2,
  termMinUs: hourUs,
  termMaxUs: 90 * dayUs,
  patternsMax: 1_000,
  lessonsMax: 10_000,
} as const

/**
 * Judges a proposal by statistical soundness, safety invariants and quality. Pure: the same state
 * and proposal come to the same verdict, word for word, wherever and whenever it is asked.
 */
export function evaluateProposal(
  state: GovernedState,
  proposal: Proposal,
  evidence: Evidence = evidenceOf(proposal.returns, proposal.spanUs),
): Verdict {
  const wrong = [
    ...soundness(proposal, evidence),
    ...safety(state, proposal.change),
    ...quality(proposal.change, evidence),
  ]
  if (wrong.length > 0) return { isAccepted: false, reasons: wrong, evidence }
  return { isAccepted: true, reasons: [figuresOf(proposal.change, evidence)], evidence }
}

function soundness({ returns, spanUs }: Proposal, evidence: Evidence): string[] {
  const wrong: string[] = []
  const { n, deviation, sharpe } = evidence
  if (n < standard.n) wrong.push(`there are ${n} results, fewer than ${standard.n}`)
  if (returns.some((each) => each > standard.returnMax || each <= -standard.returnMax))
    wrong.push('a result is beyond 100 %: results are shares')
  if (spanUs < spanMinUs) wrong.push('the results span less than 7 days')
  const largest = returns.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
  // Alike but for rounding is alike.
  if (n > 1 && deviation <= 1e-9 * largest) wrong.push('the results do not vary')
  else if (Math.abs(sharpe) > standard.sharpeMax)
    wrong.push(`a Sharpe of ${sharpe.toFixed(1)} is an error of units or data`)
  return wrong
}

function safety(state: GovernedState, change: Change): string[] {
  if ('pattern' in change) return patternSafety(state, change)
  if ('lesson' in change) {
    const isThere = state.lessons.has(change.lesson)
    if (change.kind === 'deprecate-lesson') return isThere ? [] : ['there is no such lesson']
    if (isThere) return ['the lesson is there already']
    return state.lessons.size < standard.lessonsMax ? [] : ['there are 10,000 lessons already']
  }
  return weightSafety(state, change)
}

function patternSafety(
  { patterns }: GovernedState,
  { kind, pattern }: Extract<Change, { readonly pattern: string }>,
): string[] {
  const found = patterns.get(pattern)
  if (kind !== 'add-pattern') {
    if (found === undefined) return ['there is no such pattern']
    return found.isEnabled || kind === 'update-pattern' ? [] : ['the pattern is deprecated already']
  }
  if (found?.isEnabled === true) return ['the pattern is there already']
  return found !== undefined || patterns.size < standard.patternsMax
    ? []
    : ['there are 1,000 patterns already']
}

type Weights = Extract<Change, { readonly kind: WeightChange }>

function weightSafety(state: GovernedState, { kind, agents, weights, termUs }: Weights): string[] {
  const wrong: string[] = []
  if (kind === 're-weight' && agents.length !== 1) wrong.push('a re-weighting is of one agent')
  const { min, max } = weightBounds
  if (weights.some((weight) => !(weight >= min && weight <= max)))
    wrong.push(`a weight is outside ${min} to ${max}`)
  let wanted = 0
  for (const agent of agents) {
    const known = state.weights.get(agent)
    if (known === undefined) wrong.push(`there is no agent '${agent}'`)
    else wanted += known.byRegime.length
  }
  if (weights.length !== wanted) wrong.push('there is not one weight for each agent and regime')
  if (termUs < standard.termMinUs || termUs > standard.termMaxUs)
    wrong.push('weights stand for an hour to 90 days')
  return wrong.slice(0, 4)
}

function quality(change: Change, evidence: Evidence): string[] {
  switch (change.kind) {
    case 'add-pattern':
    case 'update-pattern':
    case 'add-lesson':
      return shortfalls(evidence)
    case 'deprecate-pattern':
    case 'deprecate-lesson':
      return shortfalls(evidence).length > 0 ? [] : ['it still holds by these results']
    case 're-weight':
    case 'planner-weights':
      return gains(evidence)
  }
}

function shortfalls({ sharpe, drawdown }: Evidence): string[] {
  const wrong: string[] = []
  if (rounded(sharpe) < standard.sharpe)
    wrong.push(`a Sharpe of ${sharpe.toFixed(2)} is below ${standard.sharpe}`)
  if (rounded(drawdown) > standard.drawdown)
    wrong.push(`a drawdown of ${percent(drawdown)} is above ${percent(standard.drawdown)}`)
  return wrong
}

function gains({ t }: Evidence): string[] {
  return rounded(t) >= standard.t
    ? []
    : [`a gain of ${t.toFixed(2)} standard errors is below ${standard.t}`]
}

/** A bound that is met but for the last bits of a double is met. */
function rounded(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

function figuresOf(change: Change, { n, sharpe, drawdown, t }: Evidence): string {
  return 'weights' in change
    ? `${n} results, a gain of ${t.toFixed(2)} standard errors`
    : `${n} results, Sharpe ${sharpe.toFixed(2)}, drawdown ${percent(drawdown)}`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
