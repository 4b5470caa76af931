import { dayUs, minuteUs } from '../../domain/index.ts'
import { type FeatureSpec, volatility } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Peer } from '../peer.ts'
import { real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { claim, minutes } from './usual-parameters.ts'
import { VarianceWatch } from './variance-watch.ts'

const parameters = {
  minutes,
  window: whole(720, { min: 100, max: 5_000, help: 'bars whose returns are fitted' }),
  refit: whole(168, { min: 1, max: 10_000, help: 'bars from fit to fit' }),
  ahead: whole(24, { min: 1, max: 1_000, help: 'bars the forecast looks ahead' }),
  realised: whole(24, { min: 2, max: 1_000, help: 'bars of the realised volatility' }),
  rich: real(1.25, { min: 1, max: 10, help: 'forecast over realised from which fear is too dear' }),
  exposure: real(0.1, { min: 0.01, max: 1, help: 'share of equity bought' }),
  claim: claim(0.53),
} as const

type Features = Readonly<Record<'realised', FeatureSpec>>

/**
 * Leans against overpriced fear: buys while the volatility that a GARCH(1,1) expects of the time
 * ahead is `rich` times what the market has shown of late, and leaves when it expects
 * less than that. GARCH remembers the last shock; where the market has calmed down already, its
 * memory stands in for the fear of those who sell insurance dearly. Nothing is sold short.
 *
 * Assumed: that the forecast is a stand-in for the implied volatility of options, which no bar
 * tells: the premium of the paper is implied over realised variance. And `claim`.
 *
 * It abstains until there are `window` returns to fit, where the fit does not converge, and where
 * nothing moved.
 *
 * @see Bollerslev, Tauchen and Zhou, "Expected stock returns and variance risk premia", Review of
 *   Financial Studies 22, 2009; Bollerslev 1986 for GARCH.
 */
export const volatilityPremium: AgentKind = defineAgent({
  name: 'volatility-premium',
  summary: 'Buys while GARCH expects more volatility than the market shows: fear that is too dear.',
  parameters,
  features: (p): Features => ({ realised: over(p.minutes)(volatility(p.realised)) }),
  mind: (p) =>
    new VarianceWatch({
      stepUs: p.minutes * minuteUs,
      window: p.window,
      refit: p.refit,
      ahead: p.ahead,
    }),
  horizonUs: (p) => p.ahead * p.minutes * minuteUs,
  opine: (view, p, mind) => {
    const own = ownOf(view)
    if (own === undefined) return undefined
    mind.look(own, (365 * dayUs) / view.barsPerYear)
    const realised = view.features.realised.value
    if (!(realised > 0 && mind.deviation > 0)) return undefined
    if (mind.deviation >= p.rich * realised)
      return view.say({ exposure: p.exposure, confidence: p.claim })
    return view.position > 0 && mind.deviation < realised
      ? view.say({ exposure: 0, confidence: p.claim })
      : undefined
  },
  explain: ({ features }, p, { deviation }) => {
    const realised = `${p.realised} bars showed ${features.realised.value.toPrecision(3)}`
    if (!(deviation > 0))
      return `nothing to compare: ${p.window} returns have not been fitted yet; ${realised}`
    return (
      `GARCH expects a volatility of ${deviation.toPrecision(3)} a bar for the next ${p.ahead}, ` +
      `${realised}; fear is too dear at ${p.rich} times that`
    )
  },
})

/** The instrument itself among its peers. A loop: this is asked on every bar. */
function ownOf({ peers, instrumentId }: View<Features>): Peer | undefined {
  for (let i = 0; i < peers.length; i += 1)
    if (peers[i]?.instrumentId === instrumentId) return peers[i]
  return undefined
}
