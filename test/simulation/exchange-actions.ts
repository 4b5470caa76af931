import { minuteUs } from '../../src/domain/index.ts'
import type { TradingMode } from '../../src/venue/sim/index.ts'
import { chance, drawAlone, drawChange, drawGroup, drawPause, pick } from './exchange-draws.ts'
import { worldListings } from './exchange-listings.ts'
import type { ExchangeWorld } from './exchange-world.ts'

type Action = (world: ExchangeWorld) => void

const submit: Action = (world) => {
  const account = pick(world.random, world.accounts)
  const request = drawAlone(world.sceneOf(account))
  const answer = world.exchange.submit(account, request, world.now)
  if (!answer.ok) world.refusals += 1
}

const submitGroup: Action = (world) => {
  const account = pick(world.random, world.accounts)
  const group = drawGroup(world.sceneOf(account))
  world.watch.expectGroup(group.kind)
  const answer = world.exchange.submitGroup(account, group, world.now)
  if (!answer.ok) world.refusals += 1
}

const amend: Action = (world) => {
  const account = pick(world.random, world.accounts)
  const orders = world.exchange.openOrders(account)
  if (orders.length === 0) return submit(world)
  const { number, request, lots } = pick(world.random, orders)
  world.watch.expectAmend(number)
  const change = drawChange(world.sceneOf(account), request, lots)
  const answer = world.exchange.amend(account, { number }, change, world.now)
  if (!answer.ok) world.refusals += 1
}

const cancel: Action = (world) => {
  const account = pick(world.random, world.accounts)
  const orders = world.exchange.openOrders(account)
  if (orders.length === 0) return submit(world)
  const { number, request } = pick(world.random, orders)
  const isNamed = request.clientId !== '' && chance(world.random, 0.5)
  const ref = isNamed ? { clientId: request.clientId } : { number }
  world.exchange.cancel(account, ref, world.now)
}

const cancelAll: Action = (world) => {
  const account = pick(world.random, world.accounts)
  const instruments = world.instrumentsOf(account)
  const which = chance(world.random, 0.3) ? undefined : pick(world.random, instruments)
  world.exchange.cancelAll(account, which, world.now)
}

const cancelAllAfter: Action = (world) => {
  const account = pick(world.random, world.accounts)
  const us = chance(world.random, 0.5) ? 0 : 1 + world.random.below(minuteUs)
  world.exchange.cancelAllAfter(account, us, world.now)
}

const setLeverage: Action = (world) => {
  const account = pick(world.random, world.accounts)
  const instrument = pick(world.random, [0, 3, 4])
  world.exchange.setLeverage(account, instrument, pick(world.random, [1, 2, 3, 5, 10, 20, 50]))
}

const bank: Action = (world) => {
  const { random } = world
  const account = pick(random, world.accounts)
  const isOut = chance(random, 0.6)
  const currency = pick(random, ['USDT', 'USDT', 'BTC', 'ETH', 'FEE'])
  const isPerpetual = world.instrumentsOf(account).length === 2
  if (isPerpetual && currency !== 'USDT') return
  const most = isPerpetual || currency !== 'USDT' ? 3_000_000 : 60_000_000
  const amount = BigInt(random.below(most)) * (isOut ? -1n : 1n)
  const answer = world.exchange.deposit(account, currency, amount, world.now)
  if (!answer.ok) world.refusals += 1
}

const depth: Action = (world) => {
  const { random } = world
  const instrument = random.below(worldListings.length)
  if (instrument === byOrder) return strangerOrder(world)
  const middle = drift(world, instrument)
  const isBid = chance(random, 0.5)
  // Now and then across the middle, where orders of accounts and other strangers stand.
  const away = random.below(10) - (chance(random, 0.2) ? 5 : 0)
  const ticks = Math.max(1, isBid ? middle - 1 - away : middle + 1 + away)
  const lots = chance(random, 0.25) ? 0 : 1 + random.below(60)
  world.bookOf(instrument).beginDepth(isBid, ticks, lots, world.isTrading(instrument))
  world.exchange.onDepth(instrument, isBid, ticks, lots, world.now)
}

/** The instrument whose strangers are told one by one. */
const byOrder = 1

const strangerOrder: Action = (world) => {
  const { random } = world
  const middle = drift(world, byOrder)
  const isBid = chance(random, 0.5)
  const away = random.below(10) - (chance(random, 0.2) ? 5 : 0)
  const ticks = Math.max(1, isBid ? middle - 1 - away : middle + 1 + away)
  const book = world.bookOf(byOrder)
  const known = book.strangers.numbers()
  const isOld = known.length > 40 || (known.length > 0 && chance(random, 0.6))
  const number = isOld ? pick(random, known) : world.newStranger()
  const old = book.strangers.single(number)
  const isSame = old !== undefined && chance(random, 0.5)
  const now = {
    isBid: old?.isBid ?? isBid,
    ticks: isSame ? old.price : ticks,
    lots: chance(random, isOld ? 0.4 : 0) ? 0 : 1 + random.below(30),
  }
  // A side never changes, so another side's price is only one that crosses.
  book.beginSingle(number, now, world.isTrading(byOrder), world.watch.step)
  world.exchange.onOrder(byOrder, number, now.isBid, now.ticks, now.lots, world.now)
}

