import { type AgentKind, defineAgent } from '../agent.ts'
import type { MoatColumn } from '../moat.ts'
import { type NumberParameter, type ParameterValues, real, whole } from '../parameters.ts'
import type { Opinion } from '../opinion.ts'
import type { View } from '../view.ts'
import { holdUsOf, LearnerMind } from './learner-mind.ts'
import { learnerFeatures, type LearnerSettings, learnerTerms } from './learner-terms.ts'
import { variants } from './variant.ts'

type ParameterName = keyof LearnerSettings | 'exposure'

/** What a person may say of any learner. */
export const learnerParameters: Readonly<Record<ParameterName, NumberParameter>> = {
  variant: whole(0, { min: 0, max: variants.length - 1, help: 'what it looks at; see the README' }),
  minutes: whole(60, { min: 1, max: 10_080, help: 'length of the bars it looks at, minutes' }),
  horizon: whole(0, { min: 0, max: 500, help: 'bars ahead; 0 for those of the variant' }),
  cost: real(0.0072, { min: 0, max: 0.1, help: 'of a round trip, share of the price' }),
  halfLife: whole(5_000, { min: 50, max: 1_000_000, help: 'bars after which outcomes count half' }),
  prior: real(8, { min: 1, max: 1_000, help: 'outcomes that the belief in no edge counts' }),
  room: whole(512, { min: 8, max: 4_096, help: 'patterns known at once' }),
  exposure: real(0.1, { min: 0.001, max: 1, help: 'share of equity asked for, either way' }),
}

type Parameters = ParameterValues<typeof learnerParameters>

/** How a learner of another name is written down. */
export type PatternLearnerDefinition = {
  readonly name: string
  readonly summary: string
  /** A column from outside that it looks at beside the traits of its variant. */
  readonly outer?: MoatColumn | undefined
}

/**
 * Makes a kind of learner. It cuts what it sees into patterns, remembers what the price did over
 * the horizon after each, and believes in an edge as far as the normal-inverse-gamma posterior
 * does, which begins with no edge. At the close of each of its bars it draws an edge from that
 * (Thompson sampling): where the edge drawn is larger than a round trip costs, it speaks for that
 * side until the horizon; else it abstains.
 *
 * Its confidence is the posterior predictive probability that the price goes its way by then, 0.5
 * where it is only trying, shrunk by how far its claims have come true before (`ClaimTrust`).
 * Outcomes are learned from whether or not it spoke. A pattern that lost when it was spoken for is
 * silent from then on.
 *
 * @see SPEC P8. Thompson 1933, Biometrika 25; Chapelle and Li 2011, NIPS, for drawing an edge.
 */
export function definePatternLearner(definition: PatternLearnerDefinition): AgentKind {
  const { name, summary, outer } = definition
  return defineAgent({
    name,
    summary,
    parameters: learnerParameters,
    stream: 'pattern',
    features: (p) => learnerFeatures(p, outer),
    horizonUs: (p) => holdUsOf(learnerTerms(name, p, outer)),
    mind: (p, seed) => new LearnerMind(learnerTerms(name, p, outer), seed),
    opine: sayOf,
    explain: explainLearner,
  })
}

/**
 * The pattern learner of a team: fifteen of them differ by `variant`.
 *
 * Assumed: what came after a pattern before says something of what comes after it next, and
 * that a belief in no edge is worth `prior` outcomes. It claims what it has seen and no more.
 *
 * @see SPEC P8; Thompson 1933, Biometrika 25, for drawing an edge from what is believed.
 */
export const patternLearner: AgentKind = definePatternLearner({
  name: 'pattern-learner',
  summary: 'Learns which patterns come before a profit after costs, and speaks for those alone.',
})

/** What a learner says; nothing where its patterns say nothing. */
export function sayOf(view: View, p: Parameters, mind: LearnerMind): Opinion | undefined {
  const side = mind.look(view)
  if (side === 0) return undefined
  const { confidence } = mind.said
  return view.say({ exposure: side * p.exposure, confidence, holdUs: mind.holdUs })
}

/** What it says and by which numbers, in a sentence. */
export function explainLearner(view: View, p: Parameters, mind: LearnerMind): string {
  if (mind.isTooFine(view)) return `abstains: bars are longer than its own ${p.minutes} minutes`
  const { said, edge, terms, words } = mind
  if (mind.saidAt !== view.asOf) return 'abstains: none of its own bars has closed just now'
  if (said.key < 0) return `abstains: something it looks at is not known; ${mind.bar} bars seen`
  const percent = (share: number): string => `${(100 * share).toFixed(3)} %`
  const known =
    `${words}: ${edge.evidence.toFixed(1)} outcomes, mean ${percent(edge.mean)}, ` +
    `error ${percent(edge.error)}; drew ${percent(said.drawn)} against costs ${percent(terms.cost)}` +
    recalledWords(mind)
  if (said.side === 0) return `abstains: ${known}`
  const trust = `${percent(said.claim)} claimed, believed to ${percent(mind.trust)}`
  return `${said.side > 0 ? 'long' : 'short'}: ${known}; ${trust}`
}

/** What archives have to say of the pattern, for as long as that counts. */
function recalledWords({ said: { key }, edge: { evidence }, recalled }: LearnerMind): string {
  const begun = recalled.evidence(key, 0)
  const good = begun > 0 && evidence <= begun ? `; begun with ${begun.toFixed(1)} recalled` : ''
  return recalled.hurdle(key, evidence) > 1 ? `${good}; twice that, as it failed elsewhere` : good
}
