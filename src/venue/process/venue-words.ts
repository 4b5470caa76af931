import { micros, price, quantity } from '../../domain/index.ts'
import type {
  VenueAccount,
  VenueAnswer,
  VenueFill,
  VenueOrder,
  VenueStatus,
  VenueUpdate,
} from '../../execution/index.ts'
import { allOf, bigOf, isCount, isText, oneOf, partsOf } from './parse-part.ts'
import { isInstrument, isName, isWhole } from './parse-request.ts'

/** Fills of one order, currencies and open orders of one account: a line holds no more. */
const listMax = 20_000
const reasonMax = 1_024
const nameMax = 128

const statuses: readonly VenueStatus[] = ['open', 'filled', 'canceled', 'expired', 'rejected']

/** For `JSON.stringify`: whole numbers of any size as text, maps as pairs. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  return value instanceof Map ? [...value] : value
}

/** An answer as it came through a line; `undefined` when any of it makes no sense. */
export function parseAnswer(value: unknown): VenueAnswer | undefined {
  const { kind, reason, isDuplicate, waitUs, order, account } = partsOf(value)
  if (kind === 'done' || kind === 'missing') return { kind }
  if (kind === 'throttled') return isCount(waitUs) ? { kind, waitUs } : undefined
  if (kind === 'ambiguous') return isText(reason, reasonMax) ? { kind, reason } : undefined
  if (kind === 'refused') {
    const isSound = isText(reason, reasonMax) && typeof isDuplicate === 'boolean'
    return isSound ? { kind, reason, isDuplicate } : undefined
  }
  if (kind === 'found') {
    const found = parseOrder(order)
    return found === undefined ? undefined : { kind, order: found }
  }
  if (kind !== 'account') return undefined
  const read = parseAccount(account)
  return read === undefined ? undefined : { kind, account: read }
}

/** The same of what a venue says unasked. */
export function parseUpdate(value: unknown): VenueUpdate | undefined {
  const { kind, clientId, status, fill } = partsOf(value)
  if (!isName(clientId)) return undefined
  if (kind === 'state') {
    const known = oneOf(status, statuses)
    return known === undefined ? undefined : { kind, clientId, status: known }
  }
  const told = kind === 'fill' ? parseFill(fill) : undefined
  return told === undefined ? undefined : { kind: 'fill', clientId, fill: told }
}

/** The same of an account. */
export function parseAccount(value: unknown): VenueAccount | undefined {
  const { balances, openOrders } = partsOf(value)
  const held = allOf(balances, listMax, (pair) => {
    const [currency, amount]: readonly unknown[] = Array.isArray(pair) ? pair : []
    const minor = bigOf(amount)
    return isText(currency, nameMax) && minor !== undefined
      ? ([currency, minor] as const)
      : undefined
  })
  const open = allOf(openOrders, listMax, (each) => {
    const { clientId, instrument } = partsOf(each)
    return isText(clientId, nameMax) && isInstrument(instrument)
      ? { clientId, instrument }
      : undefined
  })
  if (held === undefined || open === undefined) return undefined
  return { balances: new Map(held), openOrders: open }
}

function parseOrder(value: unknown): VenueOrder | undefined {
  const { status, filled, fills, quantity: lots, price: ticks, name } = partsOf(value)
  const known = oneOf(status, statuses)
  const told = allOf(fills, listMax, parseFill)
  if (known === undefined || told === undefined) return undefined
  if (!isCount(filled) || !isCount(lots) || !isWhole(ticks)) return undefined
  if (name !== undefined && !isName(name)) return undefined
  const order = {
    status: known,
    filled,
    fills: told,
    quantity: quantity(lots),
    price: price(ticks),
  }
  return name === undefined ? order : { ...order, name }
}

function parseFill(value: unknown): VenueFill | undefined {
  const {
    trade,
    price: ticks,
    quantity: lots,
    fee,
    taken,
    elsewhere,
    liquidity,
    ts,
  } = partsOf(value)
  const [paid, kept, paidElsewhere] = [bigOf(fee), bigOf(taken), bigOf(elsewhere)]
  const side = oneOf(liquidity, ['maker', 'taker'])
  if (!isText(trade, nameMax) || !isWhole(ticks) || !isCount(lots) || !isCount(ts)) return undefined
  if (paid === undefined || side === undefined) return undefined
  if ((taken !== undefined && kept === undefined) || !isNoneOrBoth(elsewhere, paidElsewhere))
    return undefined
  return {
    ...{ trade, price: price(ticks), quantity: quantity(lots), fee: paid },
    ...(kept === undefined ? {} : { taken: kept }),
    ...(paidElsewhere === undefined ? {} : { elsewhere: paidElsewhere }),
    ...{ liquidity: side, ts: micros(ts) },
  }
}

function isNoneOrBoth(said: unknown, read: bigint | undefined): boolean {
  return (said === undefined) === (read === undefined)
}
