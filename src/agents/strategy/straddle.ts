import { minuteUs } from '../../domain/index.ts'
import { donchian, type FeatureSpec, volatility } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { levelAt } from './stake.ts'
import { claim, exposureMax, minutes } from './usual-parameters.ts'

/** Of a Brownian motion, its mean range over unit time: the root of 8 / pi. */
const usualRange = Math.sqrt(8 / Math.PI)

/** Of a straddle at the money, its price over deviation and root of its life: that of 2 / pi. */
const straddlePrice = Math.sqrt(2 / Math.PI)

const parameters = {
  minutes,
  bars: whole(24, { min: 2, max: 1_000, help: 'bars of the range' }),
  usual: whole(168, { min: 5, max: 5_000, help: 'bars of the volatility it is held against' }),
  quiet: real(0.7, { min: 0.05, max: 2, help: 'of the range that is usual, what is quiet' }),
  life: whole(24, { min: 1, max: 1_000, help: 'bars the straddle would live' }),
  premium: real(0.004, { min: 0.0001, max: 0.05, help: 'share of equity paid for it' }),
  exposureMax,
  claim: claim(0.52),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'top' | 'bottom' | 'width' | 'noise', FeatureSpec>>

/**
 * A straddle without options: waits for a quiet range and takes the side that breaks out of it. A
 * range of `bars` is quiet when it is less than `quiet` of the range that a random walk of the
 * usual volatility would have made. The stake is what a straddle for `premium` would cover: one
 * costs deviation × √(2 `life` / π) of what it is for. The stop is that cost away, so that no more
 * than the premium is lost, and at the end of its life it is left.
 *
 * What it lacks of a straddle: both sides at once, and a loss that is bounded through a gap.
 *
 * Assumed: that quiet is followed by moves of usual size, and `claim`.
 *
 * @see Feller 1951 for the range; Brenner and Subrahmanyam 1988 for the price of a straddle.
 */
export const straddle: AgentKind = defineAgent({
  name: 'straddle',
  summary: 'Takes the side that breaks out of a quiet range, sized by what a straddle would cost.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    const range = donchian(p.bars)
    return {
      top: on(range),
      bottom: on(range.line('lower')),
      width: on(range.line('width')),
      noise: on(volatility(p.usual)),
    }
  },
  horizonUs: (p) => p.life * p.minutes * minuteUs,
  opine: (view, p) => {
    const side = sideOf(view, p)
    return side === 0 ? undefined : speak(view, p, side)
  },
  explain: (view, p) => {
    const { top, bottom, width, noise } = view.features
    const word = sideOf(view, p) === 0 ? 'no break of a quiet range' : 'a break of a quiet range'
    return (
      `${word}: close ${view.close.toPrecision(6)}, ${p.bars} bars from ` +
      `${bottom.value.toPrecision(6)} to ${top.value.toPrecision(6)}, as wide as ` +
      `${width.value.toPrecision(3)} of the price; quiet is below ${p.quiet} of what volatility ` +
      `${noise.value.toPrecision(3)} a bar makes usual`
    )
  },
})

function sideOf({ features, close }: View<Features>, p: Parameters): number {
  const { top, bottom, width, noise } = features
  const usual = usualRange * noise.value * Math.sqrt(p.bars)
  if (!(width.value < p.quiet * usual)) return 0
  if (close > top.value) return 1
  return close < bottom.value ? -1 : 0
}

function speak(view: View<Features>, p: Parameters, side: number): Opinion {
  const { close } = view
  const cost = straddlePrice * view.features.noise.value * Math.sqrt(p.life)
  return view.say({
    exposure: side * Math.min(p.premium / cost, p.exposureMax),
    confidence: p.claim,
    stop: levelAt(close, -side * cost * close),
    holdUs: p.life * p.minutes * minuteUs,
  })
}
