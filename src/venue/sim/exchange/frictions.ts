import type { Json } from '../../../base/index.ts'

/** How the simulated market treats an execution against strangers. Whole and deterministic. */
export interface Frictions {
  /**
   * Ticks a stranger's price is worse for an order.
   *
   * @param ticks - The price.
   * @param lots - Those the order has taken so far, with these.
   */
  impactTicks(instrument: number, ticks: number, lots: number): number
  /** The parts a match of `lots` is filled in; they add up to it. */
  slices(lots: number): readonly number[]
  save(): Json
  load(state: Json): void
}

/** The book is the only cost: what was shown is what is paid, in one piece. */
export const frictionless: Frictions = {
  impactTicks: () => 0,
  slices: (lots) => [lots],
  save: () => ({}),
  load: () => {},
}
