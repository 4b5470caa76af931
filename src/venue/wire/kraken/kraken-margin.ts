import type { MarginTerms } from '../../sim/exchange/spot-margin.ts'

/** Most that is lent on any pair. */
export const krakenLeverageMax = 10

/**
 * What an account may borrow where leverage is offered. Interest is Kraken's rollover fee of 0.02 %
 * in four hours, by the hour. Positions are closed at a margin level of 40 %: own money under that
 * share of what is bound, which is a part in `leverage` of what is borrowed.
 *
 * @param leverage - The most a pair has. Whole, from 2.
 */
export function krakenMargin(leverage: number): MarginTerms {
  return { leverage, interestPpmPerHour: 50, maintenancePpm: Math.round(400_000 / leverage) }
}
