import { divide, type Json } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import { feeOn } from '../../../ledger/index.ts'
import type { FeeTier } from './exchange.ts'

/** In what a fee is paid: the quote currency, whatever the fill brought in, or a third currency. */
export type FeePaidIn =
  | { readonly kind: 'quote' }
  | { readonly kind: 'received' }
  | {
      /** Taken from the holder's balance of `currency` while that lasts, then from the received. */
      readonly kind: 'third'
      readonly currency: string
      /** Taken off the fee when paid so. */
      readonly discountPpm: number
      /** Minor quote units of one whole unit of `currency`; `undefined` when it has no price. */
      readonly priceIn: (quote: string) => bigint | undefined
    }

/** What trading costs each account. Told of every fill. */
export interface Fees {
  readonly paidIn: FeePaidIn
  tier(account: number, instrument: number): FeeTier
  /** The step after it, with the volume it begins at. */
  next?(account: number, instrument: number): FeeTier | undefined
  /** @param value - Notional in minor quote units. */
  traded(account: number, value: bigint, ts: Micros): void
  /** Time goes by; told every hour. */
  advance(ts: Micros): void
  save(): Json
  load(state: Json): void
}

/** One price for everybody. */
export class FlatFees implements Fees {
  readonly paidIn: FeePaidIn
  readonly #tier: FeeTier

  constructor(makerPpm: number, takerPpm: number, paidIn: FeePaidIn = { kind: 'quote' }) {
    this.#tier = { makerPpm, takerPpm, volume: 0n }
    this.paidIn = paidIn
  }

  tier(): FeeTier {
    return this.#tier
  }

  traded(): void {}

  advance(): void {}

  save(): Json {
    return {}
  }

  load(): void {}
}

/** A fee of `ppm` on `value`, or a rebate when negative; rounded against the account either way. */
export function feeOrRebate(value: bigint, ppm: number): bigint {
  if (ppm >= 0) return feeOn(value, ppm)
  return -divide(value * BigInt(-ppm), 1_000_000n, 'floor')
}
