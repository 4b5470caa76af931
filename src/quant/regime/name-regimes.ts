import { ArgumentError, requireBetween } from '../argument.ts'
import type { HiddenMarkov } from './hidden-markov.ts'
import { type RegimeLaw, regimeLaw } from './regime-law.ts'

/** The six regimes, worst first. */
export const regimeNames = ['Crisis', 'Bear', 'Sideways', 'Recovery', 'Bull', 'StrongBull'] as const

export type RegimeName = (typeof regimeNames)[number]

/** Which free name suits a falling state best, and which a rising one. */
const downwards: readonly RegimeName[] = [
  'Bear',
  'Crisis',
  'Sideways',
  'Recovery',
  'Bull',
  'StrongBull',
]
const upwards: readonly RegimeName[] = [
  'Bull',
  'StrongBull',
  'Recovery',
  'Sideways',
  'Bear',
  'Crisis',
]

/** Where one regime ends and another begins. */
export type RegimeRule = {
  /** Dimension of the observations that is the return. Default 0. */
  readonly dimension?: number
  /** Means within this many typical volatilities of 0 go nowhere. Default 0.03. */
  readonly flatRatio?: number
  /** A crisis has this many times the typical volatility. Default 1.5. */
  readonly crisisRatio?: number
  /** A recovery is entered from Crisis or Bear this often of all times. Default 0.5. */
  readonly recoveryShare?: number
}

/** States on the way to their names. */
type Naming = {
  readonly law: RegimeLaw
  /** Unnamed states, lowest mean first. */
  readonly left: number[]
  readonly names: Map<number, RegimeName>
  /** The median volatility over time. */
  readonly typical: number
  /** Means further from 0 than this rise or fall. */
  readonly band: number
}

/**
 * A name for each state, every name once at most, whatever order the states stand in. By turns:
 *
 * 1. Crisis: of states that do not rise, with 1.5 times the typical volatility, the most volatile.
 * 2. Bear: of the other falling states, the one that falls most.
 * 3. Recovery: where two or more rise, of those entered from Crisis or Bear at least half of the
 *    time, the one entered so most often.
 * 4. Of the rising states left, the highest is StrongBull and the next Bull; one alone is Bull.
 * 5. Sideways: of the rest, the one with the smallest mean either way.
 * 6. What is still left takes the first free name: means below 0, lowest first, from Bear, Crisis,
 *    Sideways, Recovery, Bull, StrongBull; the others, highest first, from Bull, StrongBull,
 *    Recovery, Sideways, Bear, Crisis.
 *
 * A state falls or rises when its mean is further from 0 than `flatRatio` of the typical
 * volatility, which is the median over time: in a crisis no mean is large beside its own
 * volatility. Equal means are ordered by volatility, then share of time.
 *
 * @param taken - Names already given, as by `carryRegimes`; `undefined` where there is none.
 * @throws ArgumentError with more than six states, when the model has no mean and volatility, or a
 *   name is taken twice.
 */
export function nameRegimes(
  model: HiddenMarkov,
  rule: RegimeRule = {},
  taken: readonly (RegimeName | undefined)[] = [],
): readonly RegimeName[] {
  const { flatRatio = 0.03, crisisRatio = 1.5, recoveryShare = 0.5, dimension = 0 } = rule
  requireBetween('flatRatio', flatRatio, 0, 1)
  requireBetween('crisisRatio', crisisRatio, 1, 100)
  requireBetween('recoveryShare', recoveryShare, 0, 1)
  if (model.states > regimeNames.length)
    throw new ArgumentError(`states must be at most ${regimeNames.length}, was ${model.states}`)
  const law = regimeLaw(model, dimension)
  const names = new Map<number, RegimeName>()
  for (const [state, name] of taken.entries()) {
    if (name === undefined) continue
    if (state >= model.states || [...names.values()].includes(name))
      throw new ArgumentError(`taken must name each state once, and ${state} was ${name}`)
    names.set(state, name)
  }
  const left = canonicalOrder(law).filter((state) => !names.has(state))
  const typical = typicalVolatility(law)
  const naming = { law, left, names, typical, band: flatRatio * typical }
  nameFalling(naming, crisisRatio)
  nameRising(naming, recoveryShare)
  nameRest(naming)
  return Array.from(law.means, (_, state) => nameOf(names, state))
}

