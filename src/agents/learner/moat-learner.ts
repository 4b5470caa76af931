import { type AgentKind, defineAgent } from '../agent.ts'
import { type MoatColumn, moatColumns } from '../moat.ts'
import type { ParameterValues } from '../parameters.ts'
import { holdUsOf, LearnerMind } from './learner-mind.ts'
import { learnerFeatures, learnerTerms } from './learner-terms.ts'
import { explainLearner, learnerParameters, sayOf } from './pattern-learner.ts'

const name = 'moat-learner'

const parameters = {
  ...learnerParameters,
  column: {
    kind: 'choice',
    default: 'funding.rate',
    options: moatColumns.map(({ column }) => column),
    help: 'what it looks at beside the bars',
  },
} as const

function outerOf({ column }: ParameterValues<typeof parameters>): MoatColumn | undefined {
  return moatColumns.find((each) => each.column === column)
}

/**
 * A pattern learner that looks at a column of a moat beside the traits of its variant: whether it
 * is low, as ever or high, by what is usual for it. Where the column says nothing, it abstains.
 *
 * Assumed: what `pattern-learner` assumes, and that what is usual for a column is what it was of
 * late.
 *
 * @see SPEC P2, P8; Thompson 1933, Biometrika 25, for drawing an edge from what is believed.
 */
export const moatLearner: AgentKind = defineAgent({
  name: 'moat-learner',
  summary: 'Learns which patterns of a market and of what is known beside it come before a profit.',
  parameters,
  stream: 'pattern',
  features: (p) => learnerFeatures(p, outerOf(p)),
  horizonUs: (p) => holdUsOf(learnerTerms(name, p, outerOf(p))),
  mind: (p, seed) => new LearnerMind(learnerTerms(name, p, outerOf(p)), seed),
  opine: sayOf,
  explain: (view, p, mind) =>
    `with ${p.column} of the moat ${mind.terms.moat}: ${explainLearner(view, p, mind)}`,
})
