import type { Exchange } from 'ccxt'
import { knownVenues, openExchange } from './open-exchange.ts'
import { unknownRights } from './prove-key.ts'
import { noteOf } from './venue-notes.ts'
import { traitsOf } from './venue-traits.ts'

/** What a venue can do for a desk on its spot market, as ccxt and we know it. */
export type VenueCapabilities = {
  /** ccxt's name of it, and that for people. */
  readonly venue: string
  readonly name: string
  /** Whether an order can be asked for and cancelled by the name we gave it. */
  readonly hasClientIds: boolean
  readonly hasStops: boolean
  /** Whether a stop order can be asked for and cancelled by its name too. */
  readonly findsStops: boolean
  /** On a spot market a sale is bounded by what is held; contracts want it said. */
  readonly hasReduceOnly: boolean
  /** Whether it cancels everything when it does not hear from us. */
  readonly hasDeadManSwitch: boolean
  /** How an open order is changed without a moment without it, as tried here. */
  readonly changes: 'in-place' | 'by-replacing' | 'none'
  /** Orders placed, or taken back, in one call, as tried here. */
  readonly batchMax: number
  /** How the fills of one order are found. */
  readonly fillsByOrder: 'asked' | 'sifted' | 'none'
  readonly hasOrderStream: boolean
  readonly hasFillStream: boolean
  readonly hasTestNetwork: boolean
  /** Whether it declines what arrives too late. */
  readonly hasDeadline: boolean
  /** Whether a key can be proved not to withdraw. */
  readonly provesKeys: boolean
  /** Whether all of this was tried against a server of its dialect. */
  readonly isProved: boolean
  /** Why no real order goes there; `undefined` when one may. */
  readonly refusal: string | undefined
}

/**
 * What a venue can do; it is not asked itself. @param venue - ccxt's name of it.
 * @throws UserError `unknown-venue`.
 */
export async function venueCapabilities(venue: string): Promise<VenueCapabilities> {
  const exchange = await openExchange(venue, {})
  const note = noteOf(venue)
  const has = (what: string): boolean => exchange.has[what] === true
  const known: Omit<VenueCapabilities, 'refusal'> = {
    venue,
    name: exchange.name ?? venue,
    hasClientIds: note.findsByName,
    hasStops: canStop(exchange),
    findsStops: note.findsStops,
    hasReduceOnly: has('createReduceOnlyOrder'),
    hasDeadManSwitch: has('cancelAllOrdersAfter'),
    changes: changesOf(venue),
    batchMax: traitsOf(venue).batch?.max ?? 1,
    fillsByOrder: fillsOf(exchange),
    hasOrderStream: has('watchOrders'),
    hasFillStream: has('watchMyTrades') && traitsOf(venue).hasOneTradeId,
    hasTestNetwork: exchange.urls['test'] !== undefined,
    hasDeadline: note.hasDeadline,
    provesKeys: traitsOf(venue).keys.money !== undefined,
    isProved: note.isProved,
  }
  return { ...known, refusal: refusalOf(known, note.against) }
}

/** The same of every venue ccxt knows, in the order of their names. */
export async function allVenueCapabilities(): Promise<readonly VenueCapabilities[]> {
  const all: VenueCapabilities[] = []
  for (const venue of await knownVenues()) all.push(await venueCapabilities(venue))
  return all
}

function canStop(exchange: Exchange): boolean {
  const { createOrder } = Object(exchange.features?.['spot'])
  const { stopLossPrice, triggerPrice } = Object(createOrder)
  return stopLossPrice === true || triggerPrice === true
}

function changesOf(venue: string): VenueCapabilities['changes'] {
  const { change } = traitsOf(venue)
  if (change === undefined) return 'none'
  return change.isReplacing ? 'by-replacing' : 'in-place'
}

function fillsOf({ has }: Exchange): VenueCapabilities['fillsByOrder'] {
  if (has['fetchOrderTrades'] === true || has['fetchOrderTrades'] === 'emulated') return 'asked'
  return has['fetchMyTrades'] === true ? 'sifted' : 'none'
}

function refusalOf(
  {
    name,
    hasClientIds,
    hasStops,
    findsStops,
    fillsByOrder,
    provesKeys,
  }: Omit<VenueCapabilities, 'refusal'>,
  against: string | undefined,
): string | undefined {
  if (!hasClientIds)
    return (
      `${name} cannot be asked for an order by the name we gave it, as far as is known` +
      `${against === undefined ? '' : `: ${against}`}; ` +
      'after a cut connection nobody could say whether an order is there.'
    )
  if (fillsByOrder === 'none')
    return `${name} does not tell the fills of an account; nothing could be booked.`
  if (!hasStops) return `${name} takes no stop orders; a position would stand without protection.`
  if (!findsStops)
    return (
      `${name} keeps stop orders apart, and it is not known to find them by the names we gave ` +
      'them; a stop that cannot be found cannot be counted on.'
    )
  if (!provesKeys) return unknownRights(name)
  return undefined
}
