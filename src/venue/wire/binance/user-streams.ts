import type { Micros } from '../../../domain/index.ts'
import type { AccountEvent } from '../../sim/exchange/exchange-event.ts'
import { textOfMinor } from '../wire-step.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { ms } from './binance-symbol.ts'
import { executionReport, type OrderNews } from './execution-report.ts'
import { listJson } from './order-lists.ts'

/** Who reads an account's events, as text. */
export type UserListener = (event: string) => void

/** Tells accounts what happens to their orders and their money. */
export class UserStreams {
  readonly #desk: BinanceDesk
  readonly #listeners = new Map<number, Set<UserListener>>()
  /** Currencies, and lists of orders, that something happened to since the last rest. */
  readonly #touched = new Map<number, { currencies: Set<string>; lists: Set<number> }>()

  constructor(desk: BinanceDesk) {
    this.#desk = desk
  }

  /** @returns A way to stop listening. */
  listen(account: number, listener: UserListener): () => void {
    const listeners = this.#listeners.get(account) ?? new Set()
    this.#listeners.set(account, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(account)
    }
  }

  onEvent(event: AccountEvent): void {
    if (!this.#listeners.has(event.account)) return
    if ('order' in event) return this.#onOrder(event)
    if (event.kind !== 'balance-changed') return
    this.#touch(event.account).currencies.add(event.currency)
    const { account, ts, currency: a, change } = event
    this.#tell(account, { e: 'balanceUpdate', E: ms(ts), a, d: textOfMinor(change), T: ms(ts) })
  }

  #onOrder(event: OrderNews): void {
    const { account, order } = event
    const { symbols, cancelNames, pendingNames } = this.#desk
    const symbol = symbols.byIndex(order.request.instrument)
    if (symbol === undefined) return
    const cancelName = event.kind === 'order-canceled' ? cancelNames.get(order.number) : undefined
    const isPending = pendingNames.has(order.request.clientId)
    this.#tell(account, executionReport(event, symbol, { cancelName, isPending }))
    const { currencies, lists } = this.#touch(account)
    currencies.add(symbol.instrument.base)
    currencies.add(symbol.instrument.quote)
    if (event.kind === 'order-filled') currencies.add(event.fill.feeCurrency)
    if (order.group !== 0) lists.add(order.group)
  }

  #touch(account: number): { currencies: Set<string>; lists: Set<number> } {
    const known = this.#touched.get(account)
    if (known !== undefined) return known
    const made = { currencies: new Set<string>(), lists: new Set<number>() }
    this.#touched.set(account, made)
    return made
  }

  onRest(now: Micros): void {
    if (this.#touched.size === 0) return
    const touched = [...this.#touched]
    this.#touched.clear()
    for (const [account, { currencies, lists }] of touched) {
      for (const list of lists) this.#tellList(account, list, now)
      this.#tellBalances(account, currencies, now)
    }
  }

  #tellList(account: number, number: number, now: Micros): void {
    const { lists, symbols, house } = this.#desk
    const list = lists.get(number)
    const symbol = list === undefined ? undefined : symbols.byIndex(list.instrument)
    if (list === undefined || symbol === undefined) return
    const members = list.orders.map((each) =>
      house.exchange.order(account, { number: each.number }),
    )
    const told = listJson(list, symbol, members)
    this.#tell(account, {
      e: 'listStatus',
      E: ms(now),
      s: symbol.id,
      g: list.number,
      c: list.contingency,
      l: told['listStatusType'],
      L: told['listOrderStatus'],
      r: 'NONE',
      C: list.clientId,
      T: ms(now),
      O: list.orders.map((each) => ({ s: symbol.id, i: each.number, c: each.clientId })),
    })
  }

  #tellBalances(account: number, currencies: ReadonlySet<string>, now: Micros): void {
    const balances = this.#desk.house.exchange.balances(account)
    const changed = [...currencies].map((currency) => {
      const { free, held } = balances.get(currency) ?? { free: 0n, held: 0n }
      return { a: currency, f: textOfMinor(free), l: textOfMinor(held) }
    })
    const e = 'outboundAccountPosition'
    this.#tell(account, { e, E: ms(now), u: ms(now), B: changed })
  }

  #tell(account: number, event: unknown): void {
    const text = JSON.stringify(event)
    for (const listener of this.#listeners.get(account) ?? []) listener(text)
  }
}
