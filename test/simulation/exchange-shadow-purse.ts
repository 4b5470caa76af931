import type { Rounding } from '../../src/base/index.ts'
import { notional } from '../../src/domain/index.ts'
import type { AccountFill, Listing } from '../../src/venue/sim/index.ts'

export type ShadowPosition = { lots: number; cost: bigint }

/** What one account has, worked out from fills and bookings alone. */
export class ShadowPurse {
  /** Minor units by currency. */
  readonly totals: Map<string, bigint> = new Map()
  /** By perpetual; closed ones too. */
  readonly positions: Map<number, ShadowPosition> = new Map()

  total(currency: string): bigint {
    return this.totals.get(currency) ?? 0n
  }

  /** Signed lots of a perpetual. */
  lots(instrument: number): number {
    return this.positions.get(instrument)?.lots ?? 0
  }

  add(currency: string, change: bigint): void {
    this.totals.set(currency, this.total(currency) + change)
  }

  fill(fill: AccountFill, { instrument, perpetual }: Listing): void {
    const { side, lots, value, fee, feeCurrency } = fill
    if (perpetual !== undefined) this.add(instrument.quote, this.#move(fill, instrument, side))
    else {
      const amount = BigInt(lots) * instrument.baseFactor
      this.add(instrument.base, side === 'buy' ? amount : -amount)
      this.add(instrument.quote, side === 'buy' ? -value : value)
    }
    this.add(feeCurrency, -fee)
  }

  /**
   * A busted fill is gone: a position turns back at once, the money by bookings of its own.
   *
   * @returns What they must come to.
   */
  undo(fill: AccountFill, { instrument, perpetual }: Listing): readonly Booking[] {
    const { side, lots, value, fee, feeCurrency } = fill
    const { base, quote, baseFactor } = instrument
    const isBuy = side === 'buy'
    if (perpetual !== undefined) {
      const gain = this.#move(fill, instrument, isBuy ? 'sell' : 'buy')
      return [
        [feeCurrency, fee],
        [quote, gain],
      ]
    }
    const amount = BigInt(lots) * baseFactor
    return [
      [feeCurrency, fee],
      [base, isBuy ? -amount : amount],
      [quote, isBuy ? value : -value],
    ]
  }

  /**
   * A perpetual: what closes has a gain, what opens adds to the cost, rounded against the fill.
   *
   * @param side - The other one than the fill's when it is undone.
   * @returns The gain.
   */
  #move(fill: AccountFill, instrument: Listing['instrument'], side: 'buy' | 'sell'): bigint {
    const { price, lots } = fill
    const rounding: Rounding = fill.side === 'buy' ? 'ceil' : 'floor'
    const held = this.#position(fill.instrument)
    const sign = side === 'buy' ? 1 : -1
    const closing = held.lots * sign < 0 ? Math.min(lots, Math.abs(held.lots)) : 0
    let gain = 0n
    if (closing > 0) {
      const value = notional(instrument, price, closing, rounding)
      const cost = (held.cost * BigInt(closing)) / BigInt(Math.abs(held.lots))
      gain = side === 'sell' ? value - cost : cost - value
      held.cost -= cost
    }
    if (lots > closing) held.cost += notional(instrument, price, lots - closing, rounding)
    held.lots += sign * lots
    return gain
  }

  #position(instrument: number): ShadowPosition {
    let found = this.positions.get(instrument)
    if (found === undefined) {
      found = { lots: 0, cost: 0n }
      this.positions.set(instrument, found)
    }
    return found
  }
}

type Booking = readonly [currency: string, change: bigint]
