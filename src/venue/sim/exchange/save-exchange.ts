import type { Json } from '../../../base/index.ts'
import { type Micros, micros } from '../../../domain/index.ts'
import type { AccountFill, ExchangeOrder } from './exchange-order.ts'
import type { ExchangeParts } from './exchange-parts.ts'
import type { TradingMode, TradingRules } from './listing.ts'
import type { MarketSide } from './market-side.ts'
import type { OrderRequest } from './order-request.ts'
import type { MarginTerms } from './spot-margin.ts'

/** Amounts of money as text, for JSON has no whole numbers beyond 2^53. */
type Texts<T> = {
  readonly [K in keyof T]: T[K] extends bigint
    ? string
    : T[K] extends bigint | undefined
      ? string | null
      : T[K]
}
type SavedOrder = Omit<Texts<ExchangeOrder>, 'request' | 'end'> & {
  readonly request: Omit<OrderRequest, 'quoteAmount' | 'trail'> & {
    readonly quoteAmount: string | null
    readonly trail: OrderRequest['trail'] | null
  }
  readonly end: ExchangeOrder['end'] | null
}
type Saved = {
  readonly sequence: number
  readonly now: Micros
  readonly trades: number
  readonly counters: { readonly order: number; readonly group: number }
  readonly margins: readonly MarginTerms[]
  readonly orders: readonly SavedOrder[]
  readonly fills: readonly (readonly Texts<AccountFill>[])[]
  readonly places: readonly {
    readonly mode: TradingMode
    /** As they are now; absent in states of exchanges whose rules could not change. */
    readonly rules?: Texts<TradingRules>
    readonly last: number
    readonly book: Json
    /** Orders that wait for a price, in the order in which they fire. */
    readonly waiting: readonly number[]
    /** The same for the mark, and the mark; absent in states of exchanges without. */
    readonly waitingForMark?: readonly number[]
    readonly mark?: number
  }[]
  readonly market: readonly (readonly [number, boolean])[]
} & Readonly<
  Record<'wallets' | 'holds' | 'groups' | 'clientIds' | 'alarms' | 'fees' | 'frictions', Json>
> & {
    readonly perpetuals: readonly Json[]
  }

/** All an exchange knows, rules its instruments were listed anew with included. */
export function saveExchange(parts: ExchangeParts, market: MarketSide): Json {
  const { bulletin, executions, counters, wallets, margin, store, places } = parts
  const accounts = Array.from({ length: wallets.count }, (_, account) => account)
  const saved: Saved = {
    sequence: bulletin.sequence,
    now: bulletin.now,
    trades: executions.trades,
    counters: { ...counters },
    margins: accounts.map((account) => margin.termsOf(account)),
    orders: store.all().map(orderToJson),
    fills: accounts.map((account) =>
      store.fills(account).map((fill) => ({
        ...fill,
        value: String(fill.value),
        fee: String(fill.fee),
      })),
    ),
    places: places.map(({ mode, listing: { rules }, last, mark, book, ...place }) => ({
      mode,
      rules: { ...rules, notionalMin: String(rules.notionalMin) },
      last,
      book: book.save(),
      waiting: place.triggers.numbers(),
      waitingForMark: place.markTriggers.numbers(),
      mark,
    })),
    market: market.save(),
    wallets: wallets.save(),
    holds: parts.holds.save(),
    groups: parts.groups.save(),
    clientIds: parts.clientIds.save(),
    alarms: parts.alarms.save(),
    fees: parts.fees.save(),
    frictions: parts.flow.parts.frictions.save(),
    perpetuals: parts.perpetuals.map((each) => each.save()),
  }
  return saved as unknown as Json
}

/** Puts a new exchange of the same setup into the state that was saved. */
export function loadExchange(parts: ExchangeParts, market: MarketSide, state: Json): void {
  const saved = state as unknown as Saved
  const { bulletin, executions, counters, wallets, margin, store, places } = parts
  bulletin.sequence = saved.sequence
  bulletin.now = saved.now
  executions.trades = saved.trades
  Object.assign(counters, saved.counters)
  wallets.load(saved.wallets)
  for (const terms of saved.margins) {
    margin.open(terms)
    store.openAccount()
  }
  parts.holds.load(saved.holds)
  parts.groups.load(saved.groups)
  parts.clientIds.load(saved.clientIds)
  parts.alarms.load(saved.alarms)
  parts.fees.load(saved.fees)
  parts.flow.parts.frictions.load(saved.frictions)
  parts.perpetuals.forEach((each, i) => each.load(saved.perpetuals[i] ?? null))
  market.load(saved.market)
  for (const [i, place] of places.entries()) {
    const { mode, rules, last, mark = 0, book } = saved.places[i] as Saved['places'][number]
    place.mode = mode
    if (rules !== undefined) {
      const notionalMin = BigInt(rules.notionalMin)
      place.listing = { ...place.listing, rules: { ...rules, notionalMin } }
    }
    place.last = last
    place.mark = mark
    place.book.load(book)
  }
  for (const order of saved.orders.map(orderFromJson)) store.add(order)
  for (const [i, { triggers, markTriggers }] of places.entries()) {
    const { waiting = [], waitingForMark = [] } = saved.places[i] ?? {}
    for (const number of waiting) triggers.restore(store.known(number))
    for (const number of waitingForMark) markTriggers.restore(store.known(number))
  }
  for (const fills of saved.fills)
    for (const fill of fills)
      store.addFill({ ...fill, value: BigInt(fill.value), fee: BigInt(fill.fee) })
}

function orderToJson(order: ExchangeOrder): SavedOrder {
  const { quoteAmount, trail } = order.request
  return {
    ...order,
    request: {
      ...order.request,
      quoteAmount: quoteAmount === undefined ? null : String(quoteAmount),
      trail: trail ?? null,
    },
    quoteFilled: String(order.quoteFilled),
    fee: String(order.fee),
    end: order.end ?? null,
  }
}

function orderFromJson(saved: SavedOrder): ExchangeOrder {
  const { quoteAmount, trail } = saved.request
  return {
    ...saved,
    createdTs: micros(saved.createdTs),
    request: {
      ...saved.request,
      quoteAmount: quoteAmount === null ? undefined : BigInt(quoteAmount),
      trail: trail ?? undefined,
    },
    quoteFilled: BigInt(saved.quoteFilled),
    fee: BigInt(saved.fee),
    end: saved.end ?? undefined,
  }
}
