import { minuteUs } from '../../domain/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { place } from './arbitrage-parameters.ts'
import { gapOpinion, gapParameters, gapSentence, gapWatch } from './gap-agent.ts'

/**
 * Trades the gap between an instrument and two others of one quote currency that hedge it together:
 * sells the first and buys the two when it is `entry` deviations too dear, or the other way round,
 * each of the two by its own hedge ratio; closes near the mean, and gives up as `pairs` does. Three
 * legs are one set: all of them, or none. Cointegration is tested by Engle and Granger on a rolling
 * window, the first regressed on both others, by Johansen too when asked.
 *
 * It asks for legs, so the desk must be allowed to sell short (`risk.isLongOnly`), and it speaks at
 * the latest of the three on the desk, where the closes of the others are known already.
 *
 * Assumed: that what was cointegrated over the window stays so for some half-lives, and `claim`. Of
 * three there are more ways to look alike by chance than of two.
 *
 * It abstains where one of them is not on the desk, before the window is full, while the tests find
 * nothing or a half-life that is not worth it, and where one of the two would have to be bought
 * with the first.
 *
 * @see Engle and Granger 1987; Johansen 1991; Alexander, Giblin and Weddington, "Cointegration and
 *   asset allocation", Research in International Business and Finance 16, 2002.
 */
export const basket: AgentKind = defineAgent({
  name: 'basket',
  summary: 'Trades the gap of an instrument and two others that hedge it: three legs or none.',
  parameters: {
    first: place(1, 'place on the desk of the instrument that is hedged'),
    second: place(2, 'place of the first of the two that hedge it'),
    third: place(3, 'place of the second of the two that hedge it'),
    ...gapParameters,
  },
  features: () => ({}),
  mind: gapWatch,
  horizonUs: (p) => p.halfLifeMax * p.minutes * minuteUs,
  opine: gapOpinion,
  explain: (view, p, watch) =>
    gapSentence(view, p, watch) ??
    `abstains: the desk has no three instruments at places ${p.first}, ${p.second} and ${p.third}`,
})
