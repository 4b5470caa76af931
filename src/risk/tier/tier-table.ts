import type { Limits } from '../limits.ts'

/** Families of strategies, as tiers know them. */
const strategyKinds = [
  'hold',
  'trend',
  'momentum',
  'mean-reversion',
  'breakout',
  'volatility',
  'pairs',
  'market-making',
  'arbitrage',
] as const
export type StrategyKind = (typeof strategyKinds)[number]

/** Limits a tier may tighten. */
const tierKeys = [
  'positionMax',
  'concentrationMax',
  'grossMax',
  'heatMax',
  'ordersPerDayMax',
  'tradesPerDayMax',
  'orderNotionalMin',
] as const
export type TierLimits = Pick<Limits, (typeof tierKeys)[number]>

const tierNames = ['exits', 'survival', 'bootstrap', 'growth', 'scale', 'institutional'] as const
export type TierName = (typeof tierNames)[number]

/** What a desk of some size may do. */
export type Tier = {
  readonly name: TierName
  /** Equity from which it begins, dollars. */
  readonly from: number
  readonly limits: TierLimits
  /** Strategies that may run at once, and of which kinds. */
  readonly strategiesMax: number
  readonly kinds: readonly StrategyKind[]
  /** Most that models may cost in a month, dollars. */
  readonly modelPerMonth: number
}

const simple: readonly StrategyKind[] = ['hold', 'trend', 'momentum']
const several: readonly StrategyKind[] = [...simple, 'mean-reversion', 'breakout', 'volatility']

/**
 * From the smallest to the largest, each at most as wide as the next. A small desk holds few and
 * small positions and trades seldom: costs that are the same for everybody weigh more on it, and so
 * does one mistake. Below 1,000 it may only close what it holds: an order worth sending would
 * already be too much of it.
 */
export const tiers: readonly Tier[] = [
  {
    name: 'exits',
    from: 0,
    limits: {
      positionMax: 0,
      concentrationMax: 0,
      grossMax: 0,
      heatMax: 0,
      ordersPerDayMax: 0,
      tradesPerDayMax: 0,
      orderNotionalMin: 10,
    },
    strategiesMax: 0,
    kinds: [],
    modelPerMonth: 0,
  },
  {
    name: 'survival',
    from: 1_000,
    limits: {
      positionMax: 0.25,
      concentrationMax: 0.25,
      grossMax: 0.5,
      heatMax: 0.05,
      ordersPerDayMax: 20,
      tradesPerDayMax: 5,
      orderNotionalMin: 10,
    },
    strategiesMax: 1,
    kinds: simple,
    modelPerMonth: 0,
  },
  {
    name: 'bootstrap',
    from: 2_500,
    limits: {
      positionMax: 0.33,
      concentrationMax: 0.33,
      grossMax: 0.75,
      heatMax: 0.1,
      ordersPerDayMax: 50,
      tradesPerDayMax: 10,
      orderNotionalMin: 10,
    },
    strategiesMax: 2,
    kinds: several,
    modelPerMonth: 10,
  },
  {
    name: 'growth',
    from: 5_000,
    limits: {
      positionMax: 0.5,
      concentrationMax: 0.5,
      grossMax: 1,
      heatMax: 0.15,
      ordersPerDayMax: 500,
      tradesPerDayMax: 50,
      orderNotionalMin: 10,
    },
    strategiesMax: 4,
    kinds: [...several, 'pairs'],
    modelPerMonth: 30,
  },
  {
    name: 'scale',
    from: 25_000,
    limits: {
      positionMax: 1,
      concentrationMax: 1,
      grossMax: 2,
      heatMax: 0.25,
      ordersPerDayMax: 10_000,
      tradesPerDayMax: 200,
      orderNotionalMin: 10,
    },
    strategiesMax: 8,
    kinds: strategyKinds,
    modelPerMonth: 60,
  },
  {
    name: 'institutional',
    from: 100_000,
    limits: {
      positionMax: 1,
      concentrationMax: 10,
      grossMax: 10,
      heatMax: 10,
      ordersPerDayMax: 1_000_000,
      tradesPerDayMax: 1_000_000,
      orderNotionalMin: 0,
    },
    strategiesMax: 1_000,
    kinds: strategyKinds,
    modelPerMonth: 100,
  },
]

/** The tier of an equity in dollars. What is not a number is below every border. */
export function tierAt(dollars: number): Tier {
  const [lowest] = tiers
  const found = tiers.findLast(({ from }) => dollars >= from) ?? lowest
  if (found === undefined) throw new TypeError('there are no tiers')
  return found
}

/** `limits` where they are tighter than `by`, and `by` where that is. */
export function tightened<T extends TierLimits>(limits: T, by: TierLimits): T {
  return {
    ...limits,
    positionMax: Math.min(limits.positionMax, by.positionMax),
    concentrationMax: Math.min(limits.concentrationMax, by.concentrationMax),
    grossMax: Math.min(limits.grossMax, by.grossMax),
    heatMax: Math.min(limits.heatMax, by.heatMax),
    ordersPerDayMax: Math.min(limits.ordersPerDayMax, by.ordersPerDayMax),
    tradesPerDayMax: Math.min(limits.tradesPerDayMax, by.tradesPerDayMax),
    orderNotionalMin: Math.max(limits.orderNotionalMin, by.orderNotionalMin),
  }
}
