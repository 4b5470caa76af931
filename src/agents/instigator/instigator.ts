import { minuteUs } from '../../domain/index.ts'
import { every, type FeatureSpec, roc, rsi } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { marketState } from '../explorer/market-state.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { type Challenge, challengeOf } from './challenge.ts'
import { ConsensusWatch } from './consensus-watch.ts'

const parameters = {
  minutes: whole(60, { min: 1, max: 10_080, help: 'length of the bars it looks at, minutes' }),
  window: whole(24, { min: 6, max: 500, help: 'bars it looks back' }),
  staleBars: whole(48, { min: 2, max: 100_000, help: 'bars of the desk after which it is stale' }),
  evidenceMin: real(0.5, { min: 0.05, max: 3, help: 'mean evidence it takes, in deviations' }),
  exposure: real(0.1, { min: 0.001, max: 1, help: 'share of equity asked for, at the most' }),
  claim: real(0.53, { min: 0.5, max: 0.7, help: 'probability claimed where evidence is full' }),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'change' | 'rsi' | 'deviation', FeatureSpec>>

/** Evidence from which on all is asked for and claimed, in times of what it takes. */
const full = 3

/**
 * Challenges a consensus that is stale: where the committee has leaned one way for long, and the
 * price, its pace, its strength or the market itself speaks against that by now, it proposes the
 * other side, the more the more speaks for it. Else it abstains: it has no opinion of its own.
 *
 * It is told by `mind.tell` what the committee decides; where nobody tells it, it goes by what is
 * held. Three of them differ by `window` and `staleBars`; see the README.
 *
 * Assumed: that the four kinds of evidence count the same, and `claim`.
 *
 * @see SPEC P9. Schwenk 1990, Organizational Behavior and Human Decision Processes 47(1), on what
 *   a devil's advocate does for decisions.
 */
export const instigator: AgentKind = defineAgent({
  name: 'instigator',
  summary: 'Speaks against a consensus that is stale, when enough has changed since it formed.',
  parameters,
  features: (p): Features => {
    const over = (spec: FeatureSpec): FeatureSpec => every(p.minutes * minuteUs, spec)
    return {
      change: over(roc(p.window)),
      rsi: over(rsi(p.window)),
      deviation: over(marketState(p.window).line('deviation')),
    }
  },
  mind: () => new ConsensusWatch(),
  opine: (view, p, mind) => {
    const deviation = view.features.deviation.value
    mind.look({ ts: view.asOf, held: view.position, close: view.close, deviation })
    if (mind.side === 0 || mind.bars < p.staleBars) return undefined
    mind.challenge = challenged(view, p, mind)
    const { evidence } = mind.challenge
    if (!(evidence >= p.evidenceMin)) return undefined
    const share = Math.min(1, evidence / (full * p.evidenceMin))
    const confidence = 0.5 + share * (p.claim - 0.5)
    return view.say({ exposure: -mind.side * share * p.exposure, confidence })
  },
  explain: (_view, p, mind) => {
    const { side, bars, strength } = mind.lean
    if (side === 0) return 'abstains: nobody leans either way'
    const word = side > 0 ? 'long' : 'short'
    const leans = `${bars} bars ${word} with ${(100 * strength).toFixed(1)} % in the mean`
    if (bars < p.staleBars) return `abstains: ${leans}, stale from ${p.staleBars} bars on`
    const { since, lately, tired, changed, evidence } = mind.challenge
    const verb = evidence >= p.evidenceMin ? `against ${word}` : 'abstains'
    return (
      `${verb}: ${leans}; the price since ${since.toFixed(2)}, lately ${lately.toFixed(2)}, ` +
      `strength ${tired.toFixed(2)}, market changed ${changed.toFixed(2)}: ` +
      `${evidence.toFixed(2)} of ${p.evidenceMin}`
    )
  },
})

/** Settings of the three that a swarm begins with: hours, days and weeks. @see SPEC P1. */
export const instigatorVariants: readonly Readonly<Record<'window' | 'staleBars', number>>[] = [
  { window: 12, staleBars: 24 },
  { window: 24, staleBars: 72 },
  { window: 72, staleBars: 240 },
]

function challenged(view: View<Features>, p: Parameters, mind: ConsensusWatch): Challenge {
  const { change, rsi: strength, deviation } = view.features
  return challengeOf(mind.lean, {
    close: view.close,
    change: change.value,
    window: p.window,
    deviation: deviation.value,
    rsi: strength.value,
  })
}
