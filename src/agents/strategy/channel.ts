import { minuteUs } from '../../domain/index.ts'
import { atr, ema, type FeatureSpec, linearRegression } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { levelAt, stake } from './stake.ts'
import { claim, exposureMax, hurdle, minutes, risk } from './usual-parameters.ts'

const parameters = {
  minutes,
  kind: {
    kind: 'choice',
    default: 'regression',
    options: ['regression', 'keltner'],
    help: 'a line through the closes and its error, or an average and ATR',
  },
  bars: whole(48, { min: 3, max: 2_000, help: 'bars of the channel' }),
  width: real(2, { min: 0.5, max: 10, help: 'from middle to edge, in errors or ATR' }),
  near: real(0.7, { min: 0, max: 1, help: 'share of the way to the edge that is near it' }),
  beyond: real(1, { min: 0.1, max: 10, help: 'stop past the edge, in errors or ATR' }),
  fit: real(0.5, {
    min: 0,
    max: 1,
    help: 'R squared of the slope below which there is no channel',
  }),
  hurdle,
  risk,
  exposureMax,
  claim: claim(0.53),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'middle' | 'reach' | 'slope' | 'fit', FeatureSpec>>

/**
 * Trades inside a sloping channel, with its slope: buys near the lower edge of one that rises,
 * sells near the upper edge of one that falls, for the other edge, and is out past its own. The
 * edges are `width` errors around a regression line, or `width` average true ranges around an
 * exponential average (Keltner); whether there is a channel is told by the R squared of the line.
 *
 * Assumed: that a slope which fits so well lasts for a quarter of the channel, and `claim`.
 *
 * @see Raff, "Trading the regression channel", 1991; Keltner 1960.
 */
export const channel: AgentKind = defineAgent({
  name: 'channel',
  summary: 'Buys the lower edge of a rising channel and sells the upper edge of a falling one.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    const line = linearRegression(p.bars)
    const isLine = p.kind === 'regression'
    return {
      middle: on(isLine ? line.line('line') : ema(p.bars)),
      reach: on(isLine ? line.line('error') : atr(p.bars)),
      slope: on(line.line('slope')),
      fit: on(line.line('rSquared')),
    }
  },
  horizonUs: (p) => Math.ceil(p.bars / 4) * p.minutes * minuteUs,
  opine: (view, p) => {
    const side = sideOf(view, p)
    return side === 0 ? undefined : speak(view, p, side)
  },
  explain: (view, p) => {
    const { middle, reach, slope, fit } = view.features
    const why = sideOf(view, p) === 0 ? 'there is no edge to trade at' : 'trades from the edge'
    return (
      `${why}: close ${view.close.toPrecision(6)}, middle ${middle.value.toPrecision(6)}, edges ` +
      `${p.width} times ${reach.value.toPrecision(4)} away, slope ${slope.value.toPrecision(3)} ` +
      `a bar with R squared ${fit.value.toFixed(2)} (needs ${p.fit})`
    )
  },
})

/** 1 to buy, -1 to sell: at an edge that the slope points away from, and not past the stop. */
function sideOf(view: View<Features>, p: Parameters): number {
  const { middle, reach, slope, fit } = view.features
  if (!(fit.value >= p.fit && reach.value > 0)) return 0
  const side = Math.sign(slope.value)
  const depth = (side * (middle.value - view.close)) / reach.value
  if (!(depth >= p.near * p.width && depth < p.width + p.beyond)) return 0
  const way = (depth + p.width) * reach.value
  return way < p.hurdle * view.close ? 0 : side
}

function speak(view: View<Features>, p: Parameters, side: number): Opinion {
  const { close } = view
  const { middle, reach } = view.features
  const target = middle.value + side * p.width * reach.value
  const stop = middle.value - side * (p.width + p.beyond) * reach.value
  return view.say({
    exposure: side * stake(close, Math.abs(close - stop), p.risk, p.exposureMax),
    confidence: p.claim,
    stop: levelAt(close, stop - close),
    target: levelAt(close, target - close),
  })
}
