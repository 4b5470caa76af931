import { micros, orderId, type OrderIntent, price, quantity } from '../../domain/index.ts'
import type { VenueRequest } from '../../execution/index.ts'
import { allOf, isCount, oneOf, partsOf } from './parse-part.ts'

/** Instruments a desk may have, and names an order may have had. */
const instrumentsMax = 10_000
const namesMax = 0x1_0000

/** A request as it came through a line; `undefined` when any of it makes no sense. */
export function parseRequest(value: unknown): VenueRequest | undefined {
  const { kind, clientId, next, order, names, instrument, us, isForExit } = partsOf(value)
  if (kind === 'account') return { kind }
  if (kind === 'dead-man') return isCount(us) ? { kind, us } : undefined
  if (kind === 'look-up') {
    const known = allOf(names, namesMax, (name) => (isName(name) ? name : undefined))
    if (known === undefined || known.length === 0 || !isInstrument(instrument)) return undefined
    if (isForExit !== undefined && typeof isForExit !== 'boolean') return undefined
    const asked = { kind, names: known, instrument } as const
    return isForExit === undefined ? asked : { ...asked, isForExit }
  }
  if (!isName(clientId)) return undefined
  if (kind === 'cancel')
    return isInstrument(instrument) ? { kind, clientId, instrument } : undefined
  const intent = parseIntent(order)
  if (intent === undefined) return undefined
  if (kind === 'place') return { kind, clientId, order: intent }
  return kind === 'amend' && isName(next) ? { kind, clientId, next, order: intent } : undefined
}

/** As `clientOrderId` makes them. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)
}

/** A position in the list of instruments. */
export function isInstrument(value: unknown): value is number {
  return isCount(value) && value < instrumentsMax
}

function parseIntent(value: unknown): OrderIntent | undefined {
  const { orderId: id, instrument, isReduceOnly, ...rest } = partsOf(value)
  const side = oneOf(rest['side'], ['buy', 'sell'])
  const type = oneOf(rest['type'], ['market', 'limit', 'stop'])
  const role = oneOf(rest['role'], ['entry', 'exit', 'stop', 'target', 'quote'])
  const { quantity: lots, price: ticks, arrival, ts } = rest
  if (side === undefined || type === undefined || role === undefined) return undefined
  if (!isCount(id) || !isInstrument(instrument) || typeof isReduceOnly !== 'boolean')
    return undefined
  if (!isCount(lots) || !isWhole(ticks) || !isWhole(arrival) || !isCount(ts)) return undefined
  return {
    ...{ orderId: orderId(id), instrument, side, type, role, isReduceOnly, ts: micros(ts) },
    ...{ quantity: quantity(lots), price: price(ticks), arrival: price(arrival) },
  }
}

/** A whole number, negative ones among them. */
export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
