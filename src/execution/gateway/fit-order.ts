import { type OrderIntent, price, quantity } from '../../domain/index.ts'

/** What a venue takes of an instrument now, in the desk's own ticks and lots. */
export type VenueSteps = {
  readonly tickStep: number
  readonly lotStep: number
  readonly lotsMin: number
}

/**
 * The order as the venue takes it: never more lots, a limit never worse, a stop never later.
 *
 * @returns `undefined` when nothing the venue would take is left of it.
 */
export function fitOrder(order: OrderIntent, steps: VenueSteps): OrderIntent | undefined {
  const lots = order.quantity - (order.quantity % steps.lotStep)
  if (lots === 0 || lots < steps.lotsMin) return undefined
  return { ...order, quantity: quantity(lots), price: price(fitPrice(order, steps)) }
}

/** Down for a buyer and up for a seller: a better limit, a stop that fires sooner. */
function fitPrice({ type, side, price: ticks }: OrderIntent, { tickStep }: VenueSteps): number {
  if (type === 'market') return ticks
  const steps = side === 'buy' ? Math.floor(ticks / tickStep) : Math.ceil(ticks / tickStep)
  return Math.max(1, steps) * tickStep
}
