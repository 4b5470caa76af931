/** How much may leave at most, whatever risk has approved. Only what adds risk is counted. */
export type CapTerms = {
  /** Orders in one second; so many may go at once after a quiet one. Whole. */
  readonly ordersPerSecond: number
  /** Value of the orders of any 60 seconds, in multiples of equity at the start of the UTC day. */
  readonly notionalPerMinute: number
  /** The same for one UTC day. */
  readonly notionalPerDay: number
}

/**
 * Multiples of equity, not money: one figure fits a desk of a thousand and one of a million, and a
 * desk that has grown over the years is not held at the size it began with.
 */
export const defaultCaps: CapTerms = {
  ordersPerSecond: 50,
  notionalPerMinute: 5,
  notionalPerDay: 100,
}

/** Names of the caps a refusal can cite. `hard-cap-shut`: more was filled than was ordered. */
export type CapName = 'hard-cap-rate' | 'hard-cap-minute' | 'hard-cap-day' | 'hard-cap-shut'

/** Which cap said no, what it would have come to and what is allowed. Money in quote units. */
export type CapRefusal = {
  readonly limit: CapName
  readonly was: number
  readonly max: number
}
