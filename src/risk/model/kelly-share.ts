/** Beyond a quarter of Kelly nothing is bet, whatever is asked for. */
const fractionMost = 0.25

/** A wish with a way out on both sides, as prices. */
export type KellyBet = {
  /** Chance that the target is reached before the stop, 0 to 1. */
  readonly confidence: number
  readonly price: number
  readonly stop: number
  readonly target: number
  /** Of the full Kelly bet, above 0; more than 0.25 counts as 0.25. */
  readonly fraction: number
}

/**
 * The exposure whose loss at the stop is a fraction of the Kelly bet: f* = p - (1 - p) / b, where b
 * is what the target wins for each unit that the stop loses.
 *
 * @returns A share of equity, 0 or more, without sign and without any other limit: a close stop
 *   allows a large exposure. 0 for a losing bet, and for one that makes no sense: a number that is
 *   none, or a price that is not between its stop and its target.
 * @see Kelly, "A new interpretation of information rate", 1956.
 */
export function kellyShare({ confidence, price, stop, target, fraction }: KellyBet): number {
  const loss = Math.abs(price - stop)
  const win = Math.abs(target - price)
  const isBetween = (price - stop) * (target - price) > 0
  if (!(isBetween && price > 0 && stop > 0 && confidence >= 0 && confidence <= 1)) return 0
  const bet = confidence - ((1 - confidence) * loss) / win
  if (!(bet > 0 && fraction > 0)) return 0
  return (Math.min(fraction, fractionMost) * bet * price) / loss
}
