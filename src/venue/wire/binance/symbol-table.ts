import { declined, type Json, ok, type Result } from '../../../base/index.ts'
import type { WireExchange } from '../wire-exchange.ts'
import {
  type BinanceError,
  binanceError,
  illegalCharacters,
  invalidSymbol,
} from './binance-error.ts'
import { BinanceSymbol } from './binance-symbol.ts'
import type { Parameters } from './parameters.ts'

const symbolPattern = /^[A-Z0-9\-_.]{1,20}$/

/** The symbols of an exchange: its spot instruments, for the dialect has no other. */
export class SymbolTable {
  readonly all: readonly BinanceSymbol[]
  readonly #byId: ReadonlyMap<string, BinanceSymbol>
  readonly #byIndex: readonly (BinanceSymbol | undefined)[]

  constructor(house: WireExchange) {
    this.#byIndex = house.exchange.listings.map(({ perpetual }, index) =>
      perpetual === undefined ? new BinanceSymbol(index, house) : undefined,
    )
    this.all = this.#byIndex.filter((each) => each !== undefined)
    this.#byId = new Map(this.all.map((each) => [each.id, each]))
  }

  byId(id: string): BinanceSymbol | undefined {
    return this.#byId.get(id)
  }

  byIndex(index: number): BinanceSymbol | undefined {
    return this.#byIndex[index]
  }

  /** The symbol of a request that must name one; otherwise the parameters are at fault. */
  required(params: Parameters): BinanceSymbol | undefined {
    const id = params.required('symbol')
    return id === undefined ? undefined : this.#known(params, id)
  }

  /** The symbol of a request that may name one. */
  optional(params: Parameters): BinanceSymbol | undefined {
    const id = params.text('symbol')
    return id === undefined ? undefined : this.#known(params, id)
  }

  #known(params: Parameters, id: string): BinanceSymbol | undefined {
    if (!symbolPattern.test(id))
      return params.decline(illegalCharacters('symbol', symbolPattern.source))
    return this.#byId.get(id) ?? params.decline(invalidSymbol)
  }

  /** Those of `symbol`, or of `symbols` (a JSON list), or all of them. */
  several(params: Parameters): readonly BinanceSymbol[] {
    const one = this.optional(params)
    if (one !== undefined) return [one]
    const list = params.text('symbols')
    if (list === undefined) return this.all
    if (params.has('symbol'))
      params.decline(binanceError(-1128, 'Combination of optional parameters invalid.'))
    const ids = readList(list)
    if (!ids.ok) params.decline(ids.error)
    else return ids.value.flatMap((id) => this.#known(params, id) ?? [])
    return []
  }
}

/** `["BTCUSDT","ETHUSDT"]` as texts. */
function readList(text: string): Result<readonly string[], BinanceError> {
  const fault = illegalCharacters(
    'symbols',
    '^\\[("[A-Z0-9\\-_.]{1,20}"(,"[A-Z0-9\\-_.]{1,20}"){0,}){0,1}\\]$',
  )
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    return declined(fault)
  }
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string')
  return isList ? ok(value as readonly string[]) : declined(fault)
}
