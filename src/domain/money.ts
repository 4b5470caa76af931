import { assert, formatDecimal, parseDecimal } from '../base/index.ts'

/**
 * Decimals of every currency's minor unit, fixed at genesis: 1e-8, a satoshi. 2^63 of them are
 * ninety billion, which is the most one account may hold.
 */
export const moneyScale = 8

/** Minor units of a currency in one whole unit, as a number for views and reports. */
export const minorPerUnit = 100_000_000

/** An exact amount of one currency. Unit: `minor` units of 1e-8 of the currency. */
export type Money<C extends string = string> = { readonly minor: bigint; readonly currency: C }

/** An amount. @param minor - Units of 1e-8. */
export function money<C extends string>(minor: bigint, currency: C): Money<C> {
  return { minor, currency }
}

/** Adds two amounts. Adding USD to BTC does not compile. */
export function addMoney<C extends string>(a: Money<C>, b: Money<NoInfer<C>>): Money<C> {
  assert(a.currency === b.currency, `currencies differ: ${a.currency} and ${b.currency}`)
  return money(a.minor + b.minor, a.currency)
}

/** Decimal text as money; `undefined` when it is not a decimal of at most eight places. */
export function parseMoney<C extends string>(text: string, currency: C): Money<C> | undefined {
  const minor = parseDecimal(text, moneyScale)
  return minor === undefined ? undefined : money(minor, currency)
}

/** `'1234.50000000'`: every digit, for records. */
export function formatMoney(amount: Money): string {
  return formatDecimal(amount.minor, moneyScale)
}
