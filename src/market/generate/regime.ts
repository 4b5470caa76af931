import type { Random } from '../../base/index.ts'

/** A mood of the whole market. */
export type Regime = {
  readonly name: 'calm' | 'trend-up' | 'trend-down' | 'crisis'
  /** Expected return of a whole day. */
  readonly driftPerDay: number
  /** Times the instrument's own volatility. */
  readonly volatility: number
  /** Share of an instrument's variance that all have in common. */
  readonly correlation: number
  readonly jumpsPerDay: number
  /** Times the usual volume. */
  readonly volume: number
  /** How long it lasts on average. */
  readonly days: number
  /** Chances of the regimes that follow, in the order of `regimes`. Sum 1. */
  readonly next: readonly number[]
}

/** Shaped on crypto: short trends, long lulls, crises that are brief and take everything along. */
export const regimes: readonly Regime[] = [
  {
    name: 'calm',
    driftPerDay: 0,
    volatility: 0.6,
    correlation: 0.5,
    jumpsPerDay: 0.5,
    volume: 0.7,
    days: 0.4,
    next: [0, 0.5, 0.4, 0.1],
  },
  {
    name: 'trend-up',
    driftPerDay: 0.07,
    volatility: 0.9,
    correlation: 0.6,
    jumpsPerDay: 1,
    volume: 1.1,
    days: 0.5,
    next: [0.6, 0, 0.25, 0.15],
  },
  {
    name: 'trend-down',
    driftPerDay: -0.07,
    volatility: 1,
    correlation: 0.7,
    jumpsPerDay: 1.5,
    volume: 1.2,
    days: 0.4,
    next: [0.5, 0.25, 0, 0.25],
  },
  {
    name: 'crisis',
    driftPerDay: -0.25,
    volatility: 2.8,
    correlation: 0.9,
    jumpsPerDay: 12,
    volume: 3,
    days: 0.08,
    next: [0.45, 0.4, 0.15, 0],
  },
]

/** The regime of the next bar: the same, or with the right probability its successor. */
export function nextRegime(regime: Regime, daysPerBar: number, random: Random): Regime {
  const draw = random.next()
  const leave = Math.min(1, daysPerBar / regime.days)
  if (draw >= leave) return regime
  let left = draw / leave
  for (const [i, chance] of regime.next.entries()) {
    left -= chance
    if (left < 0) return regimes[i] as Regime
  }
  return regime
}
