import type { AccountEvent } from '../../sim/exchange/exchange-event.ts'
import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import { textOfMinor } from '../wire-step.ts'
import { type ExecutionType, fillRecord, orderRecord } from './execution-record.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { namedFills, tradeTxid } from './kraken-id.ts'
import { jsonObject, jsonText } from './kraken-json.ts'
import type { KrakenPair } from './kraken-names.ts'
import { krakenIso } from './kraken-time.ts'
import { changeEntry, type LedgerEntry, tradeEntries } from './ledger-answers.ts'
import { isHidden, openOrders } from './order-refs.ts'
import { statusWord } from './order-words.ts'

const fillsShown = 50

/** What happened to one account since its listeners were last told. */
export class AccountStream {
  readonly #house: KrakenHouse
  readonly #account: number
  #executions: string[] = []
  #entries: LedgerEntry[] = []
  /** Orders that close others and are not Kraken's yet. */
  readonly #unborn = new Map<number, ExchangeOrder>()
  /** Orders that start later. */
  readonly #pending = new Set<number>()
  #lastAccepted = { number: 0, group: 0 }
  #lastFill = { trade: 0, order: 0, part: 0 }

  constructor(house: KrakenHouse, account: number) {
    this.#house = house
    this.#account = account
    for (const order of house.exchange.openOrders(account))
      if (isHidden(order)) this.#unborn.set(order.number, order)
      else if (order.status === 'dormant') this.#pending.add(order.number)
  }

  /** Records of what is open, latest last. */
  orderSnapshot(): readonly string[] {
    return openOrders(this.#house, this.#account).flatMap((order) => {
      const pair = this.#pairOf(order)
      return pair === undefined ? [] : [orderRecord(order, pair, 'status', order.updatedTs)]
    })
  }

  /** Records of the latest fills, latest last. */
  fillSnapshot(): readonly string[] {
    const { exchange } = this.#house
    const fills = namedFills(exchange.fills(this.#account)).slice(-fillsShown)
    return fills.flatMap(({ fill, txid }) => {
      const order = exchange.order(this.#account, { number: fill.order })
      const pair = this.#house.names.byIndex(fill.instrument)
      if (order === undefined || pair === undefined) return []
      return [fillRecord(fill, order, pair, txid)]
    })
  }

  balanceSnapshot(): readonly string[] {
    return [...this.#house.exchange.balances(this.#account)].map(([currency, { free, held }]) => {
      const balance = textOfMinor(free + held)
      return jsonObject({
        asset: jsonText(currency),
        asset_class: '"currency"',
        balance,
        wallets: `[{"type":"spot","id":"main","balance":${balance}}]`,
      })
    })
  }

  /** Orders are read at once: they go on changing. */
  note(event: AccountEvent): void {
    if (event.kind === 'balance-changed') this.#entries.push(changeEntry(event))
    if (!('order' in event)) return
    const { order, ts } = event
    const pair = this.#pairOf(order)
    if (pair === undefined) return
    if (event.kind === 'order-accepted') return this.#accepted(order, pair, ts)
    if (order.end === 'group') return void this.#unborn.delete(order.number)
    if (event.kind === 'order-amended' && this.#unborn.has(order.number)) {
      if (order.status !== 'dormant') this.#bear(order, pair, ts)
      return
    }
    this.#bear(order, pair, ts)
    if (this.#isStarting(order)) return this.#tell(order, pair, 'new', ts)
    if (event.kind === 'order-filled') return this.#filled(event, order, pair)
    this.#tell(order, pair, typeOf(event.kind, order), ts)
  }

  /** Records to be told now. */
  takeExecutions(ts: number): readonly string[] {
    for (const order of this.#unborn.values()) {
      const pair = this.#pairOf(order)
      if (order.status !== 'dormant' && pair !== undefined) this.#bear(order, pair, ts)
    }
    const taken = this.#executions
    this.#executions = []
    return taken
  }

  takeBalances(): readonly string[] {
    const taken = this.#entries
    this.#entries = []
    if (taken.length === 0) return []
    const balances = new Map<string, bigint>()
    for (const [currency, { free, held }] of this.#house.exchange.balances(this.#account))
      balances.set(currency, free + held)
    const told = taken.toReversed().map((entry) => {
      const balance = balances.get(entry.currency) ?? 0n
      balances.set(entry.currency, balance - entry.amount + entry.fee)
      return entryRecord(entry, balance)
    })
    return told.reverse()
  }

  #accepted(order: ExchangeOrder, pair: KrakenPair, ts: number): void {
    const { number, group } = order
    const isSecond = group !== 0 && this.#lastAccepted.group === group
    this.#lastAccepted = { number, group }
    if (isSecond) this.#unborn.set(number, order)
    else this.#announce(order, pair, ts)
  }

  /** Whether the order is heard of for the first time since it began to act. */
  #isStarting({ status, number, end }: ExchangeOrder): boolean {
    return status !== 'dormant' && this.#pending.delete(number) && end === undefined
  }

  #announce(order: ExchangeOrder, pair: KrakenPair, ts: number): void {
    this.#tell(order, pair, 'pending_new', ts)
    if (order.status === 'dormant') return void this.#pending.add(order.number)
    this.#tell(order, pair, 'new', ts)
  }

  /** An order that waited for another is one of its own from now on. */
  #bear(order: ExchangeOrder, pair: KrakenPair, ts: number): void {
    if (this.#unborn.delete(order.number) && order.end !== 'group') this.#announce(order, pair, ts)
  }

  #filled(
    { fill }: AccountEvent & { readonly kind: 'order-filled' },
    order: ExchangeOrder,
    pair: KrakenPair,
  ): void {
    const { trade, order: number } = fill
    const isAgain = this.#lastFill.trade === trade && this.#lastFill.order === number
    const part = isAgain ? this.#lastFill.part + 1 : 0
    this.#lastFill = { trade, order: number, part }
    const txid = tradeTxid(fill, part)
    this.#entries.push(...tradeEntries(fill, pair, txid))
    this.#executions.push(fillRecord(fill, order, pair, txid))
    if (order.filled === order.lots) this.#tell(order, pair, 'filled', fill.ts)
  }

  #tell(order: ExchangeOrder, pair: KrakenPair, type: ExecutionType, ts: number): void {
    this.#executions.push(orderRecord(order, pair, type, ts))
  }

  #pairOf({ request }: ExchangeOrder): KrakenPair | undefined {
    return this.#house.names.byIndex(request.instrument)
  }
}

function typeOf(kind: AccountEvent['kind'], order: ExchangeOrder): ExecutionType {
  if (kind === 'order-amended') return 'amended'
  if (kind === 'order-triggered') return 'status'
  return statusWord(order) === 'expired' ? 'expired' : 'canceled'
}

function entryRecord(entry: LedgerEntry, balance: bigint): string {
  return jsonObject({
    ledger_id: jsonText(entry.id),
    ref_id: jsonText(entry.cause),
    timestamp: jsonText(krakenIso(entry.ts)),
    type: jsonText(entry.type),
    category: jsonText(entry.type),
    asset: jsonText(entry.currency),
    asset_class: '"currency"',
    wallet_type: '"spot"',
    wallet_id: '"main"',
    amount: textOfMinor(entry.amount),
    fee: textOfMinor(entry.fee),
    balance: textOfMinor(balance),
  })
}
