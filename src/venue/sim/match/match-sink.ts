/** The order number that stands for everybody outside our accounts. */
export const stranger = 0

/**
 * Hears a matching book. May call `rest`, `reduce` and `cancel` of the book from within; the book
 * is consistent whenever it calls.
 */
export interface MatchSink {
  /** `lots` traded at `ticks`; `maker` or `taker` is `stranger` where none of ours. */
  onMatch(maker: number, taker: number, ticks: number, lots: number): void
  /** Two orders of one owner met; `lots` were taken off as the policy says, without a trade. */
  onSelfTrade(maker: number, taker: number, lots: number): void
  /** Strangers' lots at a level are gone because the other side came to stand there. */
  onDepthGone(isBid: boolean, ticks: number): void
}
