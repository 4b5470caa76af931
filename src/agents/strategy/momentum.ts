import { minuteUs } from '../../domain/index.ts'
import { type FeatureSpec, roc, volatility } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { claim, exposureMax, minutes } from './usual-parameters.ts'

const minutesPerYear = 365 * 1_440

/** Of what it looks back, how much it looks ahead: a month for a year in the paper. */
const aheadShare = 1 / 12

const parameters = {
  minutes,
  lookback: whole(168, { min: 2, max: 2_000, help: 'bars it looks back, and of the volatility' }),
  enter: real(0.5, { min: 0, max: 10, help: 'move worth following, in deviations of such a time' }),
  volatility: real(0.1, {
    min: 0.001,
    max: 2,
    help: 'yearly volatility asked for, share of equity',
  }),
  exposureMax,
  claim: claim(0.53),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'move' | 'noise', FeatureSpec>>

/**
 * Time-series momentum: goes with the return of the last `lookback` bars once it is more than
 * `enter` deviations of such a time, sized so that a year of it would swing by `volatility`. What
 * is held is left when the return has turned its sign, and kept in between.
 *
 * Assumed: that a week goes on for half a day as a year does for a month, and `claim`.
 *
 * @see Moskowitz, Ooi and Pedersen, "Time series momentum", Journal of Financial Economics 104,
 *   2012; Liu and Tsyvinski 2021 for weeks in crypto. The threshold is ours: costs are not theirs.
 */
export const momentum: AgentKind = defineAgent({
  name: 'momentum',
  summary:
    'Goes with the return of the last week, in units of its volatility, at equal volatility.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    return { move: on(roc(p.lookback, 1)), noise: on(volatility(p.lookback)) }
  },
  horizonUs: (p) => Math.max(1, Math.round(p.lookback * aheadShare)) * p.minutes * minuteUs,
  expectations: [{ scenario: 'mean-reverting', tradesBelow: 10 }],
  opine: (view, p) => {
    const { move, noise } = view.features
    if (!(noise.value > 0)) return undefined
    if (move.value * view.position < 0) return view.say({ exposure: 0, confidence: p.claim })
    return isMove(view, p) ? speak(view, p) : undefined
  },
  explain: (view, p) => {
    const { move, noise } = view.features
    const told =
      `${move.value.toFixed(2)} % over ${p.lookback} bars whose volatility was ` +
      `${noise.value.toPrecision(3)} each`
    return isMove(view, p)
      ? `goes with ${told}`
      : `${told}: less than ${p.enter} deviations are no move to follow`
  },
})

function isMove(view: View<Features>, p: Parameters): boolean {
  const { move, noise } = view.features
  const usual = 100 * noise.value * Math.sqrt(p.lookback)
  return Math.abs(move.value) >= p.enter * usual && move.value !== 0
}

function speak(view: View<Features>, p: Parameters): Opinion {
  const { move, noise } = view.features
  const barsPerYear = Math.min(view.barsPerYear, minutesPerYear / p.minutes)
  const size = p.volatility / (noise.value * Math.sqrt(barsPerYear))
  return view.say({
    exposure: Math.sign(move.value) * Math.min(size, p.exposureMax),
    confidence: p.claim,
  })
}
