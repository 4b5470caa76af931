import { declined, type Json, ok, type Result } from '../../../base/index.ts'
import type { LevelRows } from '../../../market/index.ts'
import { type Micros, micros, type Side } from '../../../domain/index.ts'
import { amendOrder } from './amend-order.ts'
import { bustTrade } from './bust-trade.ts'
import { refusal } from './check-request.ts'
import type {
  Balance,
  BookLevel,
  Exchange,
  FeeTier,
  OrderRef,
  PerpetualPosition,
} from './exchange.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import { assembleExchange, canSpare, type ExchangeParts } from './exchange-parts.ts'
import type { AccountTerms, ExchangeSetup } from './exchange-setup.ts'
import { type LevelQueue, queuesOf } from './level-queue.ts'
import type { Listing, TradingMode, TradingRules } from './listing.ts'
import { MarketSide } from './market-side.ts'
import { OrderEntry } from './order-entry.ts'
import type { OrderChange, OrderGroup, OrderRequest } from './order-request.ts'
import { depthOf, type Place } from './place.ts'
import type { Refusal } from './refusal.ts'
import { loadExchange, saveExchange } from './save-exchange.ts'
import { cashOnly } from './spot-margin.ts'

/**
 * An exchange with accounts, money and rules, and a market of strangers that others drive: depth
 * and prints come in, orders meet them and one another by price and time. Synchronous and without
 * chance; the same calls give the same events. Time is what the calls say, and never runs back.
 */
export class SimulatedExchange implements Exchange {
  readonly #parts: ExchangeParts
  readonly #entry: OrderEntry
  readonly #market: MarketSide

  constructor(setup: ExchangeSetup) {
    this.#parts = assembleExchange(setup)
    this.#entry = new OrderEntry(this.#parts)
    this.#market = new MarketSide(this.#parts, this.#entry)
  }

  get listings(): readonly Listing[] {
    return this.#parts.places.map(({ listing }) => listing)
  }

  /** Number of the last event told. */
  get sequence(): number {
    return this.#parts.bulletin.sequence
  }

  /** The exchange's time. */
  get now(): Micros {
    return this.#parts.bulletin.now
  }

  /** Time of the next thing that happens by itself; infinity when there is none. Unit: us. */
  get nextTs(): number {
    return this.#parts.alarms.next
  }

  modeOf(instrument: number): TradingMode {
    return this.#place(instrument)?.mode ?? 'delisted'
  }

  /** @returns The new account's index, from 0 upward. */
  openAccount({ margin = cashOnly }: AccountTerms = {}): number {
    this.#parts.store.openAccount()
    this.#parts.margin.open(margin)
    return this.#parts.wallets.open()
  }

