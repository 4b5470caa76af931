import { divide, InvariantError } from '../../../base/index.ts'
import { type Instrument, minorPerUnit, notional } from '../../../domain/index.ts'
import { isPriced, refusal } from './check-request.ts'
import type { FeeTier } from './exchange.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import { type Fees, feeOrRebate } from './fees.ts'
import type { Hold, Holds } from './holds.ts'
import type { Refusal } from './refusal.ts'
import type { Move, Settled, Settlement } from './settlement.ts'
import type { Wallets } from './wallets.ts'

type Charge = Pick<Settled, 'fee' | 'feeCurrency'>

/** What an account can pay with. */
export type Credit = {
  /** Minor units left in a currency above what orders and positions bind. */
  readonly available: (account: number, currency: string) => bigint
  /**
   * Whether it may owe what it has set aside; a cash account owes nothing.
   *
   * @param leverage - The most an order asks for; all that the account's terms allow when left out.
   */
  readonly mayOwe: (account: number, leverage?: number) => boolean
}

/**
 * Spot: base against quote, at once. A buy sets aside its worst cost with the dearer fee, a sell
 * the lots. A fill rounds against the account: it pays the notional rounded up and gets it rounded
 * down.
 */
export class SpotSettlement implements Settlement {
  readonly #of: Instrument
  readonly #wallets: Wallets
  readonly #holds: Holds
  readonly #fees: Fees
  readonly #credit: Credit

  constructor(of: Instrument, wallets: Wallets, holds: Holds, fees: Fees, credit: Credit) {
    this.#of = of
    this.#wallets = wallets
    this.#holds = holds
    this.#fees = fees
    this.#credit = credit
  }

  reserve(order: ExchangeOrder, lots: number, ticks: number): Refusal | undefined {
    const before = this.#holds.get(order.number)
    const { account, request } = order
    const { side, instrument, leverage } = request
    const tier = before?.tier ?? this.#fees.tier(account, instrument)
    const currency = side === 'buy' ? this.#of.quote : this.#of.base
    const amount = this.#worst(order, lots, ticks, tier)
    const what = { instrument, side, lots }
    this.#holds.set(order.number, { account, currency, amount, ticks, tier, ...what })
    const { available, mayOwe } = this.#credit
    if (available(account, currency) >= 0n || mayOwe(account, leverage)) return undefined
    if (before === undefined) this.#holds.drop(order.number)
    else this.#holds.set(order.number, before)
    return leverage === undefined || leverage === 1
      ? refusal('funds', `the account has too little ${currency}`)
      : refusal('margin', `the account owns too little to borrow so much ${currency}`)
  }

  #worst({ request }: ExchangeOrder, lots: number, ticks: number, tier: FeeTier): bigint {
    if (request.side === 'sell') return BigInt(lots) * this.#of.baseFactor
    const value = notional(this.#of, ticks, lots, 'ceil')
    return value + feeOrRebate(value, this.#heldPpm(tier))
  }

  /** The fee that is set aside with a buy: none where it is paid in something else. */
  #heldPpm(tier: FeeTier): number {
    return this.#fees.paidIn.kind === 'quote' ? Math.max(0, tier.makerPpm, tier.takerPpm) : 0
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
    const tier = hold?.tier ?? this.#fees.tier(account, request.instrument)
    this.#holds.drop(order.number)
    const amount = BigInt(lots) * this.#of.baseFactor
    const value = notional(this.#of, ticks, lots, isBuy ? 'ceil' : 'floor')
    this.#wallets.move(account, this.#of.base, isBuy ? amount : -amount)
    this.#wallets.move(account, this.#of.quote, isBuy ? -value : value)
    const rest = this.#holdRest(order, left, hold, ticks, lots)
    const ppm = liquidity === 'maker' ? tier.makerPpm : tier.takerPpm
    const charge = this.#charge(account, isBuy, amount, value, ppm)
    if (hold === undefined || !isBuy) return { value, ...charge }
    const fee = charge.feeCurrency === this.#of.quote ? charge.fee : 0n
    const dust = this.#dust(account, value + fee + rest - hold.amount)
    this.#wallets.move(account, this.#of.quote, dust)
    return { value: value - dust, ...charge }
  }

  /** @returns What stays set aside after a fill of `lots`. */
  #holdRest(
    order: ExchangeOrder,
    left: number,
    hold: Hold | undefined,
    ticks: number,
    lots: number,
  ): bigint {
    if (left === 0 || hold === undefined) return 0n
    const amount = this.#rest(order, left, hold, ticks, lots)
    this.#holds.set(order.number, { ...hold, amount, lots: left })
    return amount
  }

  /**
   * An order at whatever price there is was counted at its average: what its first fills cost less
   * its last ones cost more.
   */
  #rest(order: ExchangeOrder, left: number, hold: Hold, ticks: number, lots: number): bigint {
    const { side, type } = order.request
    if (side === 'sell' || isPriced(type)) return this.#worst(order, left, hold.ticks, hold.tier)
    const value = notional(this.#of, ticks, lots, 'floor')
    const ppm = this.#heldPpm(hold.tier)
    // Rounded down, so that what rounding costs is borne fill by fill and does not pile up.
    const spent = value + divide(value * BigInt(ppm), 1_000_000n, 'floor')
    return spent < hold.amount ? hold.amount - spent : 0n
  }

  #charge(account: number, isBuy: boolean, amount: bigint, value: bigint, ppm: number): Charge {
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

  #take(account: number, feeCurrency: string, fee: bigint): Charge {
    this.#wallets.move(account, feeCurrency, -fee)
    return { fee, feeCurrency }
  }

  /**
   * Rounding up fill by fill can cost a few minor units more than rounding up the whole, which is
   * what was set aside. The exchange bears them, so a cash account is never short.
   *
   * @param over - What the fill took beyond what was set aside for it.
   */
  #dust(account: number, over: bigint): bigint {
    const free = this.#wallets.free(account, this.#of.quote)
    if (over <= 0n || free >= 0n || this.#credit.mayOwe(account)) return 0n
    const short = -free < over ? -free : over
    if (short > dustMax)
      throw new InvariantError(`account ${account} is short of ${short} minor ${this.#of.quote}`)
    return short
  }

  undo({ account, side, lots, value, fee, feeCurrency }: AccountFill): readonly Move[] {
    const amount = BigInt(lots) * this.#of.baseFactor
    const isBuy = side === 'buy'
    return [
      { account, currency: this.#of.base, change: isBuy ? -amount : amount },
      { account, currency: this.#of.quote, change: isBuy ? value : -value },
      { account, currency: feeCurrency, change: fee },
    ]
  }

  reducible(account: number, side: 'buy' | 'sell'): number {
    const owned = this.#wallets.total(account, this.#of.base)
    const amount = side === 'sell' ? owned : -owned
    return amount > 0n ? Number(amount / this.#of.baseFactor) : 0
  }
}

/** One unit of rounding each for the notional, its fee, and the same of what is left. */
const dustMax = 4n
