import type { Json, Result } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { WireAccount } from '../wire-accounts.ts'
import type { BinanceError } from './binance-error.ts'
import type { Parameters } from './parameters.ts'

/** One request, whichever door it came through: REST or the WebSocket API. */
export type BinanceCall = {
  readonly params: Parameters
  readonly now: Micros
  /** Whose request it is. */
  readonly caller: WireAccount
}

export type BinanceAnswer = Result<Json, BinanceError>
