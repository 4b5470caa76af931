import type { Json } from '../../base/index.ts'
import { type Instrument, markFactors } from '../../domain/index.ts'

/**
 * What is held, counted from fills alone: a second opinion that shares no code with the ledger or
 * with risk. Money in minor quote units, as floats: it decides, and is never booked.
 */
export class OwnCount {
  /** Signed lots, by instrument. */
  readonly lots: Float64Array
  /** Minor quote units of one lot at one tick, by instrument. */
  readonly factors: Float64Array
  readonly #ticks: Float64Array
  readonly #baseFactors: Float64Array
  /** Minor base units that stand in no lot, after lots were given up for a fee in kind. */
  readonly #spare: Float64Array
  #cash: number

  constructor(instruments: readonly Instrument[], cash: bigint) {
    this.factors = markFactors(instruments)
    this.lots = new Float64Array(instruments.length)
    this.#ticks = new Float64Array(instruments.length)
    this.#baseFactors = Float64Array.from(instruments, (of) => Number(of.baseFactor))
    this.#spare = new Float64Array(instruments.length)
    this.#cash = Number(cash)
  }

  /** @param lots - Signed. */
  fill(i: number, lots: number, ticks: number, fee: bigint): void {
    this.lots[i] = (this.lots[i] as number) + lots
    this.#cash -= lots * ticks * (this.factors[i] as number) + Number(fee)
    this.#ticks[i] = ticks
  }

  /** The venue kept some of what was bought: whole lots are given up for it, the rest is spare. */
  giveUp(i: number, taken: bigint): void {
    const missing = Number(taken) - (this.#spare[i] as number)
    const factor = this.#baseFactors[i] as number
    const lots = missing <= 0 ? 0 : Math.ceil(missing / factor)
    this.#spare[i] = lots * factor - missing
    this.lots[i] = (this.lots[i] as number) - lots
  }

  /** The market was there. */
  seen(i: number, ticks: number): void {
    this.#ticks[i] = ticks
  }

  /** Cash and what is held at the prices seen last. Minor quote units. */
  equity(): number {
    let sum = this.#cash
    for (let i = 0; i < this.lots.length; i += 1)
      sum += (this.lots[i] as number) * (this.#ticks[i] as number) * (this.factors[i] as number)
    return sum
  }

  save(): Json {
    return {
      cash: this.#cash,
      lots: [...this.lots],
      ticks: [...this.#ticks],
      ...(this.#spare.some((units) => units !== 0) ? { spare: [...this.#spare] } : {}),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#cash = Number(saved['cash'])
    this.lots.set(saved['lots'] as readonly number[])
    this.#ticks.set(saved['ticks'] as readonly number[])
    this.#spare.fill(0)
    this.#spare.set((saved['spare'] ?? []) as readonly number[])
  }
}
