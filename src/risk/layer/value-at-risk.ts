import type { OrderIntent } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/** What may be lost in a day of what nobody knows the volatility of, as a share of it. */
const unknownDay = 0.5

/** What is added, and what the worst day and the days beyond it cost then. Used again and again. */
const asked = new Float64Array(3)

/**
 * Layer 7. What one day may cost, and what the worst days cost on average; and what the stress
 * tests say of what is held. While a volatility is not known half of everything counts as lost.
 */
export function checkValueAtRisk(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const { limits } = book
  if (!(limits.stressMax >= 1) && !(book.stressLoss <= book.stressLimit))
    return refused('stress', book.stressLoss, book.stressLimit)
  if (limits.varMax >= 1 && limits.shortfallMax >= 1) return undefined
  figure(order, book)
  const loss = asked[1] as number
  const worse = asked[2] as number
  if (!(loss <= limits.varMax)) return refused('value-at-risk', loss, limits.varMax)
  return worse <= limits.shortfallMax ? undefined : refused('shortfall', worse, limits.shortfallMax)
}

/** By the model where it knows, else half of everything. */
function figure(order: OrderIntent, book: RiskBook): void {
  const i = order.instrument
  const value = book.lotValue[i] as number
  const { market, exposure, equity } = book
  const own = book.worstLots(order) * value
  // From what it is taken for now: what is on its way on the other side may never fill.
  asked[0] = own / equity - exposure.shareOf(i)
  asked[1] = Number.NaN
  market?.judge(i, asked)
  if (asked[1] >= 0) return
  const gross = exposure.grossBesides(i) + Math.abs(own)
  asked.fill((unknownDay * gross) / equity, 1)
}

/** What a day may cost what is held and in flight now; half of it while nobody knows. */
export function dayLoss(book: RiskBook): {
  readonly valueAtRisk: number
  readonly shortfall: number
  readonly isKnown: boolean
} {
  const { market, exposure, equity } = book
  const known = market?.valueAtRisk ?? Number.NaN
  if (known >= 0)
    return { valueAtRisk: known, shortfall: market?.expectedShortfall ?? known, isKnown: true }
  const guess = (unknownDay * exposure.gross) / equity
  return { valueAtRisk: guess, shortfall: guess, isKnown: false }
}
