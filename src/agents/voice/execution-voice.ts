import { minuteUs } from '../../domain/index.ts'
import { type FeatureSpec, volatility } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import { claim, minutes, over } from '../strategy/index.ts'
import type { View } from '../view.ts'
import { CostWatch } from './cost-watch.ts'

const parameters = {
  minutes,
  bars: whole(96, { min: 10, max: 2_000, help: 'bars of spread, volume and volatility' }),
  ahead: whole(24, { min: 1, max: 1_000, help: 'bars that a trade is expected to last' }),
  feeBps: real(26, { min: -100, max: 1_000, help: 'taker fee of a side, bps' }),
  capital: real(100_000, { min: 1, max: 1e12, help: 'equity it counts with, quote units' }),
  size: real(0.1, { min: 0.0001, max: 1, help: 'usual change of exposure, share of equity' }),
  coefficient: real(1, { min: 0, max: 100, help: 'of the square-root impact' }),
  part: real(0.35, { min: 0.001, max: 10, help: 'part of the usual move that a trade may cost' }),
  impactBps: real(50, { min: 0.1, max: 10_000, help: 'most that getting out may move the price' }),
  claim: claim(0.52),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'deviation', FeatureSpec>>

/**
 * The voice of what trading costs. Where a round trip of the usual size, by spread, fee and impact,
 * takes more than `part` of what the price usually moves in the time ahead, it is for staying with
 * what is held, be that nothing: a change is not worth it. Where so much is held that getting out
 * would move the price by more than `impactBps`, it wants it smaller. Else it abstains: it knows no
 * side.
 *
 * Assumed: Roll's spread from closes, which is 0 where prices trend; square-root impact with
 * `coefficient`; that the desk has `capital`, for a view tells shares alone; and `claim`.
 *
 * @see SPEC Q5; Roll, Journal of Finance 39, 1984; Toth and others, Physical Review X 1, 2011;
 *   Garleanu and Pedersen, "Dynamic trading with predictable returns and transaction costs", 2013.
 */
export const executionVoice: AgentKind = defineAgent({
  name: 'execution-voice',
  summary:
    'Is for staying where a trade would cost more than it can move, and for less if too much.',
  parameters,
  features: (p): Features => ({ deviation: over(p.minutes)(volatility(p.bars)) }),
  mind: (p) => new CostWatch(p.minutes * minuteUs, p.bars),
  horizonUs: (p) => p.ahead * p.minutes * minuteUs,
  opine: (view, p, watch) => {
    const exposure = wanted(view, p, watch)
    return exposure === undefined ? undefined : view.say({ exposure, confidence: p.claim })
  },
  explain: (view, p, watch) => {
    const { cost, move, impact, spread, volume } = watch
    if (!(cost >= 0))
      return `abstains: ${p.bars} bars have not been seen, or nothing moved or traded`
    const most = impact > p.impactBps / 10_000 ? 'wants less: ' : ''
    const state = cost > p.part * move ? 'is for staying with' : 'has nothing to say of'
    return (
      `${most}${state} ${view.position} of equity: a round trip costs ${cost.toPrecision(3)} of the ` +
      `price, the usual move of ${p.ahead} bars is ${move.toPrecision(3)} and ${p.part} of it may be ` +
      `spent; spread ${spread.toPrecision(3)}, ${volume.toPrecision(3)} traded a bar; getting out ` +
      `moves the price by ${impact.toPrecision(3)} of itself`
    )
  },
})

/** `undefined` where it has nothing to say. */
function wanted(view: View<Features>, p: Parameters, watch: CostWatch): number | undefined {
  const { close, position } = view
  const deviation = view.features.deviation.value
  watch.look(view.asOf, close, view.volume)
  const { spread, volume } = watch
  const value = volume * close
  const slope = (p.coefficient * deviation) / Math.sqrt(value)
  watch.move = deviation * Math.sqrt(p.ahead)
  watch.impact = slope * Math.sqrt(Math.abs(position) * p.capital)
  const side = p.feeBps / 10_000 + slope * Math.sqrt(p.size * p.capital)
  watch.cost = spread / close + 2 * side
  if (!(deviation > 0 && value > 0 && Number.isFinite(spread))) {
    watch.cost = Number.NaN
    return undefined
  }
  const most = p.impactBps / 10_000
  if (watch.impact > most) return position * ((most / watch.impact) * (most / watch.impact))
  return watch.cost > p.part * watch.move ? position : undefined
}
