import { ArgumentError, requireBetween, requireRecord } from '../argument.ts'
import type { HiddenMarkov } from './hidden-markov.ts'
import { type RegimeLaw, regimeLaw } from './regime-law.ts'

/** The six regimes, worst first. */
export const regimeNames = ['Crisis', 'Bear', 'Sideways', 'Recovery', 'Bull', 'StrongBull'] as const

/** One of `regimeNames`. */
export type RegimeName = (typeof regimeNames)[number]

/** Where one regime ends and another begins. */
export type RegimeRule = {
  /** Dimension of the observations that is the return. Default 0. */
  readonly dimension?: number
  /** Means within this many typical volatilities of 0 go nowhere. Default 0.03. */
  readonly flatRatio?: number
  /** A wild state has this many times the typical volatility. Default 1.5. */
  readonly crisisRatio?: number
  /** A wild state rises only by more than this many of its own volatilities. Default 0.05. */
  readonly wildRiseRatio?: number
  /** A recovery is entered from Crisis or Bear this often of all times. Default 0.5. */
  readonly recoveryShare?: number
  /** A state of a smaller share of time is no Recovery, and no measure of others. Default 0.01. */
  readonly shareMin?: number
}

/** States on the way to their names. */
type Naming = {
  readonly law: RegimeLaw
  /** Lowest mean first: the same however states are numbered. */
  readonly order: readonly number[]
  readonly names: Map<number, RegimeName>
  readonly rule: Required<RegimeRule>
  /** The median volatility over time. */
  readonly typical: number
}

/** Shares of arrivals nearer than this are equal but for rounding. */
const rounding = 1e-9

/**
 * A name for each state, whatever order the states stand in. States of one kind share a name, and
 * names that fit no state are left out: no state has a wrong name for want of a free one.
 *
 * 1. Crisis: every wild state that does not rise.
 * 2. Bear: every other state that falls.
 * 3. Sideways: every other state that does not rise.
 * 4. Recovery: where two or more rise, of those entered from Crisis or Bear at least half of the
 *    time, the one entered so most often.
 * 5. StrongBull: where two or more of the rising states are left, the one with the highest mean.
 * 6. Bull: the other rising states.
 *
 * A state falls or rises when its mean is further from 0 than `flatRatio` of the typical
 * volatility, which is the median over time: in a crisis no mean is large beside its own
 * volatility. It is wild from `crisisRatio` typical volatilities on, and then rises only when its
 * mean is also above `wildRiseRatio` of its own. States of less time than `shareMin` do not count
 * in 4 and 5; they are StrongBull when their mean is not below one that is, else Bull.
 *
 * @param taken - Names already given, as by `carryRegimes`; `undefined` where there is none. Held,
 *   unless a mean below 0 would keep Recovery, Bull or StrongBull, a wild state that does not rise
 *   anything but Crisis or Bear, or a Bull a mean as high as a StrongBull's.
 * @throws ArgumentError with more than six states, when the model has no mean and volatility, or
 *   `taken` names more states than there are.
 */
export function nameRegimes(
  model: HiddenMarkov,
  rule: RegimeRule = {},
  taken: readonly (RegimeName | undefined)[] = [],
): readonly RegimeName[] {
  requireRecord('model', model)
  if (model.states > regimeNames.length)
    throw new ArgumentError(`states must be at most ${regimeNames.length}, was ${model.states}`)
  if (taken.length > model.states)
    throw new ArgumentError(`taken must name at most ${model.states} states, was ${taken.length}`)
  const whole = wholeRule(rule)
  const law = regimeLaw(model, whole.dimension)
  const naming: Naming = {
    law,
    order: canonicalOrder(law),
    names: new Map(),
    rule: whole,
    typical: typicalVolatility(law),
  }
  for (const [state, name] of taken.entries())
    if (name !== undefined && isHeld(naming, state, name)) naming.names.set(state, name)
  nameOthers(naming)
  nameRecovery(naming)
  nameBulls(naming)
  return Array.from(law.means, (_, state) => naming.names.get(state) ?? 'Sideways')
}

