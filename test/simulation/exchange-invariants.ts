import {
  type AccountEvent,
  type ExchangeEvent,
  type ExchangeSink,
  type MarketEvent,
  type OrderGroup,
  type SimulatedExchange,
  type TradingMode,
} from '../../src/venue/sim/index.ts'
import { ShadowBook } from './exchange-shadow-book.ts'
import type { AccountKind, ShadowMoney } from './exchange-shadow-money.ts'
import { ShadowOrders } from './exchange-shadow-orders.ts'
import { promise } from './exchange-violation.ts'

/**
 * What an exchange promises, checked at every event it tells and after every call. It knows the
 * exchange from its events and its answers, and keeps a book, a ledger and the orders of its own
 * beside it; the first difference throws an `ExchangeViolation`.
 */
export class ExchangeInvariants implements ExchangeSink {
  readonly orders: ShadowOrders = new ShadowOrders()
  readonly money: ShadowMoney
  readonly books: readonly ShadowBook[]
  readonly #modes: TradingMode[]
  readonly #touchedAccounts = new Set<number>()
  readonly #touchedPlaces = new Set<number>()
  #exchange: SimulatedExchange | undefined
  /** Number of the order a change was asked for. */
  #amended = 0
  #sequence = 0
  #ts = 0
  /** Calls checked so far. */
  step = 0
  #accounts = 0
  #isUnsettled = false
  #isMoneyMoved = false
  events = 0

  /** @param isExact - Whether the market has no frictions. */
  constructor(money: ShadowMoney, places: number, isExact: boolean) {
    this.money = money
    this.books = Array.from({ length: places }, () => new ShadowBook(isExact))
    this.#modes = this.books.map(() => 'trading')
  }

  /** To be called with the exchange that tells events here, also after a restart. */
  watch(exchange: SimulatedExchange): void {
    const isRestart = this.#exchange !== undefined
    this.#exchange = exchange
    this.orders.listings = exchange.listings
    this.money.listings = exchange.listings
    if (isRestart) this.orders.rebind((account, number) => exchange.order(account, { number }))
  }

  openAccount(kind: AccountKind): void {
    this.money.openAccount(kind)
    this.#accounts += 1
  }

  /** What is about to be asked of the exchange, where an event does not tell. */
  expectGroup(kind: OrderGroup['kind']): void {
    this.orders.groupKind = kind
  }

  expectAmend(order: number): void {
    this.#amended = order
  }

  onExchangeEvent(event: ExchangeEvent): void {
    this.events += 1
    const { sequence, ts } = event
    promise(
      sequence === this.#sequence + 1,
      'sequence',
      () => `${sequence} after ${this.#sequence}`,
    )
    promise(ts >= this.#ts, 'time', () => `${ts} after ${this.#ts}`)
    this.#sequence = sequence
    this.#ts = ts
    this.#isUnsettled ||= event.kind !== 'book'
    if ('account' in event) this.#onAccount(event)
    else this.#onMarket(event)
  }

  #onAccount(event: AccountEvent): void {
    this.#touchedAccounts.add(event.account)
    if ('order' in event) {
      const { kind } = event
      const order = this.orders.take(event)
      const book = this.bookOf(order.instrument)
      this.#touchedPlaces.add(order.instrument)
      if (kind === 'order-filled') {
        const mode = this.#modes[order.instrument]
        promise(mode === 'trading', 'mode', () => `order ${order.number} was filled in ${mode}`)
        book.onFill(event.fill, order, this.step)
      } else if (kind === 'order-amended') {
        book.amend(order, order.number === this.#amended)
        // Told again in the same call, it is the exchange that changed it.
        this.#amended = 0
      } else if (order.hasEnded) book.leave(order)
    }
    this.#isMoneyMoved ||= event.kind === 'order-filled' || event.kind === 'balance-changed'
    this.money.take(event)
  }

  #onMarket(event: MarketEvent): void {
    const { kind, instrument } = event
    this.#touchedPlaces.add(instrument)
    if (kind === 'trade') this.bookOf(instrument).onTrade(event)
    else if (kind === 'mode') this.#modes[instrument] = event.mode
    else if (kind === 'listing') {
      this.orders.listings = this.#known().listings
      this.money.listings = this.orders.listings
    } else {
      this.#settle()
      this.bookOf(instrument).checkLevel(event.side === 'buy', event.price, event.lots)
    }
  }

  /** Everything that follows has happened: levels are told last. */
  #settle(): void {
    if (!this.#isUnsettled) return
    this.#isUnsettled = false
    for (const book of this.books) book.settle()
    this.money.settle()
    for (const order of this.orders.settle())
      if (order.restStep < 0) this.bookOf(order.instrument).rest(order, this.step)
  }

  /** To be called after every call. @param isThorough - Looks at everything, touched or not. */
  check(isThorough: boolean): void {
    const exchange = this.#known()
    this.#isUnsettled = true
    this.#settle()
    this.#isUnsettled = true
    this.orders.checkExpiry(exchange.now)
    this.step += 1
    this.#amended = 0
    this.orders.groupKind = undefined
    if (this.#isMoneyMoved || isThorough)
      for (const [currency, sum] of exchange.imbalance())
        promise(sum === 0n, 'conservation', () => `${sum} ${currency} came from nowhere`)
    this.#isMoneyMoved = false
    for (let i = 0; i < this.books.length; i += 1)
      if (isThorough || this.#touchedPlaces.has(i)) this.#checkBook(exchange, i, isThorough)
    for (let i = 0; i < this.#accounts; i += 1)
      if (isThorough || this.#touchedAccounts.has(i)) this.#checkAccount(exchange, i)
    this.#touchedAccounts.clear()
    this.#touchedPlaces.clear()
  }

  #checkBook(exchange: SimulatedExchange, instrument: number, isThorough: boolean): void {
    const bid = exchange.best(instrument, 'buy')
    const ask = exchange.best(instrument, 'sell')
    const isCrossed = bid !== undefined && ask !== undefined && bid.price >= ask.price
    promise(!isCrossed, 'crossed', () => `${bid?.price} is bid, ${ask?.price} asked`)
    if (!isThorough) return
    for (const side of ['buy', 'sell'] as const) {
      const book = this.bookOf(instrument)
      const levels = exchange.depth(instrument, side, 10_000)
      const prices = book.prices(side === 'buy')
      promise(levels.length === prices.size, 'level', () => `${levels.length}, not ${prices.size}`)
      for (const { price, lots } of levels) book.checkLevel(side === 'buy', price, lots)
    }
  }

  #checkAccount(exchange: SimulatedExchange, account: number): void {
    const own = this.orders.open(account)
    const open = exchange.openOrders(account)
    promise(open.length === own.size, 'open orders', () => `${open.length}, not ${own.size}`)
    for (const order of open)
      promise(own.get(order.number)?.live === order, 'open orders', () => `${order.number}`)
    this.money.check(account, exchange.balances(account), open.length)
    const positions = exchange.positions(account)
    for (const { instrument, lots, cost } of positions)
      this.money.checkPosition(account, instrument, lots, cost)
    const count = this.money.openPositions(account)
    promise(positions.length === count, 'position', () => `${positions.length}, not ${count}`)
  }

  bookOf(instrument: number): ShadowBook {
    const book = this.books[instrument]
    promise(book !== undefined, 'instrument', () => `there is no instrument ${instrument}`)
    return book
  }

  #known(): SimulatedExchange {
    promise(this.#exchange !== undefined, 'watch', () => 'there is no exchange to look at')
    return this.#exchange
  }
}
