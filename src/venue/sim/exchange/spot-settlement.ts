import { assert, divide } from '../../../base/index.ts'
import { type Instrument, minorPerUnit, notional } from '../../../domain/index.ts'
import { refusal } from './check-request.ts'
import type { FeeTier } from './exchange.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import { type Fees, feeOrRebate } from './fees.ts'
import type { Holds } from './holds.ts'
import type { Refusal } from './refusal.ts'
import type { Settled, Settlement } from './settlement.ts'
import type { Wallets } from './wallets.ts'

/** How much more than nothing an account may owe; a cash account owes nothing. */
export type Credit = (account: number) => boolean

/**
 * Spot: base against quote, at once. A buy sets aside its worst cost with the dearer fee, a sell the
 * lots. A fill rounds against the account: it pays the notional rounded up and gets it rounded down.
 */
export class SpotSettlement implements Settlement {
  readonly #of: Instrument
  readonly #wallets: Wallets
  readonly #holds: Holds
  readonly #fees: Fees
  readonly #mayOwe: Credit

  /** @param mayOwe - Whether the account may, with what it has set aside now. */
  constructor(of: Instrument, wallets: Wallets, holds: Holds, fees: Fees, mayOwe: Credit) {
    this.#of = of
    this.#wallets = wallets
    this.#holds = holds
    this.#fees = fees
    this.#mayOwe = mayOwe
  }

  reserve(order: ExchangeOrder, lots: number, ticks: number): Refusal | undefined {
    const before = this.#holds.get(order.number)
    const tier = before?.tier ?? this.#fees.tier(order.account)
    const { account } = order
    const currency = order.request.side === 'buy' ? this.#of.quote : this.#of.base
    const amount = this.#worst(order, lots, ticks, tier)
    this.#holds.set(order.number, { account, currency, amount, ticks, tier })
    if (this.#wallets.free(account, currency) >= 0n || this.#mayOwe(account)) return undefined
    if (before === undefined) this.#holds.drop(order.number)
    else this.#holds.set(order.number, before)
    return refusal('funds', `the account has too little ${currency}`)
  }

  #worst({ request }: ExchangeOrder, lots: number, ticks: number, tier: FeeTier): bigint {
    if (request.side === 'sell') return BigInt(lots) * this.#of.baseFactor
    const value = notional(this.#of, ticks, lots, 'ceil')
    const isFeeApart = this.#fees.paidIn.kind !== 'quote'
    return isFeeApart
      ? value
      : value + feeOrRebate(value, Math.max(0, tier.makerPpm, tier.takerPpm))
  }

  release(order: ExchangeOrder): void {
    this.#holds.drop(order.number)
  }

  settle(
    order: ExchangeOrder,
    ticks: number,
    lots: number,
    left: number,
    liquidity: AccountFill['liquidity'],
  ): Settled {
    const { account, request } = order
    const isBuy = request.side === 'buy'
    const hold = this.#holds.get(order.number)
    const tier = hold?.tier ?? this.#fees.tier(account)
    this.#holds.drop(order.number)
    const amount = BigInt(lots) * this.#of.baseFactor
    const value = notional(this.#of, ticks, lots, isBuy ? 'ceil' : 'floor')
    this.#wallets.move(account, this.#of.base, isBuy ? amount : -amount)
    this.#wallets.move(account, this.#of.quote, isBuy ? -value : value)
    const ppm = liquidity === 'maker' ? tier.makerPpm : tier.takerPpm
    const settled = this.#charge(account, isBuy, amount, value, ppm)
    if (left > 0 && hold !== undefined) {
      const rest = this.#worst(order, left, hold.ticks, tier)
      this.#holds.set(order.number, { ...hold, amount: rest })
    }
    this.#forgiveDust(account, this.#of.quote)
    return settled
  }

  #charge(account: number, isBuy: boolean, amount: bigint, value: bigint, ppm: number): Settled {
    const { paidIn } = this.#fees
    const { quote, base } = this.#of
    if (paidIn.kind === 'third') {
      const price = paidIn.priceIn(quote)
      const discounted = divide(
        feeOrRebate(value, ppm) * BigInt(1_000_000 - paidIn.discountPpm),
        1_000_000n,
        'ceil',
      )
      const fee =
        price === undefined ? undefined : divide(discounted * BigInt(minorPerUnit), price, 'ceil')
      if (fee !== undefined && this.#wallets.free(account, paidIn.currency) >= fee)
        return this.#take(account, paidIn.currency, fee)
    }
    if (isBuy && paidIn.kind !== 'quote') return this.#take(account, base, feeOrRebate(amount, ppm))
    return this.#take(account, quote, feeOrRebate(value, ppm))
  }

  #take(account: number, feeCurrency: string, fee: bigint): Settled {
    this.#wallets.move(account, feeCurrency, -fee)
    return { fee, feeCurrency }
  }

  /**
   * Rounding up fill by fill can cost a few minor units more than rounding up the whole, which is
   * what was set aside. The exchange bears them, so a cash account is never short.
   */
  #forgiveDust(account: number, currency: string): void {
    const free = this.#wallets.free(account, currency)
    if (free >= 0n || this.#mayOwe(account)) return
    assert(free >= -dustMax, `account ${account} is short of ${-free} minor ${currency}`)
    this.#wallets.move(account, currency, -free)
  }

  reducible(account: number, side: 'buy' | 'sell'): number {
    const owned = this.#wallets.total(account, this.#of.base)
    const amount = side === 'sell' ? owned : -owned
    return amount > 0n ? Number(amount / this.#of.baseFactor) : 0
  }
}

/** One unit of rounding each for the notional, its fee, and the same of what is left. */
const dustMax = 4n
