import { declined, type Json, ok } from '../../../base/index.ts'
import type { BinanceAnswer, BinanceCall } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { binanceError } from './binance-error.ts'

const unknownKey = binanceError(-1125, 'This listenKey does not exist.')

export function openListenKey(desk: BinanceDesk, { caller, now }: BinanceCall): BinanceAnswer {
  return ok({ listenKey: desk.listenKeys.open(caller, now) })
}

export function keepListenKey(
  desk: BinanceDesk,
  { params, caller, now }: BinanceCall,
): BinanceAnswer {
  const key = params.required('listenKey')
  if (key === undefined) return declined(params.fault ?? unknownKey)
  return desk.listenKeys.keep(key, caller.account, now) ? ok({}) : declined(unknownKey)
}

export function closeListenKey(desk: BinanceDesk, { params, caller }: BinanceCall): BinanceAnswer {
  const key = params.required('listenKey')
  if (key === undefined) return declined(params.fault ?? unknownKey)
  return desk.listenKeys.close(key, caller.account) ? ok({}) : declined(unknownKey)
}

/** What the derivatives hosts of the venue list: nothing, so that one address can stand for all. */
export function getNoContracts(): BinanceAnswer {
  const none: readonly Json[] = []
  return ok({ timezone: 'UTC', rateLimits: none, symbols: none, optionSymbols: none })
}

export function getSystemStatus(): BinanceAnswer {
  return ok({ status: 0, msg: 'normal' })
}

/** Margin trading, of which there is none. */
export function getNoMargin(): BinanceAnswer {
  return ok([])
}
