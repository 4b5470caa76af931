import { minuteUs } from '../../domain/index.ts'
import { atr, type FeatureSpec, highest, lowest } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { stopBehind } from './stake.ts'
import { atrBars, claim, exposureMax, minutes, risk, stopAtr } from './usual-parameters.ts'

const parameters = {
  minutes,
  entry: whole(55, { min: 2, max: 2_000, help: 'bars of the channel whose edge is broken' }),
  exit: whole(20, { min: 1, max: 2_000, help: 'bars of the channel that is left by' }),
  beyond: real(0.25, { min: 0, max: 20, help: 'how far past the edge counts, in ATR' }),
  atr: atrBars,
  stopAtr: stopAtr(2),
  risk,
  exposureMax,
  claim: claim(0.52),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'top' | 'bottom' | 'roof' | 'floor' | 'range', FeatureSpec>>

/**
 * Donchian's channel, as the Turtles traded it: in where the close is past the highest high or the
 * lowest low of `entry` bars by more than `beyond` average true ranges, which is what separates a
 * break from a touch; out past the other edge of `exit` bars. The stop is two ranges away, and the
 * stake loses `risk` of equity there.
 *
 * Assumed: that a break goes on, and `claim`, which is kept small: most breaks fail, and few pay
 * for all.
 *
 * @see Donchian; Faith, "Way of the Turtle", 2007.
 */
export const breakout: AgentKind = defineAgent({
  name: 'breakout',
  summary: 'Buys new highs and sells new lows that are clear of the channel by a share of ATR.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    return {
      top: on(highest(p.entry)),
      bottom: on(lowest(p.entry)),
      roof: on(highest(p.exit)),
      floor: on(lowest(p.exit)),
      range: on(atr(p.atr)),
    }
  },
  horizonUs: (p) => p.exit * p.minutes * minuteUs,
  expectations: [{ scenario: 'mean-reverting', tradesBelow: 10 }],
  opine: (view, p) => {
    const side = sideOf(view, p)
    if (side !== 0) return stopBehind(view, p, side)
    return isLeft(view) ? view.say({ exposure: 0, confidence: p.claim }) : undefined
  },
  explain: (view, p) => {
    const { top, bottom, roof, floor, range } = view.features
    const side = sideOf(view, p)
    const word = side > 0 ? 'above' : side < 0 ? 'below' : 'within'
    return (
      `close ${view.close.toPrecision(6)} is ${word} the channel of ${p.entry} bars from ` +
      `${bottom.value.toPrecision(6)} to ${top.value.toPrecision(6)}, by ${p.beyond} ATR of ` +
      `${range.value.toPrecision(4)}; out past ${floor.value.toPrecision(6)} or ` +
      `${roof.value.toPrecision(6)}`
    )
  },
})

function sideOf(view: View<Features>, p: Parameters): number {
  const { top, bottom, range } = view.features
  if (!(range.value > 0)) return 0
  const beyond = p.beyond * range.value
  if (view.close > top.value + beyond) return 1
  return view.close < bottom.value - beyond ? -1 : 0
}

function isLeft({ features, position, close }: View<Features>): boolean {
  if (position > 0) return close < features.floor.value
  return position < 0 && close > features.roof.value
}
