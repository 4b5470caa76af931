import { minuteUs } from '../../domain/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { place } from './arbitrage-parameters.ts'
import { gapOpinion, gapParameters, gapSentence, gapWatch } from './gap-agent.ts'

/**
 * Trades the gap between two instruments that are held together: sells the dear one and buys the
 * other, in the ratio that hedges, when they are `entry` deviations apart; closes near the mean;
 * gives up at `stop`, after `halvesMax` half-lives, or when the tests no longer find a pair.
 * Cointegration is tested by Engle and Granger on a rolling window, by Johansen too when asked,
 * and what is left between them is fitted by an Ornstein-Uhlenbeck process.
 *
 * It asks for legs, so the desk must be allowed to sell short (`risk.isLongOnly`), and it speaks at
 * the later of the two on the desk, where the close of the other is known already.
 *
 * Assumed: that what was cointegrated over the window stays so for some half-lives, and `claim`.
 *
 * It abstains where one of them is not on the desk, before the window is full, and while the tests
 * find no pair or a half-life that is not worth it.
 *
 * @see Gatev, Goetzmann and Rouwenhorst, "Pairs trading", Review of Financial Studies 19, 2006;
 *   Engle and Granger 1987; Johansen 1991; Elliott, van der Hoek and Malcolm 2005.
 */
export const pairs: AgentKind = defineAgent({
  name: 'pairs',
  summary: 'Trades the gap of two cointegrated instruments: legs by hedge ratio, OU, z-score.',
  parameters: {
    first: place(1, 'place of the first instrument on the desk'),
    second: place(2, 'place of the second instrument on the desk'),
    ...gapParameters,
  },
  features: () => ({}),
  mind: gapWatch,
  horizonUs: (p) => p.halfLifeMax * p.minutes * minuteUs,
  opine: gapOpinion,
  explain: (view, p, watch) =>
    gapSentence(view, p, watch) ??
    `abstains: the desk has no two instruments at places ${p.first} and ${p.second}`,
})
