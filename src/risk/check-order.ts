import type { OrderIntent } from '../domain/index.ts'
import { Approved } from './approved.ts'
import { isAdding } from './in-flight.ts'
import { checkConcentration } from './layer/concentration.ts'
import { checkControl } from './layer/control.ts'
import { checkCorrelation } from './layer/correlation.ts'
import { checkDrawdown } from './layer/drawdown.ts'
import { checkHeat } from './layer/heat.ts'
import { checkInstrument } from './layer/instrument-limits.ts'
import { checkCollar, isWellFormed } from './layer/order-sanity.ts'
import { checkPosition } from './layer/position.ts'
import { checkValueAtRisk } from './layer/value-at-risk.ts'
import { type Refusal, refused } from './refusal.ts'
import type { RiskBook } from './risk-book.ts'

export type Verdict = { readonly ok: true; readonly approved: Approved<OrderIntent> } | Refusal

/**
 * Judges one order against every limit, assuming the worst of every order already out. An order
 * that reduces passes all of them but sanity: no limit, mode or loss can keep a position open.
 *
 * @param set - Of a leg of three or more: the signed share of equity of each, by instrument.
 */
export function checkOrder(order: OrderIntent, book: RiskBook, set?: Float64Array): Verdict {
  return refusalOf(order, book, set) ?? { ok: true, approved: new Approved(order) }
}

/** Why an order may not leave, or `undefined`. Allocates nothing when it may. */
export function refusalOf(
  order: OrderIntent,
  book: RiskBook,
  set?: Float64Array,
): Refusal | undefined {
  if (!isWellFormed(order)) return refused('sanity', order.quantity, 0)
  if (isReducing(order, book)) return undefined
  if (order.isReduceOnly) return refused('reduce-only', order.quantity, reducibleLots(order, book))
  return checkControl(book) ?? checkLayers(order, book, set)
}

type Layer = (order: OrderIntent, book: RiskBook, set?: Float64Array) => Refusal | undefined

/**
 * The eight layers, in their order. A list and not one expression: each is compiled by itself, so
 * that no number has to be put on the heap on its way between two of them.
 */
const layers: readonly Layer[] = [
  checkCollar,
  checkInstrument,
  checkPosition,
  checkHeat,
  checkCorrelation,
  checkConcentration,
  checkValueAtRisk,
  checkDrawdown,
]

/** The first layer that says no is told. */
function checkLayers(
  order: OrderIntent,
  book: RiskBook,
  set: Float64Array | undefined,
): Refusal | undefined {
  for (let n = 0; n < layers.length; n += 1) {
    const refusal = layers[n]?.(order, book, set)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

/**
 * Whether `order` can only shrink the position: opposite to it, and no larger than what is left of
 * it after the exits in flight. Protective orders do not count each other: the venue lets whichever
 * fires only reduce.
 */
function isReducing(order: OrderIntent, book: RiskBook): boolean {
  if (isProtective(order) && !order.isReduceOnly) return false
  return order.quantity <= reducibleLots(order, book)
}

/** Lots that an order of this side and role can take off the position; 0 when it would add. */
function reducibleLots(order: OrderIntent, book: RiskBook): number {
  const held = book.lots[order.instrument] as number
  if (held > 0 === (order.side === 'buy')) return 0
  if (isProtective(order)) return Math.abs(held)
  const exiting = book.exiting[order.instrument] as number
  // What is no exit and only shrinks the position may not do so twice; exits wait for nobody.
  const crossing = isAdding(order) ? book.enteringOn(order.side, order.instrument) : 0
  return Math.max(0, Math.abs(held) - exiting - crossing)
}

function isProtective({ role, isReduceOnly }: OrderIntent): boolean {
  return role === 'stop' || role === 'target' || (role === 'quote' && isReduceOnly)
}
