import { requireOneOf } from '../../quant/index.ts'
import type { Json } from '../../base/index.ts'
import { requireFinite } from './require-finite.ts'
import { loadNumbers, saveNumbers } from './saved-parts.ts'

/** `tick` goes by the last change of price alone, `lee-ready` by the quote first. */
export type SigningRule = 'tick' | 'lee-ready'

/**
 * Who crossed, for trades that do not say so. Tick rule: the sign of the last change of the price,
 * kept while the price stays. Lee and Ready: a buy above the middle of the quote, a sell below it,
 * and the tick rule at the middle, or while there is no quote. The quote is the one before the
 * trade; who wants the paper's delay of five seconds hands quotes over later.
 *
 * @see Lee and Ready, "Inferring trade direction from intraday data", 1991. Golden numbers: both
 *   rules written out with pandas.
 */
export class TradeSigner {
  readonly #rule: SigningRule
  /** Last price, last sign by the tick rule, middle of the quote. */
  readonly #state = new Float64Array([Number.NaN, 0, Number.NaN])

  /** @throws ArgumentError on a rule that is none. */
  constructor(rule: SigningRule) {
    requireOneOf('rule', rule, ['tick', 'lee-ready'])
    this.#rule = rule
  }

  /** The best bid and ask from now on. @throws ArgumentError on prices that are none. */
  onQuote(bid: number, ask: number): void {
    requireFinite('bid + ask', bid + ask)
    this.#state[2] = (bid + ask) / 2
  }

  /**
   * @returns +1 for a buyer who crossed, -1 for a seller; `undefined` before the first change of
   *   price where only that could tell.
   * @throws ArgumentError on a price that is none.
   */
  onTrade(price: number): 1 | -1 | undefined {
    requireFinite('price', price)
    const state = this.#state
    const before = state[0] as number
    const middle = state[2] as number
    if (price !== before && !Number.isNaN(before)) state[1] = price > before ? 1 : -1
    state[0] = price
    if (this.#rule === 'lee-ready' && price > middle) return 1
    if (this.#rule === 'lee-ready' && price < middle) return -1
    if (state[1] === 0) return undefined
    return state[1] === 1 ? 1 : -1
  }

  reset(): void {
    this.#state.set([Number.NaN, 0, Number.NaN])
  }

  save(): Json {
    return saveNumbers(this.#state)
  }

  load(state: Json): void {
    loadNumbers(state, this.#state)
  }
}
