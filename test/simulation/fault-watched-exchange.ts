import type { Result } from '../../src/base/index.ts'
import type { Micros } from '../../src/domain/index.ts'
import {
  type AccountFill,
  type ExchangeOrder,
  type ExchangeSetup,
  type OrderChange,
  type OrderGroup,
  type OrderRef,
  type OrderRequest,
  type Refusal,
  SimulatedExchange,
  type TradingMode,
  type TradingRules,
} from '../../src/venue/sim/index.ts'
import type { ExchangeInvariants } from './exchange-invariants.ts'

/** An exchange whose promises are checked after every call, whoever makes it. */
export class WatchedExchange extends SimulatedExchange {
  readonly #watch: ExchangeInvariants
  #calls = 0

  /** @param setup - Its sink tells `watch` first. */
  constructor(setup: ExchangeSetup, watch: ExchangeInvariants) {
    super(setup)
    this.#watch = watch
    watch.watch(this)
  }

  #checked<T>(answer: T): T {
    this.#calls += 1
    this.#watch.check(this.#calls % 256 === 0)
    return answer
  }

  override advance(ts: Micros): void {
    const isDue = this.nextTs <= ts
    super.advance(ts)
    if (isDue) this.#checked(undefined)
  }

  override submit(
    account: number,
    request: OrderRequest,
    ts: Micros,
  ): Result<ExchangeOrder, Refusal> {
    return this.#checked(super.submit(account, request, ts))
  }

  override submitGroup(
    account: number,
    group: OrderGroup,
    ts: Micros,
  ): Result<readonly ExchangeOrder[], Refusal> {
    this.advance(ts)
    this.#watch.expectGroup(group.kind)
    return this.#checked(super.submitGroup(account, group, ts))
  }

  override amend(
    account: number,
    ref: OrderRef,
    change: OrderChange,
    ts: Micros,
  ): Result<ExchangeOrder, Refusal> {
    this.advance(ts)
    const order = this.order(account, ref)
    if (order !== undefined) this.#watch.expectAmend(order.number)
    return this.#checked(super.amend(account, ref, change, ts))
  }

  override cancel(account: number, ref: OrderRef, ts: Micros): Result<ExchangeOrder, Refusal> {
    return this.#checked(super.cancel(account, ref, ts))
  }

  override cancelAll(
    account: number,
    instrument: number | undefined,
    ts: Micros,
  ): readonly ExchangeOrder[] {
    return this.#checked(super.cancelAll(account, instrument, ts))
  }

  override onDepth(
    instrument: number,
    isBid: boolean,
    ticks: number,
    lots: number,
    ts: Micros,
  ): void {
    this.advance(ts)
    const isMatching = this.modeOf(instrument) === 'trading'
    this.#watch.books[instrument]?.beginDepth(isBid, ticks, lots, isMatching)
    super.onDepth(instrument, isBid, ticks, lots, ts)
    this.#checked(undefined)
  }

  override onTrade(
    instrument: number,
    isBuy: boolean,
    ticks: number,
    lots: number,
    ts: Micros,
  ): void {
    this.advance(ts)
    this.#watch.books[instrument]?.beginPrint(this.modeOf(instrument) === 'trading')
    super.onTrade(instrument, isBuy, ticks, lots, ts)
    this.#checked(undefined)
  }

  override deposit(
    account: number,
    currency: string,
    amount: bigint,
    ts: Micros,
  ): Result<bigint, Refusal> {
    return this.#checked(super.deposit(account, currency, amount, ts))
  }

  override onMark(instrument: number, ticks: number, ts: Micros): void {
    super.onMark(instrument, ticks, ts)
    this.#checked(undefined)
  }

  override setMode(instrument: number, mode: TradingMode, ts: Micros): void {
    super.setMode(instrument, mode, ts)
    this.#checked(undefined)
  }

  override relist(instrument: number, rules: TradingRules, ts: Micros): void {
    super.relist(instrument, rules, ts)
    this.#checked(undefined)
  }

  override bust(trade: number, ts: Micros): Result<readonly AccountFill[], Refusal> {
    return this.#checked(super.bust(trade, ts))
  }
}
