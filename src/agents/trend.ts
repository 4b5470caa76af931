import { minuteUs } from '../domain/index.ts'
import { adx, atr, every, type FeatureSpec, sma, volatility } from '../features/index.ts'
import { type AgentKind, defineAgent } from './agent.ts'
import type { Opinion } from './opinion.ts'
import { type ParameterValues, real, whole } from './parameters.ts'
import { levelAt } from './strategy/stake.ts'
import type { Recall, Recollection } from './recall.ts'
import type { View } from './view.ts'

const minutesPerYear = 365 * 1_440

/** Similar moments that are asked about. @see SPEC Q5. */
const similarMost = 10

/** Share of equity that it asks for, more or less, when it asks memory. */
const usualExposure = 0.05

/** Returns from which the yearly volatility is estimated. */
const noiseBars = 20

const parameters = {
  minutes: whole(15, { min: 1, max: 10_080, help: 'length of the bars it looks at, minutes' }),
  fast: whole(10, { min: 2, max: 500, help: 'bars of the fast average' }),
  slow: whole(20, { min: 3, max: 2000, help: 'bars of the slow average' }),
  adx: whole(14, { min: 2, max: 200, help: 'bars of ADX and ATR' }),
  adxMin: real(25, { min: 0, max: 100, help: 'ADX above which there is a trend' }),
  stopAtr: real(2, { min: 0.1, max: 50, help: 'stop distance in ATR' }),
  targetAtr: real(3, { min: 0.1, max: 100, help: 'target distance in ATR' }),
  hurdle: real(0.0072, { min: 0, max: 1, help: 'nearest target worth a trade, share of price' }),
  kelly: real(0.25, { min: 0.01, max: 0.25, help: 'fraction of Kelly' }),
  payoff: real(1.5, { min: 0.1, max: 20, help: 'assumed average win / average loss' }),
  exposureMax: real(0.5, { min: 0.01, max: 1, help: 'largest share of equity asked for' }),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'fast' | 'slow' | 'strength' | 'range' | 'noise', FeatureSpec>>

/** What it looks at. */
function features(p: Parameters): Features {
  const over = (spec: FeatureSpec): FeatureSpec => every(p.minutes * minuteUs, spec)
  return {
    fast: over(sma(p.fast)),
    slow: over(sma(p.slow)),
    strength: over(adx(p.adx)),
    range: over(atr(p.adx)),
    noise: over(volatility(noiseBars)),
  }
}

/**
 * Follows the trend when there is one: fast average against slow, only while ADX says there is.
 * Sized by a quarter of Kelly, shrunk by volatility; out at two ATR against, three in favour.
 *
 * It looks at bars of `minutes`, put together from shorter ones: on one-minute bars three ATR are
 * less than a round trip costs, and no signal can earn what it pays. So it also abstains while
 * its target is nearer than `hurdle`.
 *
 * The win probability is assumed from ADX until memory has measured it: 0.5 + 0.3 (c − 0.5) with
 * c = min(ADX / 50, 1), and the payoff ratio is 1.5. Both are assumptions, not findings.
 * When ADX is low it abstains: what is held is left to its stop and target.
 *
 * Where the desk goes by memory, c is scaled by what came of the ten most similar moments, and the
 * payoff ratio by what they paid, if the desk is to learn it (`memory.payoffWeight`).
 *
 * @see SPEC Q5, P11; Q9 for what is expected of it. Kelly 1956: f = p − (1 − p) / b.
 */
export const trend: AgentKind = defineAgent({
  name: 'trend',
  summary: 'Follows moving averages while ADX shows a trend; quarter Kelly, ATR stop and target.',
  parameters,
  features,
  expectations: [
    { scenario: 'mean-reverting', tradesBelow: 10 },
    { scenario: 'volatility-spike', sizeBelow: 0.5 },
  ],
  opine: (view, p) => {
    const { strength, range } = view.features
    if (!(strength.value > p.adxMin)) return undefined
    return range.value * p.targetAtr < view.close * p.hurdle ? undefined : speak(view, p)
  },
  explain: (view, p) => {
    const { fast, slow, strength, range } = view.features
    const direction = fast.value > slow.value ? 'above' : 'below'
    return (
      `SMA(${p.fast}) ${fast.value.toPrecision(6)} is ${direction} ` +
      `SMA(${p.slow}) ${slow.value.toPrecision(6)}, ADX ${strength.value.toFixed(1)} ` +
      `(needs ${p.adxMin}), ATR ${range.value.toPrecision(4)}`
    )
  },
})

/**
 * What it says once there is a trend worth following. Apart from `opine`, which mostly keeps
 * silent: a small function that is asked on every bar is compiled into its caller.
 */
function speak(view: View<Features>, p: Parameters): Opinion | undefined {
  const { fast, slow, strength, range, noise } = view.features
  const close = view.close
  const side = fast.value > slow.value ? 1 : -1
  const told = Math.min(strength.value / 50, 1)
  const came = view.recall === undefined ? undefined : recalled(told, side, view.recall)
  const winProbability = winProbabilityOf(came?.confidence ?? told)
  const kelly = winProbability - (1 - winProbability) / (p.payoff * (came?.payoffTimes ?? 1))
  if (kelly <= 0) return undefined
  const barsPerYear = Math.min(view.barsPerYear, minutesPerYear / p.minutes)
  const size = (p.kelly * kelly) / (1 + noise.value * Math.sqrt(barsPerYear))
  return view.say({
    exposure: side * Math.min(size, p.exposureMax),
    confidence: Math.max(0.5, winProbability),
    stop: levelAt(close, -side * p.stopAtr * range.value),
    target: levelAt(close, side * p.targetAtr * range.value),
  })
}

function winProbabilityOf(confidence: number): number {
  return 0.5 + 0.3 * (confidence - 0.5)
}

type Recalled = { readonly confidence: number; readonly payoffTimes: number }

/** Beyond these a payoff ratio learned from so few moments is not believed. */
const payoffBounds = { min: 0.75, max: 3 }
/** The payoff ratio that a desk goes on from while nothing is learned. @see SPEC Q5. */
const payoffUsual = 1.5

/**
 * A confidence scaled by what came of the ten most similar moments: by half more at most where all
 * of them paid alike, by half less where they lost. Ten count as much as knowing nothing does. And
 * by how much the payoff ratio is to be more or less, where the desk learns it: at most by the root
 * of 2 either way of ten.
 */
function recalled(told: number, side: number, recall: Recall): Recalled | undefined {
  // What it would ask for without memory is not known yet: its side at the usual size is.
  const question = { exposure: side * usualExposure, confidence: winProbabilityOf(told) }
  const came = recall.similar({ ...question, most: similarMost })
  if (came === undefined) return undefined
  const edge = came.mean / Math.sqrt(came.mean * came.mean + came.deviation * came.deviation)
  const share = came.weight / (came.weight + similarMost)
  const scale = 1 + recall.weight * share * (Number.isFinite(edge) ? edge : 0)
  const payoffTimes = payoffTimesOf(came, share * (recall.payoffWeight ?? 0))
  return { confidence: Math.min(told * scale, 1), payoffTimes }
}

/** @param share - How far to go by it, 0 to 1; at 0 it is 1 to the bit. */
function payoffTimesOf({ payoff }: Recollection, share: number): number {
  if (payoff === undefined || !(payoff > 0) || share === 0) return 1
  const seen = Math.max(payoffBounds.min, Math.min(payoffBounds.max, payoff))
  return Math.exp(share * Math.log(seen / payoffUsual))
}
