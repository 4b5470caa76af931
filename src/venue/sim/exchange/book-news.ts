import type { Side } from '../../../domain/index.ts'
import type { Bulletin } from './bulletin.ts'
import type { Place } from './place.ts'

/**
 * Levels touched since they were last told of; each is told once, as it is when the dust settles.
 */
export class BookNews {
  readonly #places: readonly Place[]
  readonly #bulletin: Bulletin
  readonly #touched: Map<number, number>[]
  readonly isTold: boolean

  /**
   * @param count - How many places there will be.
   * @param isTold - Without it nothing is noted: most runs have nobody who listens.
   */
  constructor(places: readonly Place[], count: number, bulletin: Bulletin, isTold: boolean) {
    this.#places = places
    this.#bulletin = bulletin
    this.#touched = Array.from({ length: count }, () => new Map<number, number>())
    this.isTold = isTold
  }

  touch(instrument: number, side: Side, ticks: number): void {
    if (!this.isTold) return
    const key = ticks * 2 + (side === 'buy' ? 1 : 0)
    this.#touched[instrument]?.set(key, ticks)
  }

  tell(): void {
    if (!this.isTold) return
    for (const [instrument, touched] of this.#touched.entries()) {
      if (touched.size === 0) continue
      for (const [key, price] of touched) {
        const isBid = key % 2 === 1
        const lots = (this.#places[instrument] as Place).book.shownAt(isBid, price)
        const side = isBid ? 'buy' : 'sell'
        this.#bulletin.tell({ kind: 'book', instrument, side, price, lots })
      }
      touched.clear()
    }
  }
}
