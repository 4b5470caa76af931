import { InvariantError } from '../../../base/index.ts'
import { type AccountFill, type ExchangeOrder, hasEnded } from './exchange-order.ts'

/** Every order the exchange knows, open ones for ever and ended ones up to a number per account. */
export class OrderStore {
  readonly #byNumber = new Map<number, ExchangeOrder>()
  readonly #open: Map<number, ExchangeOrder>[] = []
  readonly #closed: ExchangeOrder[][] = []
  readonly #fills: AccountFill[][] = []
  readonly #remembered: number

  /** @param remembered - Ended orders, and fills, kept per account. */
  constructor(remembered = 10_000) {
    this.#remembered = remembered
  }

  openAccount(): void {
    this.#open.push(new Map())
    this.#closed.push([])
    this.#fills.push([])
  }

  add(order: ExchangeOrder): void {
    this.#byNumber.set(order.number, order)
    if (hasEnded(order)) this.#close(order)
    else this.#open[order.account]?.set(order.number, order)
  }

  /** To be told when an order has come to its end. */
  ended(order: ExchangeOrder): void {
    this.#open[order.account]?.delete(order.number)
    this.#close(order)
  }

  #close(order: ExchangeOrder): void {
    const closed = this.#closed[order.account] as ExchangeOrder[]
    closed.push(order)
    // Dropped in halves: shifting an array for every order costs more than the order.
    if (closed.length >= 2 * this.#remembered)
      for (const old of closed.splice(0, this.#remembered)) this.#byNumber.delete(old.number)
  }

  addFill(fill: AccountFill): void {
    const fills = this.#fills[fill.account] as AccountFill[]
    fills.push(fill)
    if (fills.length >= 2 * this.#remembered) fills.splice(0, this.#remembered)
  }

  /** The account's fills of one trade. */
  fillsOf(account: number, trade: number): readonly AccountFill[] {
    return this.fills(account).filter((fill) => fill.trade === trade)
  }

  removeFill(fill: AccountFill): void {
    const fills = this.#fills[fill.account] as AccountFill[]
    fills.splice(fills.indexOf(fill), 1)
  }

  get(number: number): ExchangeOrder | undefined {
    return this.#byNumber.get(number)
  }

  /** An order the exchange itself speaks of, which must be there. */
  known(number: number): ExchangeOrder {
    const order = this.#byNumber.get(number)
    if (order === undefined)
      throw new InvariantError(`order ${number} is in a book and not in the store`)
    return order
  }

  open(account: number): ReadonlyMap<number, ExchangeOrder> {
    return this.#open[account] ?? new Map()
  }

  closed(account: number): readonly ExchangeOrder[] {
    return this.#closed[account] ?? []
  }

  fills(account: number): readonly AccountFill[] {
    return this.#fills[account] ?? []
  }

  /** All that is remembered: ended orders in the order of their ends, then open ones. */
  all(): readonly ExchangeOrder[] {
    return [...this.#closed.flat(), ...this.#open.flatMap((open) => [...open.values()])]
  }
}
