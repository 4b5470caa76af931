import {
  cancelOpenOrders,
  getAccount,
  getAllOrders,
  getCommission,
  getCurrencies,
  getKeyRights,
  getOpenOrders,
  getOrderCounts,
  getTradeFees,
  getTrades as getOwnTrades,
} from './account-endpoints.ts'
import type { BinanceAnswer, BinanceCall } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import {
  allLists,
  cancelList,
  openLists,
  placeOco,
  placeOto,
  placeOtoco,
  queryList,
} from './list-endpoints.ts'
import {
  getAggregates,
  getAveragePrice,
  getBookTicker,
  getDayTicker,
  getDepth,
  getExchangeInfo,
  getKlines,
  getNothing,
  getPriceTicker,
  getTime,
  getTrades,
} from './market-endpoints.ts'
import {
  amendOrder,
  cancelOrder,
  placeOrder,
  queryOrder,
  routeOrder,
  testOrder,
} from './order-endpoints.ts'
import { replaceOrder } from './replace-order.ts'
import {
  closeListenKey,
  getNoContracts,
  getNoMargin,
  getSystemStatus,
  keepListenKey,
  openListenKey,
} from './stream-endpoints.ts'

/**
 * Something that can be asked. `public` needs no key, `keyed` a key alone, `signed` both;
 * `order` is signed, may be sent once only, and is told how many orders were sent.
 */
export type Endpoint =
  | {
      readonly access: 'public'
      readonly weight: number
      readonly handle: (desk: BinanceDesk, call: Omit<BinanceCall, 'caller'>) => BinanceAnswer
    }
  | {
      readonly access: 'keyed' | 'signed' | 'order'
      readonly weight: number
      readonly handle: (desk: BinanceDesk, call: BinanceCall) => BinanceAnswer
    }

type PublicHandle = (Endpoint & { readonly access: 'public' })['handle']
type Handle = (Endpoint & { readonly access: 'signed' })['handle']

const open = (weight: number, handle: PublicHandle): Endpoint => ({
  access: 'public',
  weight,
  handle,
})
const keyed = (weight: number, handle: Handle): Endpoint => ({ access: 'keyed', weight, handle })
const signed = (weight: number, handle: Handle): Endpoint => ({ access: 'signed', weight, handle })
const order = (weight: number, handle: Handle): Endpoint => ({ access: 'order', weight, handle })

const all: readonly (readonly [rest: string, socket: string, endpoint: Endpoint])[] = [
  ['GET /api/v3/ping', 'ping', open(1, getNothing)],
  ['GET /api/v3/time', 'time', open(1, getTime)],
  ['GET /api/v3/exchangeInfo', 'exchangeInfo', open(20, getExchangeInfo)],
  ['GET /api/v3/depth', 'depth', open(5, getDepth)],
  ['GET /api/v3/trades', 'trades.recent', open(25, getTrades)],
  ['GET /api/v3/historicalTrades', 'trades.historical', open(25, getTrades)],
  ['GET /api/v3/aggTrades', 'trades.aggregate', open(4, getAggregates)],
  ['GET /api/v3/klines', 'klines', open(2, getKlines)],
  ['GET /api/v3/uiKlines', 'uiKlines', open(2, getKlines)],
  ['GET /api/v3/avgPrice', 'avgPrice', open(2, getAveragePrice)],
  ['GET /api/v3/ticker/24hr', 'ticker.24hr', open(2, getDayTicker)],
  ['GET /api/v3/ticker', 'ticker', open(4, getDayTicker)],
  ['GET /api/v3/ticker/price', 'ticker.price', open(2, getPriceTicker)],
  ['GET /api/v3/ticker/bookTicker', 'ticker.book', open(2, getBookTicker)],
  ['POST /api/v3/order', 'order.place', order(1, placeOrder)],
  ['POST /api/v3/order/test', 'order.test', order(1, testOrder)],
  ['POST /api/v3/sor/order', 'sor.order.place', order(1, routeOrder)],
  ['POST /api/v3/sor/order/test', 'sor.order.test', order(1, testOrder)],
  ['GET /api/v3/order', 'order.status', signed(4, queryOrder)],
  ['DELETE /api/v3/order', 'order.cancel', order(1, cancelOrder)],
  ['POST /api/v3/order/cancelReplace', 'order.cancelReplace', order(1, replaceOrder)],
  ['PUT /api/v3/order/amend/keepPriority', 'order.amend.keepPriority', order(4, amendOrder)],
  ['GET /api/v3/openOrders', 'openOrders.status', signed(6, getOpenOrders)],
  ['DELETE /api/v3/openOrders', 'openOrders.cancelAll', order(1, cancelOpenOrders)],
  ['GET /api/v3/allOrders', 'allOrders', signed(20, getAllOrders)],
  ['POST /api/v3/orderList/oco', 'orderList.place.oco', order(1, placeOco)],
  ['POST /api/v3/orderList/oto', 'orderList.place.oto', order(1, placeOto)],
  ['POST /api/v3/orderList/otoco', 'orderList.place.otoco', order(1, placeOtoco)],
  ['GET /api/v3/orderList', 'orderList.status', signed(4, queryList)],
  ['DELETE /api/v3/orderList', 'orderList.cancel', order(1, cancelList)],
  ['GET /api/v3/allOrderList', 'allOrderLists', signed(20, allLists)],
  ['GET /api/v3/openOrderList', 'openOrderLists.status', signed(6, openLists)],
  ['GET /api/v3/account', 'account.status', signed(20, getAccount)],
  ['GET /api/v3/account/commission', 'account.commission', signed(20, getCommission)],
  ['GET /api/v3/rateLimit/order', 'account.rateLimits.orders', signed(40, getOrderCounts)],
  ['GET /api/v3/myTrades', 'myTrades', signed(20, getOwnTrades)],
  ['POST /api/v3/userDataStream', 'userDataStream.start', keyed(2, openListenKey)],
  ['PUT /api/v3/userDataStream', 'userDataStream.ping', keyed(2, keepListenKey)],
  ['DELETE /api/v3/userDataStream', 'userDataStream.stop', keyed(2, closeListenKey)],
  ['GET /sapi/v1/system/status', '', open(1, getSystemStatus)],
  ['GET /sapi/v1/account/apiRestrictions', '', signed(1, getKeyRights)],
  ['GET /sapi/v1/asset/tradeFee', '', signed(1, getTradeFees)],
  ['GET /sapi/v1/capital/config/getall', '', signed(10, getCurrencies)],
  ['GET /sapi/v1/margin/allPairs', '', signed(1, getNoMargin)],
  ['GET /sapi/v1/margin/isolated/allPairs', '', signed(1, getNoMargin)],
  ['GET /fapi/v1/exchangeInfo', '', open(1, getNoContracts)],
  ['GET /dapi/v1/exchangeInfo', '', open(1, getNoContracts)],
  ['GET /eapi/v1/exchangeInfo', '', open(1, getNoContracts)],
]

/** By method and path. */
export const restEndpoints: ReadonlyMap<string, Endpoint> = new Map(
  all.map(([rest, , endpoint]) => [rest, endpoint]),
)

/** By the name of the method in the WebSocket API. */
export const socketEndpoints: ReadonlyMap<string, Endpoint> = new Map(
  all.filter(([, socket]) => socket !== '').map(([, socket, endpoint]) => [socket, endpoint]),
)
