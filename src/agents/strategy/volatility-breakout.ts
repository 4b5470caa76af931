import { minuteUs } from '../../domain/index.ts'
import { averageRange, every, type FeatureSpec, sma } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { levelAt, stake } from './stake.ts'
import { claim, exposureMax, risk } from './usual-parameters.ts'

/** Of a session, what must be left for a break to be worth joining. */
const restShare = 0.25

const parameters = {
  session: whole(1_440, {
    min: 60,
    max: 10_080,
    help: 'length of a session, minutes from 0:00 UTC',
  }),
  share: real(0.5, {
    min: 0.05,
    max: 5,
    help: 'of the range of the session before, from the open',
  }),
  expansion: real(0.8, { min: 0, max: 10, help: 'range that counts, in the mean of 5 sessions' }),
  risk,
  exposureMax,
  claim: claim(0.53),
} as const

/** Sessions of the mean range. */
const usualSessions = 5

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'start' | 'range' | 'usual', FeatureSpec>>

/**
 * Joins a session that goes farther from its open than `share` of the true range of the session
 * before it, either way, and is out at the session's end. The stop is the open: a break that comes
 * back all the way is none. A session before that was quiet (less than `expansion` of the usual
 * range) sets no mark, and in the last quarter of a session nothing is entered.
 *
 * A market that never closes opens where the session before has closed, so that is the open.
 *
 * Assumed: that a day goes on the way it set out, and `claim`.
 *
 * @see Williams, "Long-term secrets to short-term trading", 1999; Crabel, "Day trading with short
 *   term price patterns and opening range breakout", 1990.
 */
export const volatilityBreakout: AgentKind = defineAgent({
  name: 'volatility-breakout',
  summary: 'Joins a day that breaks away from its open by half the range of yesterday.',
  parameters,
  features: (p): Features => {
    const session = p.session * minuteUs
    const ranges = averageRange(usualSessions)
    return {
      start: every(session, sma(1)),
      range: every(session, ranges.line('range')),
      usual: every(session, ranges.line('average')),
    }
  },
  horizonUs: (p) => (p.session * minuteUs) / 2,
  opine: (view, p) => {
    const side = sideOf(view, p)
    return side === 0 ? undefined : speak(view, p, side)
  },
  explain: (view, p) => {
    const { start, range, usual } = view.features
    const word = sideOf(view, p) === 0 ? 'no break worth joining' : 'a break'
    return (
      `${word}: close ${view.close.toPrecision(6)}, open of the session ` +
      `${start.value.toPrecision(6)}, marks ${p.share} of ${range.value.toPrecision(4)} away; the ` +
      `usual range is ${usual.value.toPrecision(4)}, of which ${p.expansion} is needed`
    )
  },
})

/** Microseconds until the session ends. */
function restOf(asOf: number, p: Parameters): number {
  const session = p.session * minuteUs
  return session - (asOf % session)
}

function sideOf(view: View<Features>, p: Parameters): number {
  const { start, range, usual } = view.features
  if (!(range.value > 0 && range.value >= p.expansion * usual.value)) return 0
  if (restOf(view.asOf, p) < restShare * p.session * minuteUs) return 0
  const move = view.close - start.value
  return Math.abs(move) > p.share * range.value ? Math.sign(move) : 0
}

function speak(view: View<Features>, p: Parameters, side: number): Opinion {
  const { close } = view
  const move = view.features.start.value - close
  return view.say({
    exposure: side * stake(close, Math.abs(move), p.risk, p.exposureMax),
    confidence: p.claim,
    stop: levelAt(close, move),
    holdUs: restOf(view.asOf, p),
  })
}
