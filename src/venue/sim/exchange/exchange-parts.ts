import { type Micros, micros } from '../../../domain/index.ts'
import { MatchingBook } from '../match/matching-book.ts'
import { riskAverse } from '../match/queue-model.ts'
import { Alarms } from './alarms.ts'
import { BookNews } from './book-news.ts'
import { Bulletin } from './bulletin.ts'
import { ClientIds } from './client-ids.ts'
import type { ExchangeSetup } from './exchange-setup.ts'
import { Executions } from './executions.ts'
import type { Fees } from './fees.ts'
import { frictionless } from './frictions.ts'
import { Groups } from './groups.ts'
import { Holds } from './holds.ts'
import type { Listing } from './listing.ts'
import { OrderFlow } from './order-flow.ts'
import { OrderStore } from './order-store.ts'
import { PerpetualSettlement } from './perpetual-settlement.ts'
import type { Place } from './place.ts'
import { referenceOf } from './place.ts'
import type { Settlement } from './settlement.ts'
import { SpotMargin } from './spot-margin.ts'
import { SpotSettlement } from './spot-settlement.ts'
import { Triggers } from './triggers.ts'
import { Wallets } from './wallets.ts'

/** Minor units an account has left in a currency. */
export type Available = (account: number, currency: string) => bigint

/** Everything an exchange is made of; its two sides, customers and market, work on the same. */
export type ExchangeParts = {
  readonly places: readonly Place[]
  readonly perpetuals: readonly PerpetualSettlement[]
  readonly wallets: Wallets
  readonly holds: Holds
  readonly margin: SpotMargin
  /** What an account has of a currency above what its orders and positions bind. */
  readonly available: Available
  readonly fees: Fees
  readonly store: OrderStore
  readonly groups: Groups
  readonly clientIds: ClientIds
  readonly alarms: Alarms
  readonly bulletin: Bulletin
  readonly news: BookNews
  readonly flow: OrderFlow
  readonly executions: Executions
  /** Numbers given out so far. */
  readonly counters: { order: number; group: number }
}

export function assembleExchange(setup: ExchangeSetup): ExchangeParts {
  const bulletin = new Bulletin(setup.sink)
  bulletin.now = setup.startTs
  const wallets = new Wallets()
  const holds = new Holds(wallets)
  const places: Place[] = []
  const perpetuals: PerpetualSettlement[] = []
  const available: Available = (account, currency) =>
    freeMargin(account, currency, wallets, perpetuals)
  const priceOf = (index: number): number => referenceOf(places[index] as Place)
  const margin = new SpotMargin(setup.listings, wallets, priceOf)
  const news = new BookNews(places, setup.listings.length, bulletin, setup.tellsBook ?? false)
  const flow = new OrderFlow({
    places,
    store: new OrderStore(setup.remembered),
    groups: new Groups(),
    holds,
    bulletin,
    news,
    fees: setup.fees,
    frictions: setup.frictions ?? frictionless,
  })
  const executions = new Executions(flow)
  const alarms = new Alarms()
  for (const [index, listing] of setup.listings.entries()) {
    const purses = { wallets, holds, margin, available, perpetuals }
    const settlement = settlementOf(index, listing, purses, setup)
    places.push(newPlace(index, listing, settlement, executions, flow, setup))
    if (listing.perpetual !== undefined)
      alarms.add({
        ts: nextMultiple(setup.startTs, listing.perpetual.fundingEveryUs),
        kind: 'funding',
        id: index,
      })
  }
  const { store, groups } = flow.parts
  const clientIds = new ClientIds()
  const counters = { order: 0, group: 0 }
  const { fees } = setup
  return {
    places,
    perpetuals,
    wallets,
    holds,
    margin,
    available,
    fees,
    store,
    groups,
    clientIds,
    alarms,
    bulletin,
    news,
    flow,
    executions,
    counters,
  }
}

type Purses = Pick<ExchangeParts, 'wallets' | 'holds' | 'margin' | 'available'> & {
  readonly perpetuals: PerpetualSettlement[]
}

function settlementOf(
  index: number,
  listing: Listing,
  { wallets, holds, margin, available, perpetuals }: Purses,
  { fees }: ExchangeSetup,
): Settlement {
  if (listing.perpetual === undefined)
    return new SpotSettlement(listing.instrument, wallets, holds, fees, {
      available,
      mayOwe: (account, leverage) => margin.mayOwe(account, leverage),
    })
  const made = new PerpetualSettlement(index, listing, wallets, holds, fees, available)
  perpetuals.push(made)
  return made
}

/** What an account has in `quote` above what its orders and positions bind. Minor units. */
function freeMargin(
  account: number,
  quote: string,
  wallets: Wallets,
  perpetuals: readonly PerpetualSettlement[],
): bigint {
  let free = wallets.free(account, quote)
  for (const each of perpetuals)
    if (each.quote === quote) free += each.unrealised(account) - each.initialMargin(account)
  return free
}

function newPlace(
  index: number,
  listing: Listing,
  settlement: Settlement,
  executions: Executions,
  flow: OrderFlow,
  setup: ExchangeSetup,
): Place {
  const book = new MatchingBook(
    {
      onMatch: (maker, taker, ticks, lots) => executions.onMatch(place, maker, taker, ticks, lots),
      onSelfTrade: (maker, taker, lots) => executions.onSelfTrade(place, maker, taker, lots),
      onDepthGone: (isBid, ticks) => flow.parts.news.touch(index, isBid ? 'buy' : 'sell', ticks),
    },
    setup.queue ?? riskAverse,
  )
  const place: Place = {
    index,
    listing,
    book,
    settlement,
    triggers: new Triggers(),
    markTriggers: new Triggers(),
    mode: 'trading',
    last: 0,
    mark: 0,
    hasNews: false,
    hasMarkNews: false,
  }
  return place
}

/** The first multiple of `every` after `ts`. */
export function nextMultiple(ts: Micros, every: number): Micros {
  return micros((Math.floor(ts / every) + 1) * every)
}

/**
 * Whether an account that has just given away of `currency` still covers what it owes and holds.
 */
export function canSpare(
  { wallets, available, margin }: ExchangeParts,
  account: number,
  currency: string,
): boolean {
  if (wallets.free(account, currency) < 0n || available(account, currency) < 0n) return false
  return !margin.owes(account) || margin.mayOwe(account)
}
