import { minuteUs } from '../../domain/index.ts'
import { atr, efficiencyRatio, type FeatureSpec, kama } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { over } from './over.ts'
import { stopBehind } from './stake.ts'
import { atrBars, claim, exposureMax, minutes, risk, stopAtr } from './usual-parameters.ts'

const minutesPerYear = 365 * 1_440

/** Window of the slowest smoothing of both averages, as Kaufman has it. */
const slowest = 30

const parameters = {
  minutes,
  bars: whole(10, { min: 2, max: 500, help: 'bars over which efficiency is measured' }),
  fast: whole(2, { min: 1, max: 29, help: 'window of the fast average on a straight way, bars' }),
  slow: whole(8, { min: 1, max: 29, help: 'window of the slow average on a straight way, bars' }),
  settle: whole(200, {
    min: 0,
    max: 2_000,
    help: 'bars until averages have forgotten their start',
  }),
  filter: real(0.5, { min: 0, max: 20, help: 'averages nearer than this are one, in ATR' }),
  efficiency: real(0.3, { min: 0, max: 1, help: 'efficiency below which nothing is entered' }),
  atr: atrBars,
  stopAtr: stopAtr(3),
  risk,
  exposureMax,
  claim: claim(0.53),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'fast' | 'slow' | 'efficiency' | 'range', FeatureSpec>>

/**
 * Kaufman's adaptive averages, a fast one against a slow one; both stand nearly still where the
 * price goes nowhere. Two filters against signals of noise: the averages must be `filter` average
 * true ranges apart, and the price must have come straight, by its efficiency. Out when the
 * averages have changed sides; in between what is held stays.
 *
 * An average that hardly moves remembers for long where it began, so nothing is said before there
 * are `settle` bars. Kaufman filters by the deviation of the average's own changes; ranges are in
 * the same unit and are there already.
 *
 * Assumed: that who came straight goes on, and `claim`.
 *
 * @see Kaufman, "Smarter Trading", 1995.
 */
export const adaptive: AgentKind = defineAgent({
  name: 'adaptive',
  summary: 'Follows Kaufman averages where they are clear of each other and the way is straight.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    return {
      fast: on(kama(p.bars, p.fast, slowest)),
      slow: on(kama(p.bars, p.slow, slowest)),
      efficiency: on(efficiencyRatio(p.bars)),
      range: on(atr(p.atr)),
    }
  },
  horizonUs: (p) => 4 * p.bars * p.minutes * minuteUs,
  expectations: [{ scenario: 'mean-reverting', tradesBelow: 10 }],
  opine: (view, p) => {
    if (!isSettled(view, p)) return undefined
    const { fast, slow, efficiency, range } = view.features
    const gap = fast.value - slow.value
    if (gap * view.position < 0) return view.say({ exposure: 0, confidence: p.claim })
    const isClear = range.value > 0 && Math.abs(gap) > p.filter * range.value
    return isClear && efficiency.value >= p.efficiency
      ? stopBehind(view, p, Math.sign(gap))
      : undefined
  },
  explain: (view, p) => {
    const { fast, slow, efficiency, range } = view.features
    const told = isSettled(view, p) ? '' : `silent until there are ${p.settle} bars: `
    return (
      `${told}KAMA(${p.bars}, ${p.fast}) ${fast.value.toPrecision(6)} against KAMA(${p.bars}, ${p.slow}) ` +
      `${slow.value.toPrecision(6)}, which counts from ${p.filter} ATR of ` +
      `${range.value.toPrecision(4)} on; efficiency ${efficiency.value.toFixed(2)} ` +
      `(needs ${p.efficiency})`
    )
  },
})

function isSettled(view: View<Features>, p: Parameters): boolean {
  const barsEach = Math.max(1, (p.minutes * view.barsPerYear) / minutesPerYear)
  return !Number.isNaN(view.closeAgo(Math.ceil(p.settle * barsEach)))
}
