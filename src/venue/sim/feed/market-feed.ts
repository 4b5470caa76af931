import type { Fidelity } from './fidelity.ts'

/** A market that plays into an exchange, in order of time. */
export interface MarketFeed {
  readonly fidelity: Fidelity
  /** Time of what comes next; infinity at the end. Unit: us. */
  readonly nextTs: number
  /** Puts what comes next into the exchange. Nothing at the end. */
  step(): void
}

/** Plays everything up to and including `ts`. */
export function playUntil(feed: MarketFeed, ts: number): void {
  while (feed.nextTs <= ts) feed.step()
}
