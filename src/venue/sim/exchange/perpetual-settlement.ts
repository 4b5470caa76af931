import { assert, divide, type Json, type Rounding } from '../../../base/index.ts'
import { notional } from '../../../domain/index.ts'
import { refusal } from './check-request.ts'
import type { PerpetualPosition } from './exchange.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import { type Fees, feeOrRebate } from './fees.ts'
import type { Hold, Holds } from './holds.ts'
import type { Listing, PerpetualTerms } from './listing.ts'
import type { Refusal } from './refusal.ts'
import type { Move, Settled, Settlement } from './settlement.ts'
import type { Wallets } from './wallets.ts'

type Held = { lots: number; cost: bigint; leverage: number }

/**
 * One perpetual future, margined and settled in its quote currency. An order that opens sets aside
 * its initial margin and fee; a position needs its own at the mark price; closing books the gain.
 * The exchange stands between everybody, so what one account makes comes out of the house.
 */
export class PerpetualSettlement implements Settlement {
  readonly #index: number
  readonly #listing: Listing
  readonly #terms: PerpetualTerms
  readonly #wallets: Wallets
  readonly #holds: Holds
  readonly #fees: Fees
  readonly #available: (account: number, quote: string) => bigint
  readonly #positions = new Map<number, Held>()
  /** Ticks positions are valued at; 0 until the market has a price. */
  mark = 0

  /** @param available - What the account has left in `quote` over all its margins. */
  constructor(
    index: number,
    listing: Listing,
    wallets: Wallets,
    holds: Holds,
    fees: Fees,
    available: (account: number, quote: string) => bigint,
  ) {
    assert(listing.perpetual !== undefined, `${listing.instrument.id} is no perpetual`)
    this.#index = index
    this.#listing = listing
    this.#terms = listing.perpetual
    this.#wallets = wallets
    this.#holds = holds
    this.#fees = fees
    this.#available = available
  }

  get quote(): string {
    return this.#listing.instrument.quote
  }

  get index(): number {
    return this.#index
  }

  get terms(): PerpetualTerms {
    return this.#terms
  }

  reserve(order: ExchangeOrder, lots: number, ticks: number): Refusal | undefined {
    const before = this.#holds.get(order.number)
    const { account, request } = order
    const { side, instrument } = request
    const tier = before?.tier ?? this.#fees.tier(account, instrument)
    const currency = this.#listing.instrument.quote
    const what = { instrument, side, lots, ticks, tier }
    const leftBefore = this.#available(account, currency)
    this.#holds.set(order.number, { account, currency, amount: 0n, ...what })
    this.#rebalance(account)
    const left = this.#available(account, currency)
    // What binds no more than before, because it closes, is never declined.
    if (left >= 0n || left >= leftBefore) return undefined
    if (before === undefined) this.#holds.drop(order.number)
    else this.#holds.set(order.number, before)
    this.#rebalance(account)
    return refusal('margin', `the account has too little ${currency} for the margin`)
  }

  release(order: ExchangeOrder): void {
    this.#holds.drop(order.number)
    this.#rebalance(order.account)
  }

  /**
   * Works out anew what the account's orders set aside. Those of a side share what there is to
   * close, the oldest first: a position is closed once, whatever number of orders would.
   */
  #rebalance(account: number): void {
    let buys = this.reducible(account, 'buy')
    let sells = this.reducible(account, 'sell')
    for (const [order, hold] of this.#holds.of(account)) {
      if (hold.instrument !== this.#index) continue
      const { side, lots } = hold
      const closing = Math.min(lots, side === 'buy' ? buys : sells)
      if (side === 'buy') buys -= closing
      else sells -= closing
      const amount = this.#openingMargin(account, hold, lots - closing)
      if (amount !== hold.amount) this.#holds.set(order, { ...hold, amount })
    }
  }

  /** Initial margin and fee of `lots`, minor quote units. */
  #openingMargin(account: number, { ticks, tier }: Hold, lots: number): bigint {
    if (lots === 0) return 0n
    const value = notional(this.#listing.instrument, ticks, lots, 'ceil')
    const fee = feeOrRebate(value, Math.max(0, tier.makerPpm, tier.takerPpm))
    return this.#margin(value, this.#leverageOf(account)) + fee
  }

  settle(
    order: ExchangeOrder,
    ticks: number,
    lots: number,
    left: number,
    liquidity: AccountFill['liquidity'],
  ): Settled {
    const { account, request } = order
    const { instrument } = this.#listing
    const hold = this.#holds.get(order.number)
    const tier = hold?.tier ?? this.#fees.tier(account, request.instrument)
    const gain = this.#move(account, request.side, ticks, lots, roundingOf(request.side))
    const value = notional(instrument, ticks, lots, 'ceil')
    const fee = feeOrRebate(value, liquidity === 'maker' ? tier.makerPpm : tier.takerPpm)
    this.#wallets.move(account, instrument.quote, gain - fee)
    // What is left keeps its margin; it was allowed when the order came, and is not asked again.
    if (left === 0) this.#holds.drop(order.number)
    else if (hold !== undefined) this.#holds.set(order.number, { ...hold, lots: left })
    this.#rebalance(account)
    return { value, fee, feeCurrency: instrument.quote }
  }

