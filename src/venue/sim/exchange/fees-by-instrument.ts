import type { Json } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { FeeTier } from './exchange.ts'
import type { FeePaidIn, Fees } from './fees.ts'

/**
 * Instruments that cost otherwise than the rest, as stablecoin pairs do at many venues. A volume
 * counts for all of them, whatever it was traded in.
 */
export class FeesByInstrument implements Fees {
  readonly paidIn: FeePaidIn
  readonly #usual: Fees
  readonly #own: ReadonlyMap<number, Fees>

  /** @param own - By place of the instrument; paid in the same as `usual`. */
  constructor(usual: Fees, own: ReadonlyMap<number, Fees>) {
    this.paidIn = usual.paidIn
    this.#usual = usual
    this.#own = own
  }

  tier(account: number, instrument: number): FeeTier {
    return (this.#own.get(instrument) ?? this.#usual).tier(account, instrument)
  }

  next(account: number, instrument: number): FeeTier | undefined {
    return (this.#own.get(instrument) ?? this.#usual).next?.(account, instrument)
  }

  traded(account: number, value: bigint, ts: Micros): void {
    for (const each of this.#all) each.traded(account, value, ts)
  }

  advance(ts: Micros): void {
    for (const each of this.#all) each.advance(ts)
  }

  save(): Json {
    return this.#all.map((each) => each.save())
  }

  load(state: Json): void {
    const saved = state as readonly Json[]
    for (const [i, each] of this.#all.entries()) each.load(saved[i] ?? null)
  }

  get #all(): readonly Fees[] {
    return [this.#usual, ...this.#own.values()]
  }
}
