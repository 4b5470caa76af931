import { minuteUs } from '../../domain/index.ts'
import { type FeatureSpec, rollingDrawdown, volatility } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import { claim, minutes, over } from '../strategy/index.ts'
import type { View } from '../view.ts'

const parameters = {
  minutes,
  fast: whole(24, { min: 2, max: 1_000, help: 'bars of the volatility of now' }),
  slow: whole(240, { min: 2, max: 5_000, help: 'bars of the usual volatility' }),
  wild: real(1.5, { min: 1, max: 20, help: 'volatility over the usual from which it cuts' }),
  panic: real(3, { min: 1, max: 50, help: 'volatility over the usual from which it wants out' }),
  bars: whole(72, { min: 2, max: 5_000, help: 'bars whose best close a loss is counted from' }),
  loss: real(0.1, {
    min: 0.001,
    max: 1,
    help: 'move against what is held from which it wants out',
  }),
  claim: claim(0.55),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'fast' | 'slow' | 'drawdown' | 'rise', FeatureSpec>>

/** What a market is like for one who holds something in it. */
type Mood = 'calm' | 'wild' | 'panic' | 'loss'

/**
 * The voice of caution. In a wild market it wants what is held cut in inverse proportion to its
 * volatility, and nothing begun; in a panic, and where the price has gone `loss` against what is
 * held since its best close, it wants out. While the market is calm it has nothing to say.
 *
 * It is an opinion like any other and is outvoted like any other: the limits of risk are enforced
 * elsewhere and ask nobody.
 *
 * Assumed: that volatility lasts, so that the wildness of now is that of the hours ahead; and
 * `claim`. Being flat has no side to be right about.
 *
 * @see SPEC Q5; Moreira and Muir, "Volatility-managed portfolios", Journal of Finance 72, 2017.
 */
export const riskVoice: AgentKind = defineAgent({
  name: 'risk-voice',
  summary: 'Wants less in a wild market, and out of panic and of what has gone far against it.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    const far = rollingDrawdown(p.bars)
    return {
      fast: on(volatility(p.fast)),
      slow: on(volatility(p.slow)),
      drawdown: on(far.line('drawdown')),
      rise: on(far.line('rise')),
    }
  },
  horizonUs: (p) => p.fast * p.minutes * minuteUs,
  opine: (view, p) => {
    const mood = moodOf(view, p)
    if (mood === 'calm') return undefined
    const { fast, slow } = view.features
    const exposure = mood === 'wild' ? (view.position * slow.value) / fast.value : 0
    return view.say({ exposure, confidence: p.claim })
  },
  explain: (view, p) => {
    const { fast, slow, drawdown, rise } = view.features
    const wants = {
      calm: 'nothing to say',
      wild: 'wants what is held cut as volatility has grown, and nothing begun',
      panic: 'wants out',
      loss: 'wants out of what goes against it',
    }[moodOf(view, p)]
    return (
      `${wants}: volatility ${fast.value.toPrecision(3)} a bar, usually ` +
      `${slow.value.toPrecision(3)}; it cuts from ${p.wild} times that on and wants out from ` +
      `${p.panic}; ${view.position} of equity is held, ${(100 * drawdown.value).toFixed(2)} % ` +
      `below the highest close and ${(100 * rise.value).toFixed(2)} % above the lowest ` +
      `(${p.loss} is too much)`
    )
  },
})

function moodOf({ features, position }: View<Features>, p: Parameters): Mood {
  const { fast, slow, drawdown, rise } = features
  if (position > 0 && drawdown.value >= p.loss) return 'loss'
  if (position < 0 && rise.value >= p.loss) return 'loss'
  if (!(slow.value > 0) || fast.value < p.wild * slow.value) return 'calm'
  return fast.value >= p.panic * slow.value ? 'panic' : 'wild'
}
