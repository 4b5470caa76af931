import type { CaseOrder } from './venue-port.ts'

/** The arguments of ccxt's `createOrder`. */
export type CcxtOrder = {
  readonly type: string
  readonly price: number | undefined
  readonly params: Readonly<Record<string, string | number | boolean>>
}

/** An order of a case in ccxt's words, with what only one venue has a word for. */
export function ccxtOrderOf(dialect: 'binance' | 'kraken', order: CaseOrder): CcxtOrder {
  const { type = 'limit', trailPpm, display, time, lastsUs = 0, clientId } = order
  const isLimit = type === 'limit' || type === 'stop-limit'
  const isIceberg = display !== undefined && dialect === 'kraken'
  const params = {
    ...(type === 'stop' || type === 'stop-limit' ? { stopLossPrice: order.trigger ?? 0 } : {}),
    ...(type === 'take-profit' ? { takeProfitPrice: order.trigger ?? 0 } : {}),
    ...(trailPpm === undefined ? {} : trailing(trailPpm)),
    ...(display === undefined ? {} : shownPart(dialect, display)),
    ...(time === 'ioc' || time === 'fok' ? { timeInForce: time.toUpperCase() } : {}),
    ...(time === 'gtd' ? { timeInForce: 'GTD', expiretm: `+${lastsUs / 1_000_000}` } : {}),
    ...(order.isPostOnly === true ? { postOnly: true } : {}),
    ...(clientId === undefined ? {} : { clientOrderId: clientId }),
    ...(order.isReduceOnly === true && dialect === 'kraken' ? { reduceOnly: true } : {}),
    ...(order.endsBoth === true ? endingBoth[dialect] : {}),
  }
  const price = isLimit ? order.price : undefined
  if (isIceberg)
    return { type: 'iceberg', price: undefined, params: { ...params, price: String(price) } }
  return { type: isLimit ? 'limit' : 'market', price, params }
}

const endingBoth = {
  binance: { selfTradePreventionMode: 'EXPIRE_BOTH' },
  kraken: { stptype: 'cancel-both' },
}

/** Binance's client asks which kind of stop it is; Kraken's does not mind. */
function trailing(ppm: number): Readonly<Record<string, string>> {
  return { trailingPercent: String(ppm / 10_000), stopLossOrTakeProfit: 'stopLoss' }
}

function shownPart(
  dialect: 'binance' | 'kraken',
  lots: number,
): Readonly<Record<string, string | number>> {
  return dialect === 'binance' ? { icebergAmount: lots / 100 } : { displayvol: String(lots / 100) }
}
