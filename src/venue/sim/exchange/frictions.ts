/** How the simulated market treats an execution against strangers. Whole and deterministic. */
export interface Frictions {
  /** Ticks the price of a stranger is worse for an order of `lots`. */
  impactTicks(instrument: number, lots: number): number
  /** The parts a match of `lots` is filled in; they add up to it. */
  slices(lots: number): readonly number[]
}

/** The book is the only cost: what was shown is what is paid, in one piece. */
export const frictionless: Frictions = {
  impactTicks: () => 0,
  slices: (lots) => [lots],
}
