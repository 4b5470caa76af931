/**
 * A fall of the whole market, measured: how far in all, and the worst step in it that nobody could
 * trade within, which is what a stop fills behind.
 */
export type Fall = {
  /** From the highest close to the lowest after it, 0 to 1. */
  readonly fall: number
  /** The worst step: between two closes of an index, or from a minute's close to the next's low. */
  readonly gap: number
}

/** Every scenario, in the order in which they are shown. */
export const stressScenarios = [
  'crash-1987',
  'slide-2000',
  'crisis-2008',
  'crisis-2020',
  'crypto-2020-03',
  'crypto-2022',
  'flash-crash',
  'correlations-one',
  'spread-tenfold',
  'depth-tenth',
  'depeg',
  'venue-loss',
] as const

export type StressScenario = (typeof stressScenarios)[number]

/** Scenarios in which the market falls. */
export type FallScenario = Exclude<
  StressScenario,
  'correlations-one' | 'spread-tenfold' | 'depth-tenth' | 'depeg' | 'venue-loss'
>

/**
 * Crises as they were. All but 1987 are measured on recorded prices, and a test measures them
 * again: `docs/stress-tests.md` says on which.
 */
export const measuredFalls: Readonly<Record<FallScenario, Fall>> = {
  // The Dow Jones Industrial Average on 19 October 1987: one step, all of it.
  'crash-1987': { fall: 0.226, gap: 0.226 },
  'slide-2000': { fall: 0.7793, gap: 0.0967 },
  'crisis-2008': { fall: 0.5678, gap: 0.0903 },
  'crisis-2020': { fall: 0.3392, gap: 0.1198 },
  'crypto-2020-03': { fall: 0.5846, gap: 0.093 },
  'crypto-2022': { fall: 0.6779, gap: 0.0594 },
  // 40 % within 60 seconds: no stop fills on the way.
  'flash-crash': { fall: 0.4, gap: 0.4 },
}

/** A day as bad as the worst in a hundred, in deviations: a Student t of four degrees. */
export const worstDayDeviations = 2.65

/** What cash loses when its currency breaks: USD Coin in its worst minute, on 11 March 2023. */
export const depegFall = 0.1252

/** The most that each scenario may take, as a share of equity. */
export type StressLimits = Readonly<Record<StressScenario, number>>

/**
 * Limits that follow from one: no fall may take more than `max`. Closing in a thin market may take
 * a quarter of that. The loss of a venue is shown and not bound: with one venue it is everything.
 *
 * @param max - Share of equity.
 */
export function stressLimits(max: number): StressLimits {
  return {
    'crash-1987': max,
    'slide-2000': max,
    'crisis-2008': max,
    'crisis-2020': max,
    'crypto-2020-03': max,
    'crypto-2022': max,
    'flash-crash': max,
    'correlations-one': max,
    'spread-tenfold': max / 4,
    'depth-tenth': max / 4,
    depeg: max,
    'venue-loss': 1,
  }
}
