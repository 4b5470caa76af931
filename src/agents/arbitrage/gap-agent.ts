import { dayUs, minuteUs } from '../../domain/index.ts'
import type { Opinion } from '../opinion.ts'
import {
  type NumberParameter,
  type Parameter,
  type ParameterValues,
  real,
  whole,
} from '../parameters.ts'
import type { Peer } from '../peer.ts'
import { claim } from '../strategy/index.ts'
import type { View } from '../view.ts'
import { legsExposure, patience, stepMinutes, unwindBps } from './arbitrage-parameters.ts'
import { GapWatch } from './gap-watch.ts'

type Name =
  | ('minutes' | 'window' | 'refit' | 'significance' | 'broken' | 'halfLifeMin' | 'halfLifeMax')
  | ('entry' | 'exit' | 'stop' | 'halvesMax' | 'exposure' | 'unwindBps' | 'patience' | 'claim')
type Schema = Readonly<Record<Name, NumberParameter>> & {
  readonly johansen: Extract<Parameter, { readonly kind: 'flag' }>
}

/** Everything about a gap but whose it is. */
export const gapParameters: Schema = {
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
}

/** Of whom: places on the desk, counted from 1. A third is there where three are held together. */
type GapParameters = ParameterValues<Schema> & {
  readonly first: number
  readonly second: number
  readonly third?: number
}

/** What an agent of a gap remembers. */
export function gapWatch(p: GapParameters): GapWatch {
  return new GapWatch(
    {
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
    },
    p.third === undefined ? 1 : 2,
  )
}

/** The legs it wants, at the latest of its instruments, where the closes of all are known. */
export function gapOpinion(view: View, p: GapParameters, watch: GapWatch): Opinion | undefined {
  if (!speaksHere(view, p)) return undefined
  const peers = gapPeers(view, p)
  if (peers === undefined) return undefined
  watch.look(peers, (365 * dayUs) / view.barsPerYear)
  const legs = watch.wishes(peers)
  return legs && view.say({ exposure: 0, confidence: p.claim, legs })
}

/** What it sees between them, in a sentence; `undefined` where the desk does not have them. */
export function gapSentence(view: View, p: GapParameters, watch: GapWatch): string | undefined {
  const names = gapPeers(view, p)?.map(({ instrumentId }) => instrumentId)
  if (names === undefined) return undefined
  const last = names.pop() ?? ''
  const all = `${names.join(', ')} and ${last}`
  if (!speaksHere(view, p))
    return `says nothing here: it speaks of ${all} at the ${p.third === undefined ? 'later' : 'latest'} of them`
  return `${stateOf(watch, p)} ${all}: ${numbersOf(watch, p)}`
}

/** Different instruments of the desk; `undefined` where it does not have them. */
function gapPeers({ peers }: View, { first, second, third }: GapParameters): Peer[] | undefined {
  const places = third === undefined ? [first, second] : [first, second, third]
  const found = places.flatMap((at) => peers[at - 1] ?? [])
  return new Set(found).size === places.length ? found : undefined
}

function speaksHere({ peers, instrumentId }: View, p: GapParameters): boolean {
  const last = Math.max(p.first, p.second, p.third ?? 0)
  return peers[last - 1]?.instrumentId === instrumentId
}

function stateOf({ side, end, isTradable }: GapWatch, { third }: GapParameters): string {
  const [others, these] = third === undefined ? ['second', 'pair'] : ['others', 'basket']
  if (side > 0) return `buys the first and sells the ${others} of`
  if (side < 0) return `sells the first and buys the ${others} of`
  const left = {
    none: '',
    home: ', having closed a gap that went home',
    stop: ', having given up a gap that went on',
    late: ', having given up a gap that took too long',
    broken: `, having left when they no longer were a ${these}`,
  }[end]
  return `${isTradable ? 'waits for a gap of' : `abstains, for these are no ${these}`}${left}:`
}

function numbersOf({ fit, score }: GapWatch, p: GapParameters): string {
  if (fit === undefined)
    return `there is no fit of ${p.window} closes in which what is between them returns`
  const third = fit.hedgeThird === undefined ? '' : ` and ${fit.hedgeThird.toPrecision(4)}`
  return (
    `p ${fit.probability.toPrecision(3)} (at most ${p.significance}), Johansen finds ` +
    `${fit.rank} of them tied${p.johansen ? '' : ', which is not asked for'}, half-life ` +
    `${fit.halfLife.toPrecision(3)} closes (${p.halfLifeMin} to ${p.halfLifeMax}), hedge ` +
    `${fit.hedge.toPrecision(4)}${third}; the gap is ${score.toPrecision(3)} deviations, traded ` +
    `from ${p.entry} on, closed within ${p.exit}, given up at ${p.stop}`
  )
}
