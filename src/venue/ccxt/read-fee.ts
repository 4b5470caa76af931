import { declined, ok, type Result } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import { feeOn } from '../../ledger/index.ts'
import { fieldsOf, wordOf } from './parse-venue-order.ts'
import { wireMoney, wireWorth } from './wire-amount.ts'

/** What a fee is reckoned by where the venue tells it in another currency, or not at all. */
export type FeeTerms = {
  /** Decimal text: the quote currency for one of another; `undefined` when it has no price. */
  readonly priceOf: (currency: string) => string | undefined
  /** What the account pays as a taker. Parts per million. */
  readonly takerPpm: number
}

/** A fee in minor units of the quote currency. */
export type ReadFee = {
  readonly fee: bigint
  /** What was assumed, for people. */
  readonly notice: string | undefined
  /** Currencies without a price, in which something was paid that is not booked. */
  readonly unpriced: readonly string[]
}

type FeeContext = FeeTerms & {
  /** The venue's name of the fill. */
  readonly trade: string
  /** Notional of the fill, minor quote units. */
  readonly worth: bigint
}

/** A larger part of what was traded is no fee, and no rebate either. */
const partMost = 20n

/**
 * What a fill cost, in the quote currency and rounded against us: a fee in the base currency at the
 * fill's own price, one in a third at that currency's last known price, one that is not told as the
 * account pays as a taker. Declines what cannot be read, and more than a twentieth of the fill.
 */
export function readFee(wire: unknown, of: Instrument, context: FeeContext): Result<ReadFee> {
  const { fee, fees, price: at } = fieldsOf(wire)
  const { trade, worth, takerPpm, priceOf } = context
  const parts: readonly unknown[] = Array.isArray(fees) && fees.length > 0 ? fees : [fee]
  const notices: string[] = []
  const unpriced: string[] = []
  let sum = 0n
  for (const part of parts) {
    const { cost, currency } = fieldsOf(part)
    const minor = wireMoney(cost)
    if (cost === undefined && currency === undefined) {
      sum += feeOn(worth, takerPpm)
      notices.push(`the fee of fill ${trade} is not told; ${takerPpm / 10_000} % is booked`)
      continue
    }
    if (!minor.ok) return declined(`${of.id}: the fee of fill ${trade}: ${minor.error}`)
    if (minor.value === 0n) continue
    const rate = currency === of.base ? at : currency === of.quote ? '1' : priceOf(wordOf(currency))
    if (rate === undefined) {
      unpriced.push(wordOf(currency))
      notices.push(
        `fill ${trade} cost ${String(cost)} ${wordOf(currency)}, which has no price in ` +
          `${of.quote} and is not booked`,
      )
      continue
    }
    const value = wireWorth(cost, rate)
    if (!value.ok) return declined(`${of.id}: the fee of fill ${trade}: ${value.error}`)
    sum += value.value
  }
  if ((sum < 0n ? -sum : sum) * partMost > worth + partMost)
    return declined(`${of.id}: the fee of fill ${trade} is more than a twentieth of it`)
  const notice = notices.length === 0 ? undefined : `${of.id}: ${notices.join('; ')}`
  return ok({ fee: sum, notice, unpriced })
}
