import { hourUs, minuteUs } from '../../domain/index.ts'
import { type FeatureSpec, outside } from '../../features/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import type { Opinion } from '../opinion.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import { claim } from '../strategy/index.ts'
import type { View } from '../view.ts'
import { legsExposure, patience, unwindBps } from './arbitrage-parameters.ts'
import { FundingWatch } from './funding-watch.ts'

const parameters = {
  hours: whole(8, { min: 1, max: 168, help: 'hours from funding to funding' }),
  halfLife: real(270, { min: 5, max: 10_000, help: 'fundings after which one counts for half' }),
  extreme: real(2, { min: 0.5, max: 20, help: 'deviations from which it leans against a rate' }),
  usual: real(0.5, { min: 0, max: 20, help: 'deviations within which it no longer does' }),
  lean: real(0.1, { min: 0.001, max: 1, help: 'share of equity it leans with' }),
  entry: real(0.2, { min: 0, max: 1e6, help: 'rate of a year from which it is collected' }),
  exit: real(0.05, { min: -1, max: 1e6, help: 'rate of a year below which it is not' }),
  exposure: legsExposure,
  unwindBps,
  patience,
  claim: claim(0.52),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'rate', FeatureSpec>>

/**
 * Where spot and perpetual of a coin are both on the desk, it collects funding: buys the spot and
 * sells the perpetual while longs pay at least `entry` a year, and closes both below `exit`. Where
 * there is no perpetual, it leans against a rate that is extreme for the coin: who pays that much
 * to be long is crowded. A negative rate is not collected: the spot would have to be borrowed, at
 * a price nobody here knows.
 *
 * A desk on bars books no funding, so a backtest of the legs shows what they cost and not what
 * they bring; the lean has no such gap.
 *
 * Assumed: that a rate lasts for long enough to pay for two round trips, that a crowd turns, and
 * `claim`.
 *
 * It abstains where nobody knows the rate, before thirty of them are known, and at the earlier of
 * the two instruments: it speaks at the later, where the close of the other is known.
 *
 * @see Schmeling, Schrimpf and Todorov, "Crypto carry", BIS Working Paper 1087, 2023; He, Manela,
 *   Ross and von Wachter, "Fundamentals of perpetual futures", 2022.
 */
export const fundingCarry: AgentKind = defineAgent({
  name: 'funding-carry',
  summary: 'Collects funding by spot against perpetual; without one, leans against extreme rates.',
  parameters,
  features: (): Features => ({ rate: outside('funding.rate') }),
  mind: watchOf,
  horizonUs: (p) => 3 * p.hours * hourUs,
  opine: (view, p, watch) => {
    watch.look(view.asOf, view.features.rate.value)
    const pair = watch.pairOf(view.peers, view.instrumentId)
    if (pair === undefined) return lean(view, p, watch)
    const legs = pair.isHere ? watch.wishes(pair) : undefined
    return legs && view.say({ exposure: 0, confidence: p.claim, legs })
  },
  explain: (view, p, watch) => {
    const pair = watch.pairOf(view.peers, view.instrumentId)
    if (!Number.isFinite(watch.yearly)) return 'abstains: nobody knows the rate of the last funding'
    const rate = `longs pay ${watch.yearly.toPrecision(3)} of the notional a year`
    if (pair?.isHere === false) return `says nothing here, but at the perpetual or spot: ${rate}`
    if (pair !== undefined)
      return (
        `${watch.isHeld ? 'collects' : 'waits'}: ${rate}; spot is held against the perpetual from ` +
        `${p.entry} on until less than ${p.exit}`
      )
    if (Number.isNaN(watch.score))
      return `abstains: ${rate}, and ${watch.known} rates are too few, or too much alike, to compare`
    return (
      `no perpetual on the desk: ${rate}, ${watch.score.toPrecision(3)} deviations from what is ` +
      `usual; it leans against ${p.extreme} and more, and no longer within ${p.usual}`
    )
  },
})

function watchOf(p: Parameters): FundingWatch {
  return new FundingWatch({
    stepUs: p.hours * hourUs,
    halfLife: p.halfLife,
    entry: p.entry,
    exit: Math.min(p.exit, p.entry),
    exposure: p.exposure,
    unwindCostMaxBps: p.unwindBps,
    patienceUs: p.patience * minuteUs,
  })
}

function lean(view: View<Features>, p: Parameters, { score }: FundingWatch): Opinion | undefined {
  const far = Math.abs(score)
  if (far >= p.extreme)
    return view.say({ exposure: -Math.sign(score) * p.lean, confidence: p.claim })
  const isOver = view.position !== 0 && far <= p.usual
  return isOver ? view.say({ exposure: 0, confidence: p.claim }) : undefined
}