function wholeRule(rule: RegimeRule): Required<RegimeRule> {
  requireRecord('rule', rule)
  const { flatRatio = 0.03, crisisRatio = 1.5, wildRiseRatio = 0.05 } = rule
  const { recoveryShare = 0.5, shareMin = 0.01, dimension = 0 } = rule
  requireBetween('flatRatio', flatRatio, 0, 1)
  requireBetween('crisisRatio', crisisRatio, 1, 100)
  requireBetween('wildRiseRatio', wildRiseRatio, 0, 1)
  requireBetween('recoveryShare', recoveryShare, 0, 1)
  requireBetween('shareMin', shareMin, 0, 0.1)
  return { flatRatio, crisisRatio, wildRiseRatio, recoveryShare, shareMin, dimension }
}

/** States by mean, then volatility, then share of time. */
function canonicalOrder({ means, volatilities, shares }: RegimeLaw): number[] {
  const at = (values: Float64Array, state: number): number => values[state] as number
  return [...means.keys()].sort(
    (a, b) =>
      at(means, a) - at(means, b) ||
      at(volatilities, a) - at(volatilities, b) ||
      at(shares, a) - at(shares, b),
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
    // Half of the time is half of it, whatever rounding says.
    if (below >= 0.5 - rounding) return volatilities[state] as number
  }
  return volatilities[order.at(-1) ?? 0] as number
}

function isWild({ law, rule, typical }: Naming, state: number): boolean {
  return (law.volatilities[state] as number) >= rule.crisisRatio * typical
}

function isRising(naming: Naming, state: number): boolean {
  const { law, rule, typical } = naming
  const mean = law.means[state] as number
  if (!(mean > rule.flatRatio * typical)) return false
  const own = rule.wildRiseRatio * (law.volatilities[state] as number)
  return !isWild(naming, state) || mean > own
}

function isHeld(naming: Naming, state: number, name: RegimeName): boolean {
  if (name === 'Crisis' || name === 'Bear') return true
  if (isWild(naming, state) && !isRising(naming, state)) return false
  return name === 'Sideways' || (naming.law.means[state] as number) >= 0
}

/** Names all that do not rise. */
function nameOthers(naming: Naming): void {
  const { law, names, order, rule, typical } = naming
  for (const state of order) {
    if (names.has(state) || isRising(naming, state)) continue
    const isFalling = (law.means[state] as number) < -rule.flatRatio * typical
    names.set(state, isWild(naming, state) ? 'Crisis' : isFalling ? 'Bear' : 'Sideways')
  }
}

function nameRecovery(naming: Naming): void {
  const { law, names, order, rule } = naming
  const rising = order.filter(
    (state) => isRising(naming, state) && (law.shares[state] as number) >= rule.shareMin,
  )
  const lows = order.filter((state) => names.get(state) === 'Crisis' || names.get(state) === 'Bear')
  // One that rises alone is entered from below by nature: it is the bull market.
  if (rising.length < 2 || lows.length === 0 || [...names.values()].includes('Recovery')) return
  let best: number | undefined
  let most = rule.recoveryShare - 2 * rounding
  for (const state of rising) {
    const share = names.has(state) ? 0 : arrivalShare(law, state, lows)
    if (share <= most + rounding) continue
    best = state
    most = share
  }
  if (best !== undefined) names.set(best, 'Recovery')
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

/** Names what is left, and those held whose order has changed. */
function nameBulls({ law, names, order, rule }: Naming): void {
  const mean = (state: number): number => law.means[state] as number
  const nameOf = (state: number): RegimeName => names.get(state) ?? 'Bull'
  const bulls = order.filter((state) => nameOf(state) === 'Bull' || nameOf(state) === 'StrongBull')
  const strong = bulls.filter((state) => nameOf(state) === 'StrongBull')
  const real = bulls.filter((state) => (law.shares[state] as number) >= rule.shareMin)
  const highest = real.at(-1)
  if (strong.length === 0 && real.length > 1 && highest !== undefined && !names.has(highest))
    strong.push(highest)
  const least = Math.min(...strong.map(mean))
  for (const state of bulls) names.set(state, mean(state) >= least ? 'StrongBull' : 'Bull')
}