const strangerTrade: Action = (world) => {
  const { random } = world
  const book = world.bookOf(byOrder)
  const known = book.strangers.numbers()
  if (known.length === 0) return strangerOrder(world)
  const number = pick(random, known)
  book.beginPrint(world.isTrading(byOrder), book.strangers.single(number)?.step)
  world.exchange.onExecution(byOrder, number, 1 + random.below(20), world.now)
}

const clearDepth: Action = (world) => {
  const instrument = world.random.below(worldListings.length)
  world.bookOf(instrument).clearDepth()
  world.exchange.clearDepth(instrument, world.now)
}

const print: Action = (world) => {
  const { random } = world
  const instrument = random.below(worldListings.length)
  if (instrument === byOrder) return strangerTrade(world)
  const middle = drift(world, instrument)
  const ticks = Math.max(1, middle + random.below(7) - 3)
  world.bookOf(instrument).beginPrint(world.isTrading(instrument))
  const lots = 1 + random.below(40)
  world.exchange.onTrade(instrument, chance(random, 0.5), ticks, lots, world.now)
}

/** The market moves a tick now and then, and sometimes jumps. */
function drift(world: ExchangeWorld, instrument: number): number {
  const { random, ticks } = world
  const old = ticks[instrument] ?? 1
  const step = chance(random, 0.002) ? random.below(81) - 40 : random.below(3) - 1
  const next = chance(random, 0.3) ? Math.min(2_000, Math.max(60, old + step)) : old
  ticks[instrument] = next
  return next
}

const mark: Action = (world) => {
  const instrument = pick(world.random, [3, 4])
  const middle = world.ticks[instrument] ?? 1
  const ticks = Math.max(1, middle + world.random.below(25) - 12)
  world.exchange.onMark(instrument, ticks, world.now)
}

const funding: Action = (world) => {
  const rate = world.random.below(2_001) - 1_000
  world.exchange.setFundingRate(pick(world.random, [3, 4]), rate, world.now)
}

const mode: Action = (world) => {
  const { random, exchange, now } = world
  const instrument = random.below(worldListings.length)
  const modes = ['trading', 'post-only', 'cancel-only', 'halted'] as const
  const isOver = chance(random, 0.1)
  const next: TradingMode = isOver ? 'delisted' : pick(random, modes)
  exchange.setMode(instrument, next, now)
  world.check()
  world.pass(1 + random.below(minuteUs))
  // Most of a run should see an open market.
  if (chance(random, 0.8)) {
    for (let i = 0; i < worldListings.length; i += 1) {
      exchange.setMode(i, 'trading', world.now)
      world.check()
    }
  }
}

const relist: Action = (world) => {
  const { random, exchange, now } = world
  const instrument = random.below(worldListings.length)
  const rules = worldListings[instrument]?.rules
  if (rules === undefined) return
  const next = chance(random, 0.5)
    ? rules
    : { ...rules, lotsMin: 2, priceMin: 5, openOrdersMax: 40, icebergPartsMax: 20 }
  exchange.relist(instrument, next, now)
}

const bust: Action = (world) => {
  const { random, exchange, now } = world
  const fills = exchange.fills(pick(random, world.accounts))
  if (fills.length === 0) return
  const { trade } = pick(random, fills)
  exchange.bust(trade, now)
}

const weighted: readonly (readonly [number, Action])[] = [
  [400, submit],
  [60, submitGroup],
  [80, amend],
  [60, cancel],
  [4, cancelAll],
  [6, cancelAllAfter],
  [6, setLeverage],
  [16, bank],
  [260, depth],
  [1, clearDepth],
  [90, print],
  [20, mark],
  [3, funding],
  [2, mode],
  [1, relist],
  [6, bust],
]

const table: readonly Action[] = weighted.flatMap(([weight, action]) =>
  Array.from({ length: weight }, () => action),
)

/**
 * Does `count` random things to the world, with time between them and a restart now and then.
 *
 * @returns How many calls of the exchange that were.
 */
export function drive(world: ExchangeWorld, count: number): number {
  for (let i = 0; i < count; i += 1) {
    world.pass(drawPause(world.random))
    pick(world.random, table)(world)
    world.check()
    if (world.random.next() < 0.0004) world.restart()
  }
  return count
}
