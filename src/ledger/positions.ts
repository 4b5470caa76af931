import { assert } from '../base/index.ts'
import { share } from './share.ts'

/**
 * What is held of each instrument, in lots, and what it cost. `openCost` is the notional paid for
 * what is still open: positive for a long, negative for a short, zero exactly when flat. A partial
 * close takes its share of it rounded down, and the remainder stays, so nothing is ever lost.
 */
export class Positions {
  /** Signed lots. */
  readonly lots: Float64Array
  readonly #openCost: BigInt64Array
  readonly #realised: BigInt64Array
  readonly #fees: BigInt64Array

  constructor(instruments: number) {
    this.lots = new Float64Array(instruments)
    this.#openCost = new BigInt64Array(instruments)
    this.#realised = new BigInt64Array(instruments)
    this.#fees = new BigInt64Array(instruments)
  }

  openCost(instrument: number): bigint {
    return this.#openCost[instrument] as bigint
  }

  /** Booked by closing fills, before fees. */
  realised(instrument: number): bigint {
    return this.#realised[instrument] as bigint
  }

  fees(instrument: number): bigint {
    return this.#fees[instrument] as bigint
  }

  /** Booked by closing fills, less all fees. */
  net(instrument: number): bigint {
    return this.realised(instrument) - this.fees(instrument)
  }

  /**
   * Books a fill.
   *
   * @param signedLots - Positive bought, negative sold. Not zero.
   * @param value - Notional of the whole fill in minor units, >= 0.
   * @returns What the fill realised, before fees.
   */
  fill(instrument: number, signedLots: number, value: bigint, fee: bigint): bigint {
    assert(signedLots !== 0, 'a fill of nothing')
    const held = this.lots[instrument] as number
    const closing = closingLots(held, signedLots)
    const closingValue = closing === 0 ? 0n : share(value, closing, Math.abs(signedLots))
    const realised = closing === 0 ? 0n : this.#close(instrument, held, closing, closingValue)
    const opened = value - closingValue
    this.#openCost[instrument] =
      (this.#openCost[instrument] as bigint) + (signedLots > 0 ? opened : -opened)
    this.lots[instrument] = held + signedLots
    this.#fees[instrument] = (this.#fees[instrument] as bigint) + fee
    return realised
  }

  #close(instrument: number, held: number, closing: number, value: bigint): bigint {
    const cost = this.#openCost[instrument] as bigint
    const removed = share(cost, closing, Math.abs(held))
    this.#openCost[instrument] = cost - removed
    const realised = held > 0 ? value - removed : -value - removed
    this.#realised[instrument] = (this.#realised[instrument] as bigint) + realised
    return realised
  }

  save(): readonly (readonly [number, string, string, string])[] {
    return [...this.lots].map((lots, i) => [
      lots,
      `${this.openCost(i)}`,
      `${this.realised(i)}`,
      `${this.fees(i)}`,
    ])
  }

  load(saved: readonly (readonly [number, string, string, string])[]): void {
    saved.forEach(([lots, openCost, realised, fees], i) => {
      this.lots[i] = lots
      this.#openCost[i] = BigInt(openCost)
      this.#realised[i] = BigInt(realised)
      this.#fees[i] = BigInt(fees)
    })
  }
}

/** How many lots of the fill undo what is held. */
function closingLots(held: number, signedLots: number): number {
  if (held > 0 === signedLots > 0) return 0
  return Math.min(Math.abs(held), Math.abs(signedLots))
}
