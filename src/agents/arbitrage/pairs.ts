import { dayUs, minuteUs } from '../../domain/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import type { View } from '../view.ts'
import { PairWatch } from './pair-watch.ts'
import { legsExposure, patience, place, stepMinutes, unwindBps } from './arbitrage-parameters.ts'
import { claim } from '../strategy/index.ts'

const parameters = {
  first: place(1, 'place of the first instrument on the desk'),
  second: place(2, 'place of the second instrument on the desk'),
  minutes: stepMinutes,
  window: whole(500, { min: 60, max: 5_000, help: 'closes that are fitted' }),
  refit: whole(24, { min: 1, max: 10_000, help: 'closes from fit to fit' }),
  significance: real(0.05, {
    min: 0.0001,
    max: 1,
    help: 'largest p of Engle-Granger of a pair that is entered',
  }),
  broken: real(0.2, { min: 0.0001, max: 1, help: 'p of Engle-Granger from which one is left' }),
  johansen: {
    kind: 'flag',
    default: false,
    help: 'whether the trace test of Johansen has to find one relation too',
  },
  halfLifeMin: real(2, { min: 0, max: 10_000, help: 'shortest half-life worth it, closes' }),
  halfLifeMax: real(72, { min: 1, max: 10_000, help: 'longest half-life worth it, closes' }),
  entry: real(2, { min: 0.5, max: 10, help: 'deviations from which a gap is traded' }),
  exit: real(0.25, { min: 0, max: 5, help: 'deviations within which it is closed' }),
  stop: real(4, { min: 1, max: 50, help: 'deviations from which it is given up' }),
  halvesMax: real(4, { min: 0.5, max: 100, help: 'half-lives after which it is given up' }),
  exposure: legsExposure,
  unwindBps,
  patience,
  claim: claim(0.55),
} as const

type Parameters = ParameterValues<typeof parameters>

/**
 * Trades the gap between two instruments that are held together: sells the dear one and buys the
 * other, in the ratio that hedges, when they are `entry` deviations apart; closes near the mean;
 * gives up at `stop`, after `halvesMax` half-lives, or when the tests no longer find a pair.
 * Cointegration is tested by Engle and Granger on a rolling window, by Johansen too when asked,
 * and what is left between them is fitted by an Ornstein-Uhlenbeck process.
 *
 * It asks for legs, so the desk must be allowed to sell short (`risk.isLongOnly`), and it speaks at
 * the later of the two on the desk, where the close of the other is known already.
 *
 * Assumed: that what was cointegrated over the window stays so for some half-lives, and `claim`.
 *
 * It abstains where one of them is not on the desk, before the window is full, and while the tests
 * find no pair or a half-life that is not worth it.
 *
 * @see Gatev, Goetzmann and Rouwenhorst, "Pairs trading", Review of Financial Studies 19, 2006;
 *   Engle and Granger 1987; Johansen 1991; Elliott, van der Hoek and Malcolm 2005.
 */
export const pairs: AgentKind = defineAgent({
  name: 'pairs',
  summary: 'Trades the gap of two cointegrated instruments: legs by hedge ratio, OU, z-score.',
  parameters,
  features: () => ({}),
  mind: watchOf,
  horizonUs: (p) => p.halfLifeMax * p.minutes * minuteUs,
  opine: (view, p, watch) => {
    const first = view.peers[p.first - 1]
    const second = view.peers[p.second - 1]
    if (first === undefined || second === undefined || !speaksHere(view, p)) return undefined
    watch.look(first, second, (365 * dayUs) / view.barsPerYear)
    const legs = watch.wishes(first, second)
    return legs && view.say({ exposure: 0, confidence: p.claim, legs })
  },
  explain: (view, p, watch) => {
    const first = view.peers[p.first - 1]
    const second = view.peers[p.second - 1]
    if (first === undefined || second === undefined || first === second)
      return `abstains: the desk has no two instruments at places ${p.first} and ${p.second}`
    const names = `${first.instrumentId} and ${second.instrumentId}`
    if (!speaksHere(view, p)) return `says nothing here: it speaks of ${names} at the later of them`
    return `${stateOf(watch)} ${names}: ${numbersOf(watch, p)}`
  },
})

function watchOf(p: Parameters): PairWatch {
  return new PairWatch({
    stepUs: p.minutes * minuteUs,
    window: p.window,
    refit: p.refit,
    significance: p.significance,
    broken: p.broken,
    isJohansenAsked: p.johansen,
    halfLifeMin: p.halfLifeMin,
    halfLifeMax: p.halfLifeMax,
    entry: p.entry,
    exit: p.exit,
    stop: p.stop,
    halvesMax: p.halvesMax,
    exposure: p.exposure,
    unwindCostMaxBps: p.unwindBps,
    patienceUs: p.patience * minuteUs,
  })
}

function speaksHere({ peers, instrumentId }: View, { first, second }: Parameters): boolean {
  return first !== second && peers[Math.max(first, second) - 1]?.instrumentId === instrumentId
}

function stateOf({ side, end, isTradable }: PairWatch): string {
  if (side > 0) return 'buys the first and sells the second of'
  if (side < 0) return 'sells the first and buys the second of'
  const left = {
    none: '',
    home: ', having closed a gap that went home',
    stop: ', having given up a gap that went on',
    late: ', having given up a gap that took too long',
    broken: ', having left when they no longer were a pair',
  }[end]
  return `${isTradable ? 'waits for a gap of' : 'abstains, for these are no pair'}${left}:`
}

function numbersOf({ fit, score }: PairWatch, p: Parameters): string {
  if (fit === undefined)
    return `there is no fit of ${p.window} closes in which what is between them returns`
  return (
    `p ${fit.probability.toPrecision(3)} (at most ${p.significance}), Johansen finds ` +
    `${fit.rank} of them tied${p.johansen ? '' : ', which is not asked for'}, half-life ` +
    `${fit.halfLife.toPrecision(3)} closes (${p.halfLifeMin} to ${p.halfLifeMax}), hedge ` +
    `${fit.hedge.toPrecision(4)}; the gap is ${score.toPrecision(3)} deviations, traded from ` +
    `${p.entry} on, closed within ${p.exit}, given up at ${p.stop}`
  )
}