  /**
   * Closes what is there first, then opens what is left of `lots`.
   *
   * @param rounding - Of what the lots are worth at `ticks`.
   * @returns The gain of what was closed, in minor quote units.
   */
  #move(
    account: number,
    side: 'buy' | 'sell',
    ticks: number,
    lots: number,
    rounding: Rounding,
  ): bigint {
    const held = this.#held(account)
    const { instrument } = this.#listing
    const sign = side === 'buy' ? 1 : -1
    const closing = Math.min(lots, this.reducible(account, side))
    let gain = 0n
    if (closing > 0) {
      const value = notional(instrument, ticks, closing, rounding)
      const size = BigInt(Math.abs(held.lots))
      const cost = divide(held.cost * BigInt(closing), size, 'floor')
      gain = side === 'sell' ? value - cost : cost - value
      held.lots += sign * closing
      held.cost -= cost
    }
    const opening = lots - closing
    if (opening === 0) return gain
    held.lots += sign * opening
    held.cost += notional(instrument, ticks, opening, rounding)
    return gain
  }

  /**
   * As a fill the other way round at the same price, rounded as it was, with its fee given back.
   */
  undo({ account, side, price, lots, fee }: AccountFill): readonly Move[] {
    const opposite = side === 'buy' ? 'sell' : 'buy'
    const gain = this.#move(account, opposite, price, lots, roundingOf(side))
    this.#rebalance(account)
    return [{ account, currency: this.quote, change: gain + fee }]
  }

  reducible(account: number, side: 'buy' | 'sell'): number {
    const lots = this.#positions.get(account)?.lots ?? 0
    return Math.max(0, side === 'sell' ? lots : -lots)
  }

  position(account: number): PerpetualPosition | undefined {
    const held = this.#positions.get(account)
    if (held === undefined || held.lots === 0) return undefined
    return { instrument: this.#index, ...held }
  }

  /** Declines more than the listing allows, and less than what is open can be margined at. */
  setLeverage(account: number, leverage: number): Refusal | undefined {
    if (!(leverage >= 1 && leverage <= this.#terms.leverageMax))
      return refusal('leverage', `leverage is 1 to ${this.#terms.leverageMax}`)
    const held = this.#held(account)
    const before = held.leverage
    held.leverage = leverage
    this.#rebalance(account)
    if (leverage >= before || this.#available(account, this.quote) >= 0n) return undefined
    held.leverage = before
    this.#rebalance(account)
    return refusal('margin', `the account has too little ${this.quote} for that leverage`)
  }

  /** Value at the mark less cost, signed for us. Minor quote units. */
  unrealised(account: number): bigint {
    const held = this.#positions.get(account)
    if (held === undefined || held.lots === 0 || this.mark === 0) return 0n
    const size = Math.abs(held.lots)
    const value = notional(this.#listing.instrument, this.mark, size, 'floor')
    return held.lots > 0 ? value - held.cost : held.cost - value
  }

  /** Notional of `lots` at `ticks`, rounded up. Minor quote units. */
  valueAt(ticks: number, lots: number): bigint {
    return notional(this.#listing.instrument, ticks, lots, 'ceil')
  }

  /** What the position binds now. */
  initialMargin(account: number): bigint {
    return this.#margin(this.#value(account), this.#leverageOf(account))
  }

  maintenanceMargin(account: number): bigint {
    return feeOrRebate(this.#value(account), this.#terms.maintenanceMarginPpm)
  }

  /** Longs pay shorts where `ratePpm` is positive. @returns What each holder got, signed. */
  fund(ratePpm: number): readonly (readonly [number, bigint])[] {
    const paid: (readonly [number, bigint])[] = []
    for (const [account, { lots }] of this.#positions) {
      if (lots === 0 || ratePpm === 0) continue
      const amount = -feeOrRebate(this.#value(account), lots > 0 ? ratePpm : -ratePpm)
      this.#wallets.move(account, this.#listing.instrument.quote, amount)
      paid.push([account, amount])
    }
    return paid
  }

  #value(account: number): bigint {
    const held = this.#positions.get(account)
    if (held === undefined || held.lots === 0) return 0n
    if (this.mark === 0) return held.cost
    return notional(this.#listing.instrument, this.mark, Math.abs(held.lots), 'ceil')
  }

  #margin(value: bigint, leverage: number): bigint {
    const ppm = Math.max(this.#terms.initialMarginPpm, Math.ceil(1_000_000 / leverage))
    return feeOrRebate(value, ppm)
  }

  #leverageOf(account: number): number {
    return this.#positions.get(account)?.leverage ?? 1
  }

  #held(account: number): Held {
    const found = this.#positions.get(account)
    if (found !== undefined) return found
    const made: Held = { lots: 0, cost: 0n, leverage: 1 }
    this.#positions.set(account, made)
    return made
  }

  save(): Json {
    const positions = [...this.#positions].map(([account, held]) => [
      account,
      { ...held, cost: String(held.cost) },
    ])
    return { mark: this.mark, positions }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly mark: number
      readonly positions: readonly (readonly [number, Omit<Held, 'cost'> & { cost: string }])[]
    }
    this.mark = saved.mark
    for (const [account, held] of saved.positions)
      this.#positions.set(account, { ...held, cost: BigInt(held.cost) })
  }
}

/** A fill is rounded against its account. */
function roundingOf(side: 'buy' | 'sell'): Rounding {
  return side === 'buy' ? 'ceil' : 'floor'
}
