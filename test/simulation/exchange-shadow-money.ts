import { divide } from '../../src/base/index.ts'
import { notional } from '../../src/domain/index.ts'
import type { AccountEvent, AccountFill, Balance, Listing } from '../../src/venue/sim/index.ts'
import { ShadowPurse } from './exchange-shadow-purse.ts'
import { promise } from './exchange-violation.ts'

/** What an account may do, which says what its balances may never be. */
export type AccountKind = 'cash' | 'margin' | 'perpetual' | 'mixed'

/** Rounding fill by fill may cost this much more than rounding once; the exchange bears it. */
const dustMax = 4n

/** What every account has, worked out from fills and bookings alone. */
export class ShadowMoney {
  readonly #purses: ShadowPurse[] = []
  readonly #kinds: AccountKind[] = []
  /** Money of busted trades that has not been booked yet. */
  readonly #owed = new Map<string, bigint>()
  /** What a reduce-only order may get of a trade. Unit: lots. */
  #reducing = { trade: 0, order: 0, left: 0 }
  listings: readonly Listing[] = []
  /** Parts per million, by liquidity. */
  readonly #ppm: { readonly maker: number; readonly taker: number }

  constructor(ppm: { readonly maker: number; readonly taker: number }) {
    this.#ppm = ppm
  }

  openAccount(kind: AccountKind): void {
    this.#purses.push(new ShadowPurse())
    this.#kinds.push(kind)
  }

  kindOf(account: number): AccountKind {
    const found = this.#kinds[account]
    promise(found !== undefined, 'account', () => `there is no account ${account}`)
    return found
  }

  total(account: number, currency: string): bigint {
    return this.#purse(account).total(currency)
  }

  lots(account: number, instrument: number): number {
    return this.#purse(account).lots(instrument)
  }

  take(event: AccountEvent): void {
    if (event.kind === 'balance-changed') {
      const { account, currency, change, reason } = event
      this.#purse(account).add(currency, change)
      if (reason === 'bust') this.#expect(account, currency, -change)
    } else if (event.kind === 'order-filled')
      this.#fill(event.fill, event.order.request.isReduceOnly)
    else if (event.kind === 'trade-busted') this.#undo(event.fill)
  }

  #fill(fill: AccountFill, isReduceOnly: boolean): void {
    const { account, instrument, side, price, lots, value } = fill
    const { instrument: of, perpetual } = this.#listing(instrument)
    if (isReduceOnly) this.#checkReducing(fill)
    const isUp = side === 'buy' || perpetual !== undefined
    const exact = notional(of, price, lots, isUp ? 'ceil' : 'floor')
    const dust = exact - value
    const mayBeDust = perpetual === undefined && side === 'buy' && dust <= dustMax
    promise(dust === 0n || (dust > 0n && mayBeDust), 'value', () => `${value}, not ${exact}`)
    this.#checkFee(fill, exact)
    this.#purse(account).fill(fill, this.#listing(instrument))
  }

  #checkFee(
    { fee, feeCurrency, instrument, lots, liquidity, trade }: AccountFill,
    value: bigint,
  ): void {
    const { quote, base, baseFactor } = this.#listing(instrument).instrument
    const ppm = BigInt(this.#ppm[liquidity])
    // Discounts and a third currency are in the exchange's own terms: no more than the plain fee.
    if (feeCurrency !== quote && feeCurrency !== base) {
      const plain = divide(value * ppm, 1_000_000n, 'ceil')
      const most = (plain < 0n ? -plain : plain) + 1n
      promise(
        fee <= most && fee >= -most,
        'fee',
        () => `${fee} of trade ${trade} in ${feeCurrency}`,
      )
      return
    }
    const of = feeCurrency === quote ? value : BigInt(lots) * baseFactor
    const exact = divide(of * ppm, 1_000_000n, 'ceil')
    promise(fee === exact, 'fee', () => `${fee} of trade ${trade}, not ${exact}`)
  }

  /** Bookings to come must move back what was moved. */
  #undo(fill: AccountFill): void {
    const { account, instrument } = fill
    for (const [currency, change] of this.#purse(account).undo(fill, this.#listing(instrument)))
      this.#expect(account, currency, change)
  }

  #expect(account: number, currency: string, change: bigint): void {
    const key = `${account}:${currency}`
    const owed = (this.#owed.get(key) ?? 0n) + change
    if (owed === 0n) this.#owed.delete(key)
    else this.#owed.set(key, owed)
  }

  /** To be called when nothing more follows from the last call. */
  settle(): void {
    for (const [key, owed] of this.#owed)
      promise(false, 'bust', () => `${owed} of ${key} was not moved back`)
  }

  /** A match told in pieces is one: the fees of its first ones do not count against its last. */
  #checkReducing({ account, instrument, side, lots, order, trade }: AccountFill): void {
    if (this.#reducing.trade !== trade || this.#reducing.order !== order) {
      const { instrument: of, perpetual } = this.#listing(instrument)
      const held =
        perpetual === undefined
          ? Number(this.total(account, of.base) / of.baseFactor)
          : this.lots(account, instrument)
      this.#reducing = { trade, order, left: side === 'sell' ? held : -held }
    }
    const { left } = this.#reducing
    promise(lots <= left, 'reduce-only', () => `order ${order} got ${lots} lots against ${left}`)
    this.#reducing.left -= lots
  }

  /** Compares with what the exchange says, and with what may be. */
  check(account: number, balances: ReadonlyMap<string, Balance>, openOrders: number): void {
    const kind = this.kindOf(account)
    const { totals } = this.#purse(account)
    for (const [currency, { free, held }] of balances) {
      const own = totals.get(currency) ?? 0n
      promise(
        free + held === own,
        'money',
        () => `account ${account} has ${free + held} ${currency}, not ${own}`,
      )
      promise(held >= 0n, 'held', () => `account ${account} holds ${held} ${currency}`)
      promise(held === 0n || openOrders > 0, 'held', () => `${held} ${currency} held for nothing`)
      const isFunded = free >= 0n || kind !== 'cash'
      promise(isFunded, 'funds', () => `account ${account} is short of ${-free} ${currency}`)
    }
  }

  checkPosition(account: number, instrument: number, lots: number, cost: bigint): void {
    const own = this.#purse(account).positions.get(instrument)
    const isSame = own?.lots === lots && own.cost === cost
    promise(isSame, 'position', () => `${lots} lots for ${cost}, not ${own?.lots} for ${own?.cost}`)
  }

  openPositions(account: number): number {
    let count = 0
    for (const { lots } of this.#purse(account).positions.values()) if (lots !== 0) count += 1
    return count
  }

  #purse(account: number): ShadowPurse {
    const found = this.#purses[account]
    promise(found !== undefined, 'account', () => `there is no account ${account}`)
    return found
  }

  #listing(instrument: number): Listing {
    return this.listings[instrument] as Listing
  }
}
