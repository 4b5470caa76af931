import { assert } from '../../../base/index.ts'
import type { Fidelity } from './fidelity.ts'
import type { MarketFeed } from './market-feed.ts'

const byTrust: readonly Fidelity[] = ['bars', 'trades', 'quotes', 'l2', 'l3']

/** Several instruments' markets as one, in order of time; of one instant in the order given. */
export class MergedFeed implements MarketFeed {
  /** That of the least trustworthy. */
  readonly fidelity: Fidelity
  readonly #feeds: readonly MarketFeed[]
  #next: MarketFeed

  /** @param feeds - At least one. */
  constructor(feeds: readonly MarketFeed[]) {
    const [first] = feeds
    assert(first !== undefined, 'a merged feed is made of feeds')
    const trust = Math.min(...feeds.map(({ fidelity }) => byTrust.indexOf(fidelity)))
    this.fidelity = byTrust[trust] as Fidelity
    this.#feeds = feeds
    this.#next = first
    this.#pick()
  }

  get nextTs(): number {
    return this.#next.nextTs
  }

  step(): void {
    this.#next.step()
    this.#pick()
  }

  #pick(): void {
    let next = this.#feeds[0] as MarketFeed
    for (const feed of this.#feeds) if (feed.nextTs < next.nextTs) next = feed
    this.#next = next
  }
}
