import { minuteUs } from '../../domain/index.ts'
import { atr, bollinger, type FeatureSpec, macd, rsi } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { levelAt, stake } from './stake.ts'
import {
  claim,
  exposureMax,
  hurdle,
  minutes,
  risk,
  stopAtr,
  targetAtr,
} from './usual-parameters.ts'

type Style = {
  readonly rsi: number
  /** RSI strays from 50 by the root of its window: of twice the bars, 0.7 is as far as 1. */
  readonly reach: number
  readonly macd: readonly [fast: number, slow: number, signal: number]
  readonly bollinger: readonly [bars: number, width: number]
}

/** What Wilder, Appel and Bollinger use. */
const usual: Style = { rsi: 14, reach: 1, macd: [12, 26, 9], bollinger: [20, 2] }
/** Half and twice as long; the bands are as wide as Bollinger has them for such windows. */
const fast: Style = { rsi: 7, reach: Math.SQRT2, macd: [6, 13, 5], bollinger: [10, 1.9] }
const slow: Style = { rsi: 28, reach: Math.SQRT1_2, macd: [24, 52, 18], bollinger: [40, 2.1] }

/** The analyst that `style` names. */
function styleOf(style: string): Style {
  return style === 'fast' ? fast : style === 'slow' ? slow : usual
}

const parameters = {
  minutes,
  style: {
    kind: 'choice',
    default: 'usual',
    options: ['fast', 'usual', 'slow'],
    help: 'which of three analysts: windows half as long, usual, twice as long',
  },
  far: real(20, { min: 1, max: 34, help: 'how far from 50 RSI(14) has gone far' }),
  stopAtr: stopAtr(2),
  targetAtr: targetAtr(3),
  hurdle,
  risk,
  exposureMax,
  claim: claim(0.53),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'strength' | 'histogram' | 'place' | 'range', FeatureSpec>>

/**
 * A technical analyst: RSI, MACD and the Bollinger bands have a vote each, and two for one side
 * make an opinion. RSI and the bands vote against a move that has gone far, MACD for the side of
 * its histogram. The stake is as large as the votes are clear: all of it for three, a third of it
 * for two against one. Three analysts differ in `style`, and by little else.
 *
 * Assumed: that the three votes are worth the same, and `claim`.
 *
 * @see SPEC P7; Wilder 1978, Appel 1979, Bollinger 2001.
 */
export const analyst: AgentKind = defineAgent({
  name: 'analyst',
  summary: 'RSI, MACD and Bollinger bands vote, two for a side are an opinion; three styles.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    const style = styleOf(p.style)
    return {
      strength: on(rsi(style.rsi)),
      histogram: on(macd(...style.macd).line('histogram')),
      place: on(bollinger(...style.bollinger).line('percentB')),
      range: on(atr(style.rsi)),
    }
  },
  horizonUs: (p) => 24 * p.minutes * minuteUs,
  opine: (view, p) => {
    const votes = votesOf(view, p)
    return votes === 0 ? undefined : speak(view, p, votes)
  },
  explain: (view, p) => {
    const { strength, histogram, place, range } = view.features
    const votes = votesOf(view, p)
    const why = votes > 0 ? 'buys' : votes < 0 ? 'sells' : 'abstains'
    return (
      `${why}: RSI ${strength.value.toFixed(1)} ${worded(strengthVote(view, p))}, MACD histogram ` +
      `${histogram.value.toPrecision(4)} ${worded(Math.sign(histogram.value))}, place in the ` +
      `bands ${place.value.toFixed(2)} ${worded(placeVote(view))}; ATR ` +
      `${range.value.toPrecision(4)}, ${p.targetAtr} of which must be worth a trade`
    )
  },
})

function worded(vote: number): string {
  return vote > 0 ? 'votes up' : vote < 0 ? 'votes down' : 'does not vote'
}

function strengthVote({ features }: View<Features>, p: Parameters): number {
  const away = features.strength.value - 50
  return Math.abs(away) >= p.far * styleOf(p.style).reach ? -Math.sign(away) : 0
}

function placeVote({ features }: View<Features>): number {
  const place = features.place.value
  return place <= 0 ? 1 : place >= 1 ? -1 : 0
}

/** The sum of the votes, where two are for its side; else 0. */
function votesOf(view: View<Features>, p: Parameters): number {
  const { histogram, range } = view.features
  if (!(range.value > 0 && p.targetAtr * range.value >= p.hurdle * view.close)) return 0
  const byStrength = strengthVote(view, p)
  const byPlace = placeVote(view)
  const byHistogram = Math.sign(histogram.value)
  const sum = byStrength + byPlace + byHistogram
  const cast = Math.abs(byStrength) + Math.abs(byPlace) + Math.abs(byHistogram)
  // Votes for the side of the sum are half of those cast and of the lead together.
  return cast + Math.abs(sum) >= 4 ? sum : 0
}

function speak(view: View<Features>, p: Parameters, votes: number): Opinion {
  const { close } = view
  const range = view.features.range.value
  const side = Math.sign(votes)
  return view.say({
    exposure: (votes / 3) * stake(close, p.stopAtr * range, p.risk, p.exposureMax),
    confidence: p.claim,
    stop: levelAt(close, -side * p.stopAtr * range),
    target: levelAt(close, side * p.targetAtr * range),
  })
}