function nameOf(names: ReadonlyMap<number, RegimeName>, state: number): RegimeName {
  const name = names.get(state)
  if (name === undefined) throw new ArgumentError(`state ${state} has no name`)
  return name
}

/** States by mean, then volatility, then share of time: the same however they are numbered. */
function canonicalOrder({ means, volatilities, shares }: RegimeLaw): number[] {
  const at = (values: Float64Array, state: number): number => values[state] as number
  return [...means.keys()].sort(
    (a, b) =>
      at(means, a) - at(means, b) ||
      at(volatilities, a) - at(volatilities, b) ||
      at(shares, a) - at(shares, b),
  )
}

function give(naming: Naming, state: number | undefined, name: RegimeName): void {
  if (state === undefined || isTaken(naming, name)) return
  naming.names.set(state, name)
  naming.left.splice(naming.left.indexOf(state), 1)
}

function isTaken({ names }: Naming, name: RegimeName): boolean {
  return [...names.values()].includes(name)
}

function nameFalling(naming: Naming, crisisRatio: number): void {
  const { law, left, band, typical } = naming
  const volatility = (state: number): number => law.volatilities[state] as number
  const mean = (state: number): number => law.means[state] as number
  const wildest = left
    .filter((state) => mean(state) <= band && volatility(state) >= crisisRatio * typical)
    .toSorted((a, b) => volatility(b) - volatility(a))
  give(naming, wildest[0], 'Crisis')
  give(
    naming,
    left.find((state) => mean(state) < -band),
    'Bear',
  )
}

/** The volatility that half of all time is at or below. */
function typicalVolatility({ volatilities, shares }: RegimeLaw): number {
  const order = [...volatilities.keys()].sort(
    (a, b) => (volatilities[a] as number) - (volatilities[b] as number),
  )
  let below = 0
  for (const state of order) {
    below += shares[state] as number
    if (below >= 0.5) return volatilities[state] as number
  }
  return volatilities[order.at(-1) ?? 0] as number
}

function nameRising(naming: Naming, recoveryShare: number): void {
  const { law, left, band } = naming
  const isRising = (state: number): boolean => (law.means[state] as number) > band
  const low = [...naming.names].filter(([, name]) => name === 'Crisis' || name === 'Bear')
  const lowStates = low.map(([state]) => state)
  const fromLow = (state: number): number => arrivalShare(law, state, lowStates)
  const recovering = left
    .filter((state) => isRising(state) && fromLow(state) >= recoveryShare)
    .toSorted((a, b) => fromLow(b) - fromLow(a))
  // One that rises alone is entered from below by nature: it is the bull market.
  const isRecovery = left.filter(isRising).length > 1 && lowStates.length > 0
  if (isRecovery) give(naming, recovering[0], 'Recovery')
  const rising = left.filter(isRising).toReversed()
  if (rising.length > 1) give(naming, rising[0], 'StrongBull')
  give(naming, left.filter(isRising).at(-1), 'Bull')
}

/** Of all entries into `state`, the share that comes from one of `sources`. */
function arrivalShare(law: RegimeLaw, state: number, sources: readonly number[]): number {
  const states = law.means.length
  let all = 0
  let wanted = 0
  for (let from = 0; from < states; from += 1) {
    if (from === state) continue
    const flow = (law.shares[from] as number) * (law.transition[from * states + state] as number)
    all += flow
    if (sources.includes(from)) wanted += flow
  }
  return all > 0 ? wanted / all : 0
}

function nameRest(naming: Naming): void {
  const { law, left } = naming
  const size = (state: number): number => Math.abs(law.means[state] as number)
  const flattest = left.toSorted((a, b) => size(a) - size(b))
  give(naming, flattest[0], 'Sideways')
  const falling = left.filter((state) => (law.means[state] as number) < 0)
  for (const state of falling) give(naming, state, freeName(naming, downwards))
  for (const state of left.toReversed()) give(naming, state, freeName(naming, upwards))
}

function freeName(naming: Naming, order: readonly RegimeName[]): RegimeName {
  return order.find((name) => !isTaken(naming, name)) ?? 'Sideways'
}
