import { declined, ok, type Result } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import { feeOn } from '../../ledger/index.ts'
import { fieldsOf, wordOf } from './parse-venue-order.ts'
import { wireMoney, wireWorth } from './wire-amount.ts'

/** What a fee is reckoned by where the venue tells it in another currency, or not at all. */
export type FeeTerms = {
  /** Decimal text: the quote currency for one of another; `undefined` when it has no price. */
  readonly priceOf: (currency: string) => string | undefined
  /** What the account pays as a taker, where a venue may leave fees out. Parts per million. */
  readonly takerPpm: number | undefined
}

/** What a fill cost. */
export type ReadFee = {
  /** Minor quote units, whatever it was paid in but the base currency. */
  readonly fee: bigint
  /** Minor base units, kept of what was bought. */
  readonly taken: bigint
  /** Of `fee`, what was paid in a third currency. */
  readonly elsewhere: bigint
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

/** A larger part of what was traded is no fee. */
const feePart = 20n
/** A larger part is no rebate: no venue is known to pay that. */
const rebatePart = 1_000n

/**
 * What a fill cost, rounded against us: in the quote currency, one in a third at that currency's
 * last known price, one that is left out as the account pays as a taker; one in the base currency
 * as it is. Declines what cannot be read, and what is too much.
 */
export function readFee(wire: unknown, of: Instrument, context: FeeContext): Result<ReadFee> {
  const { fee, fees, price: at } = fieldsOf(wire)
  const { trade, worth, takerPpm, priceOf } = context
  const parts: readonly unknown[] = Array.isArray(fees) && fees.length > 0 ? fees : [fee]
  const notices: string[] = []
  const unpriced: string[] = []
  let [sum, taken, elsewhere, total] = [0n, 0n, 0n, 0n]
  for (const part of parts) {
    const { cost, currency } = fieldsOf(part)
    const minor = wireMoney(cost)
    if (cost === undefined && currency === undefined && takerPpm !== undefined) {
      sum += feeOn(worth, takerPpm)
      total += feeOn(worth, takerPpm)
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
    total += value.value
    if (currency === of.base) taken += minor.value
    else sum += value.value
    if (currency !== of.base && currency !== of.quote) elsewhere += value.value
  }
  if (total * feePart > worth + feePart)
    return declined(`${of.id}: the fee of fill ${trade} is more than a twentieth of it`)
  if (-total * rebatePart > worth + rebatePart)
    return declined(`${of.id}: the rebate of fill ${trade} is more than a thousandth of it`)
  const notice = notices.length === 0 ? undefined : `${of.id}: ${notices.join('; ')}`
  return ok({ fee: sum, taken, elsewhere, notice, unpriced })
}
