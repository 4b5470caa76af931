import type { Json } from '../base/index.ts'
import type { Ledger } from '../ledger/index.ts'

/** What each position has brought by the time it is closed, after fees. Minor units. */
export class TradeResults {
  readonly #ledger: Ledger
  /** Booked of each instrument before what is held of it was begun. */
  readonly #before: BigInt64Array

  constructor(ledger: Ledger, instruments: number) {
    this.#ledger = ledger
    this.#before = new BigInt64Array(instruments)
  }

  /**
   * A fill was booked.
   *
   * @param before - Lots held before it. @param booked - The result of the instrument before it.
   * @returns What the position brought that the fill closed or turned; `undefined` if it did not.
   */
  onFill(i: number, before: number, held: number, booked: bigint): bigint | undefined {
    if (before === 0) this.#before[i] = booked
    const isOver = before !== 0 && Math.sign(held) !== Math.sign(before)
    if (!isOver) return undefined
    const now = this.#ledger.positions.net(i)
    const net = now - (this.#before[i] as bigint)
    this.#before[i] = now
    return net
  }

  save(): Json {
    return [...this.#before].map(String)
  }

  load(state: Json): void {
    const saved = state as readonly string[]
    saved.forEach((minor, i) => {
      this.#before[i] = BigInt(minor)
    })
  }
}
