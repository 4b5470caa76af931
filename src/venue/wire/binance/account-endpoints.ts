import { declined, type Json, ok } from '../../../base/index.ts'
import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import { textOfMinor } from '../wire-step.ts'
import type { BinanceAnswer, BinanceCall } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { cancelUnknown, notSent } from './binance-error.ts'
import { ms } from './binance-symbol.ts'
import { endList } from './list-endpoints.ts'
import { isWithin } from './market-endpoints.ts'
import { freshName, rate, ratesJson } from './order-endpoints.ts'
import { canceledJson, listNumber, orderJson, tradeJson } from './order-json.ts'
import { answered } from './parameters.ts'
import { rateLimits } from './rate-limits.ts'

/** Every currency something is traded in here. */
function currenciesOf({ symbols }: BinanceDesk): readonly string[] {
  return [...new Set(symbols.all.flatMap(({ instrument: { base, quote } }) => [base, quote]))]
}

export function getAccount(desk: BinanceDesk, { params, caller, now }: BinanceCall): BinanceAnswer {
  const { makerPpm, takerPpm } = desk.house.exchange.feeTier(caller.account, 0)
  const isTerse = params.text('omitZeroBalances') === 'true'
  return ok({
    makerCommission: Math.round(makerPpm / 100),
    takerCommission: Math.round(takerPpm / 100),
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: {
      maker: rate(makerPpm),
      taker: rate(takerPpm),
      buyer: rate(0),
      seller: rate(0),
    },
    canTrade: true,
    canWithdraw: false,
    canDeposit: false,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: ms(now),
    accountType: 'SPOT',
    balances: balancesOf(desk, caller.account)
      .filter(({ free, held }) => !isTerse || free !== 0n || held !== 0n)
      .map(({ asset, free, held }) => ({
        asset,
        free: textOfMinor(free),
        locked: textOfMinor(held),
      })),
    permissions: ['SPOT'],
    uid: caller.account,
  })
}

/** What an account has of every currency, those it has nothing of among them. */
function balancesOf(
  desk: BinanceDesk,
  account: number,
): readonly { readonly asset: string; readonly free: bigint; readonly held: bigint }[] {
  const balances = desk.house.exchange.balances(account)
  const assets = new Set([...currenciesOf(desk), ...balances.keys()])
  return [...assets].map((asset) => ({
    asset,
    free: balances.get(asset)?.free ?? 0n,
    held: balances.get(asset)?.held ?? 0n,
  }))
}

export function getCommission(desk: BinanceDesk, { params, caller }: BinanceCall): BinanceAnswer {
  return answered(params, desk.symbols.required(params), (symbol) => ({
    symbol: symbol.id,
    ...ratesJson(desk, caller.account, symbol.index),
    discount: { enabledForAccount: false, enabledForSymbol: false },
  }))
}

export function getOrderCounts(desk: BinanceDesk, { caller, now }: BinanceCall): BinanceAnswer {
  const { burst, day } = desk.limits.sent(caller.account, now)
  return ok(
    rateLimits
      .filter(({ rateLimitType }) => rateLimitType === 'ORDERS')
      .map((limit) => ({ ...limit, count: limit.interval === 'DAY' ? day : burst })),
  )
}

export function getTrades(desk: BinanceDesk, { params, caller }: BinanceCall): BinanceAnswer {
  const limit = params.limit(500, 1_000)
  const order = params.integer('orderId')
  const from = params.integer('fromId')
  const start = params.integer('startTime')
  const end = params.integer('endTime')
  return answered(params, desk.symbols.required(params), (symbol) => {
    const { exchange } = desk.house
    const found = exchange
      .fills(caller.account)
      .filter(({ instrument }) => instrument === symbol.index)
      .filter((fill) => order === undefined || fill.order === order)
      .filter(({ trade }) => trade >= (from ?? 0))
      .filter(({ ts }) => isWithin(ms(ts), start, end))
    const isLatest = from === undefined && start === undefined
    const chosen = isLatest ? found.slice(-limit) : found.slice(0, limit)
    return chosen.map((fill) => {
      const of = exchange.order(caller.account, { number: fill.order })
      return tradeJson(fill, symbol, of === undefined ? -1 : listNumber(of))
    })
  })
}

export function getOpenOrders(desk: BinanceDesk, { params, caller }: BinanceCall): BinanceAnswer {
  const symbol = desk.symbols.optional(params)
  if (params.fault !== undefined) return declined(params.fault)
  const orders = desk.house.exchange
    .openOrders(caller.account)
    .filter(({ request }) => symbol === undefined || request.instrument === symbol.index)
  return ok(told(desk, orders))
}