  /** @param amount - Minor units; a withdrawal is negative and takes nothing that is bound. */
  deposit(account: number, currency: string, amount: bigint, ts: Micros): Result<bigint, Refusal> {
    this.advance(ts)
    const { wallets, bulletin } = this.#parts
    wallets.deposit(account, currency, amount)
    if (amount < 0n && !canSpare(this.#parts, account, currency)) {
      wallets.deposit(account, currency, -amount)
      return declined(refusal('funds', `the account has too little ${currency}`))
    }
    const reason = amount < 0n ? 'withdrawal' : 'deposit'
    bulletin.tell({ kind: 'balance-changed', account, currency, change: amount, reason })
    this.#parts.flow.trimAll(account)
    return this.#settled(ok(wallets.total(account, currency)))
  }

  submit(account: number, request: OrderRequest, ts: Micros): Result<ExchangeOrder, Refusal> {
    this.advance(ts)
    return this.#settled(this.#entry.submit(account, request))
  }

  submitGroup(
    account: number,
    group: OrderGroup,
    ts: Micros,
  ): Result<readonly ExchangeOrder[], Refusal> {
    this.advance(ts)
    return this.#settled(this.#entry.submitGroup(account, group))
  }

  amend(
    account: number,
    ref: OrderRef,
    change: OrderChange,
    ts: Micros,
  ): Result<ExchangeOrder, Refusal> {
    this.advance(ts)
    const found = this.#entry.find(account, ref)
    if (!found.ok) return found
    const why = amendOrder(this.#parts, found.value, change)
    return this.#settled(why === undefined ? found : declined(why))
  }

  cancel(account: number, ref: OrderRef, ts: Micros): Result<ExchangeOrder, Refusal> {
    this.advance(ts)
    const found = this.#entry.find(account, ref)
    if (found.ok) this.#entry.cancel(found.value, 'by-request')
    return this.#settled(found)
  }

  cancelAll(account: number, instrument: number | undefined, ts: Micros): readonly ExchangeOrder[] {
    this.advance(ts)
    return this.#settled(this.#entry.cancelAll(account, instrument, 'by-request'))
  }

  cancelAllAfter(account: number, us: number, ts: Micros): void {
    this.advance(ts)
    const { alarms, bulletin } = this.#parts
    alarms.drop('dead-man', account)
    if (us > 0) alarms.add({ ts: micros(bulletin.now + us), kind: 'dead-man', id: account })
  }

  /** Declines what the listing does not allow, and every spot instrument. */
  setLeverage(account: number, instrument: number, leverage: number): Refusal | undefined {
    const perpetual = this.#parts.perpetuals.find(({ index }) => index === instrument)
    if (perpetual === undefined) return refusal('leverage', 'only a perpetual has a leverage')
    return perpetual.setLeverage(account, leverage)
  }

  /** One level of strangers' depth; 0 lots removes it. */
  onDepth(instrument: number, isBid: boolean, ticks: number, lots: number, ts: Micros): void {
    this.advance(ts)
    this.#market.onDepth(instrument, isBid, ticks, lots)
  }

  /** Levels of one update, told one after another. */
  onLevels(instrument: number, rows: LevelRows, from: number, to: number, ts: Micros): void {
    this.advance(ts)
    this.#market.onLevels(instrument, rows, from, to)
  }

  /**
   * A stranger's single order as it is now, where a market is told order by order; 0 lots removes
   * it. At its price and no larger, it keeps its place in the queue.
   *
   * @param order - The venue's number for it, above 0.
   */
  onOrder(
    instrument: number,
    order: number,
    isBid: boolean,
    ticks: number,
    lots: number,
    ts: Micros,
  ): void {
    this.advance(ts)
    this.#market.onOrder(instrument, order, isBid, ticks, lots)
  }

  /** A stranger's resting order traded; what is left of it is told by `onOrder`. */
  onExecution(instrument: number, order: number, lots: number, ts: Micros): void {
    this.advance(ts)
    this.#market.onExecution(instrument, order, lots)
  }

  /** Takes away all that strangers show. */
  clearDepth(instrument: number, ts: Micros): void {
    this.advance(ts)
    this.#market.clearDepth(instrument)
  }

  /** A print between strangers. @param isBuy - Whether the buyer crossed. */
  onTrade(instrument: number, isBuy: boolean, ticks: number, lots: number, ts: Micros): void {
    this.advance(ts)
    this.#market.onTrade(instrument, isBuy ? 'buy' : 'sell', ticks, lots)
  }

  /**
   * The price perpetuals are margined at, and that orders may ask their triggers to wait for; the
   * last price until one is given.
   */
  onMark(instrument: number, ticks: number, ts: Micros): void {
    this.advance(ts)
    this.#market.onMark(instrument, ticks)
  }

  /** Paid by longs to shorts at the next funding times, in parts per million of value. */
  setFundingRate(instrument: number, ratePpm: number, ts: Micros): void {
    this.advance(ts)
    this.#market.setFundingRate(instrument, ratePpm)
  }

  setMode(instrument: number, mode: TradingMode, ts: Micros): void {
    this.advance(ts)
    this.#market.setMode(instrument, mode)
  }

  /** Makes a trade undone: money and positions go back on both sides, to the last minor unit. */
  bust(trade: number, ts: Micros): Result<readonly AccountFill[], Refusal> {
    this.advance(ts)
    return this.#settled(bustTrade(this.#parts, trade))
  }

  relist(instrument: number, rules: TradingRules, ts: Micros): void {
    this.advance(ts)
    this.#market.relist(instrument, rules)
  }

  /** Brings the exchange's time to `ts`, with everything that was due until then. */
  advance(ts: Micros): void {
    this.#market.advance(ts)
  }

  order(account: number, ref: OrderRef): ExchangeOrder | undefined {
    return this.#entry.order(account, ref)
  }

  openOrders(account: number): readonly ExchangeOrder[] {
    return [...this.#parts.store.open(account).values()]
  }

  closedOrders(account: number): readonly ExchangeOrder[] {
    return this.#parts.store.closed(account)
  }

  fills(account: number): readonly AccountFill[] {
    return this.#parts.store.fills(account)
  }

  balances(account: number): ReadonlyMap<string, Balance> {
    return this.#parts.wallets.balances(account)
  }

  positions(account: number): readonly PerpetualPosition[] {
    return this.#parts.perpetuals.flatMap((each) => each.position(account) ?? [])
  }

  feeTier(account: number, instrument: number): FeeTier {
    return this.#parts.fees.tier(account, instrument)
  }

  nextFeeTier(account: number, instrument: number): FeeTier | undefined {
    return this.#parts.fees.next?.(account, instrument)
  }

  best(instrument: number, side: Side): BookLevel | undefined {
    return this.depth(instrument, side, 1)[0]
  }

  depth(instrument: number, side: Side, levels: number): readonly BookLevel[] {
    const place = this.#place(instrument)
    return place === undefined ? [] : depthOf(place, side, levels)
  }

  /** The single orders of the best levels, in the order in which they are met. */
  queues(instrument: number, side: Side, levels: number): readonly LevelQueue[] {
    const place = this.#place(instrument)
    return place === undefined ? [] : queuesOf(place, side, levels)
  }

  lastPrice(instrument: number): number {
    return this.#place(instrument)?.last ?? 0
  }

  /** What is owned less what was brought in, by currency. All zero, or the exchange is wrong. */
  imbalance(): ReadonlyMap<string, bigint> {
    return this.#parts.wallets.imbalance()
  }

  save(): Json {
    return saveExchange(this.#parts, this.#market)
  }

  /** To be called on a new exchange of the same setup, before any account is opened. */
  load(state: Json): void {
    loadExchange(this.#parts, this.#market, state)
  }

  #settled<T>(answer: T): T {
    this.#market.settleDown()
    return answer
  }

  #place(instrument: number): Place | undefined {
    return this.#parts.places[instrument]
  }
}
