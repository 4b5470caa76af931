import type { Result } from '../../base/index.ts'
import type { Instrument, Micros } from '../../domain/index.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { CurrencyPrices } from './currency-prices.ts'
import { parseToldFill, type ToldFill } from './parse-told-fill.ts'

/** Reads executions as an account is to book them: at the venue's steps, fees and prices now. */
export class FillReader {
  readonly #account: CcxtAccount
  readonly #prices: CurrencyPrices

  constructor(account: CcxtAccount, now: () => Micros) {
    this.#account = account
    this.#prices = new CurrencyPrices(account.exchange, now)
  }

  /** With prices that are known. A fill whose fee has none lists it under `unpriced`. */
  read(wire: unknown, of: Instrument): Result<ToldFill> {
    const { grid, fees, instruments, traits } = this.#account
    const instrument = instruments.indexOf(of)
    return parseToldFill(wire, of, {
      tick: grid.tick(instrument),
      priceOf: (currency) => this.#prices.priceOf(currency, of.quote),
      takerPpm: traits.tellsFees ? undefined : fees.of(instrument).takerPpm,
      tradeName: traits.numberForm,
    })
  }

  /** The same, and asks the venue for prices that are missing. Never throws. */
  async readPriced(wire: unknown, of: Instrument): Promise<Result<ToldFill>> {
    const told = this.read(wire, of)
    if (!told.ok || told.value.unpriced.length === 0) return told
    for (const currency of told.value.unpriced) await this.#prices.learn(currency, of.quote)
    return this.read(wire, of)
  }
}