export function getAllOrders(desk: BinanceDesk, { params, caller }: BinanceCall): BinanceAnswer {
  const limit = params.limit(500, 1_000)
  const from = params.integer('orderId')
  const start = params.integer('startTime')
  const end = params.integer('endTime')
  return answered(params, desk.symbols.required(params), (symbol) => {
    const { exchange } = desk.house
    const all = [...exchange.closedOrders(caller.account), ...exchange.openOrders(caller.account)]
    const found = all
      .filter(({ request }) => request.instrument === symbol.index)
      .filter(({ number }) => number >= (from ?? 0))
      .filter(({ createdTs }) => isWithin(ms(createdTs), start, end))
      .sort((a, b) => a.number - b.number)
    const isLatest = from === undefined && start === undefined
    return told(desk, isLatest ? found.slice(-limit) : found.slice(0, limit))
  })
}

function told({ symbols }: BinanceDesk, orders: readonly ExchangeOrder[]): readonly Json[] {
  return orders.flatMap((order) => {
    const symbol = symbols.byIndex(order.request.instrument)
    return symbol === undefined ? [] : [orderJson(order, symbol)]
  })
}

/** Cancels every open order of a symbol, whole lists among them. */
export function cancelOpenOrders(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  const { params, caller, now } = call
  const symbol = desk.symbols.required(params)
  if (params.fault !== undefined || symbol === undefined)
    return declined(params.fault ?? notSent('symbol'))
  const { exchange } = desk.house
  const open = exchange
    .openOrders(caller.account)
    .filter(({ request }) => request.instrument === symbol.index)
  if (open.length === 0) return declined(cancelUnknown)
  const cancel = (number: number): void => {
    exchange.cancel(caller.account, { number }, now)
  }
  const answers: Json[] = []
  const groups = new Set(open.map(({ group }) => group))
  for (const group of groups) {
    const list = group === 0 ? undefined : desk.lists.get(group)
    if (list !== undefined) answers.push(endList(desk, list, symbol, freshName(desk), cancel))
    else
      for (const order of open.filter((each) => each.group === group)) {
        const name = freshName(desk)
        desk.cancelNames.set(order.number, name)
        cancel(order.number)
        desk.cancelNames.delete(order.number)
        answers.push(canceledJson(order, symbol, name))
      }
  }
  return ok(answers)
}

/** `sapi` of the same host: what the key may do. */
export function getKeyRights(_desk: BinanceDesk, { caller }: BinanceCall): BinanceAnswer {
  const { mayTrade, mayWithdraw, ...more } = caller.rights
  if (more.isUntold === true) return ok({ ipRestrict: false, createTime: 0 })
  return ok({
    ipRestrict: false,
    createTime: 0,
    enableReading: true,
    enableWithdrawals: mayWithdraw,
    enableInternalTransfer: more.hasSubAccounts === true,
    permitsUniversalTransfer: more.mayTransfer === true,
    enableMargin: more.mayBorrow === true,
    enableFutures: false,
    enableVanillaOptions: false,
    enableFixApiTrade: false,
    enableFixReadOnly: false,
    enablePortfolioMarginTrading: false,
    enableSpotAndMarginTrading: mayTrade,
  })
}

/** `sapi` of the same host: commission by symbol. */
export function getTradeFees(desk: BinanceDesk, { params, caller }: BinanceCall): BinanceAnswer {
  return answered(params, desk.symbols.several(params), (symbols) =>
    symbols.map(({ id, index }) => {
      const { makerPpm, takerPpm } = desk.house.exchange.feeTier(caller.account, index)
      return { symbol: id, makerCommission: rate(makerPpm), takerCommission: rate(takerPpm) }
    }),
  )
}

/** `sapi` of the same host: the currencies. Nothing can be brought in or out here. */
export function getCurrencies(desk: BinanceDesk, { caller }: BinanceCall): BinanceAnswer {
  return ok(
    balancesOf(desk, caller.account).map(({ asset, free, held }) => ({
      coin: asset,
      name: asset,
      depositAllEnable: false,
      withdrawAllEnable: false,
      free: textOfMinor(free),
      locked: textOfMinor(held),
      freeze: '0',
      withdrawing: '0',
      ipoing: '0',
      ipoable: '0',
      storage: '0',
      isLegalMoney: false,
      trading: true,
      networkList: [],
    })),
  )
}
