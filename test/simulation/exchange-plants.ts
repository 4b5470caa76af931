import { micros } from '../../src/domain/index.ts'
import type {
  AccountEvent,
  ExchangeEvent,
  ExchangeOrder,
  OrderRequest,
} from '../../src/venue/sim/index.ts'
import type { Plant, PlantScene } from './planted-sink.ts'

type Filled = Extract<AccountEvent, { readonly kind: 'order-filled' }>
type Told = Extract<AccountEvent, { readonly order: ExchangeOrder }>

const asked = (event: Told, change: Partial<OrderRequest>): Told => ({
  ...event,
  order: { ...event.order, request: { ...event.order.request, ...change } },
})

/** The fill told for another order, which is then filled by as much more. */
function movedTo(event: Filled, other: ExchangeOrder): Filled {
  const { lots } = event.fill
  const { number, account, filled } = other
  return {
    ...event,
    account,
    order: { ...other, filled: filled + lots },
    fill: { ...event.fill, order: number, account, price: other.price },
  }
}

/** A resting order of the same side as the one filled as maker. */
function neighbour(
  { order, fill }: Filled,
  { open }: PlantScene,
  isThat: (other: ExchangeOrder) => boolean,
): ExchangeOrder | undefined {
  if (fill.liquidity !== 'maker' || order.request.display > 0) return undefined
  for (const other of open.values())
    if (
      other.status === 'open' &&
      other.number > order.number &&
      other.request.instrument === order.request.instrument &&
      other.request.side === order.request.side &&
      other.request.display === 0 &&
      !other.request.isReduceOnly &&
      other.group === 0 &&
      other.lots - other.filled > fill.lots &&
      isThat(other)
    )
      return other
  return undefined
}

/** Whether an order ends with lots left because it would have met another of its account. */
function isLeft(event: ExchangeEvent): event is Told {
  if (event.kind !== 'order-canceled' || event.order.end !== 'self-trade') return false
  return event.order.lots > event.order.filled
}

/** Bugs by the promise they break, and how their events look. */
export const plants: readonly (readonly [property: string, name: string, Plant])[] = [
  ['sequence', 'an event is lost', (event) => (event.kind === 'book' ? [] : undefined)],
  ['sequence', 'an event is told twice', (event) => [event, event]],
  ['time', 'time runs back', (event) => [{ ...event, ts: micros(event.ts - 1_000_000_000) }]],
  [
    'fills',
    'a fill is told twice',
    (event) => {
      if (event.kind !== 'order-filled') return undefined
      const { order, fill } = event
      return order.filled + fill.lots < order.lots ? [event, event] : undefined
    },
  ],
  [
    'both sides',
    'a trade belongs to nobody',
    (event) => {
      if (event.kind !== 'order-accepted') return undefined
      const { ts, sequence } = event
      const { instrument, side: aggressor } = event.order.request
      const what = { instrument, trade: 1, price: 300, lots: 1, aggressor }
      return [event, { kind: 'trade', sequence, ts, ...what }]
    },
  ],
  [
    'overfill',
    'an order gets more than it asked for',
    (event) => {
      if (event.kind !== 'order-filled' || event.order.filled === event.order.lots) return undefined
      return [{ ...event, order: { ...event.order, lots: event.order.filled - 1 } }]
    },
  ],
  [
    'value',
    'a minor unit is missing from a fill',
    (event) => {
      if (event.kind !== 'order-filled') return undefined
      return [{ ...event, fill: { ...event.fill, value: event.fill.value + 1n } }]
    },
  ],
  [
    'fee',
    'a fee is a minor unit off',
    (event) => {
      if (event.kind !== 'order-filled' || event.fill.feeCurrency === 'FEE') return undefined
      return [{ ...event, fill: { ...event.fill, fee: event.fill.fee + 1n } }]
    },
  ],
  [
    'money',
    'a booking says a minor unit less than was moved',
    (event) =>
      event.kind === 'balance-changed' && event.reason !== 'bust'
        ? [{ ...event, change: event.change - 1n }]
        : undefined,
  ],
  [
    'fifo',
    'who came later is filled first',
    (event, scene) => {
      if (event.kind !== 'order-filled') return undefined
      const other = neighbour(event, scene, ({ price }) => price === event.order.price)
      return other === undefined ? undefined : [movedTo(event, other)]
    },
  ],
  [
    'limit',
    'an order is filled at another price than its own',
    (event, scene) => {
      if (event.kind !== 'order-filled') return undefined
      const other = neighbour(event, scene, ({ price }) => price !== event.order.price)
      if (other === undefined) return undefined
      const { price } = event.fill
      const moved = movedTo(event, other)
      return [{ ...moved, fill: { ...moved.fill, price } }]
    },
  ],
  [
    'post-only',
    'a post-only order takes',
    (event) => {
      if (event.kind !== 'order-filled' || event.fill.liquidity === 'maker') return undefined
      return [asked(event, { isPostOnly: true })]
    },
  ],
  [
    'reduce-only',
    'a reduce-only order opens a position',
    (event) => {
      if (event.kind !== 'order-filled' || event.fill.side === 'sell') return undefined
      return [asked(event, { isReduceOnly: true })]
    },
  ],
  [
    'fok',
    'a fill-or-kill order is filled in part',
    (event) => {
      const isPart = event.kind === 'order-canceled' && event.order.filled > 0
      return isPart ? [asked(event, { timeInForce: 'fok' })] : undefined
    },
  ],
  [
    'ioc',
    'an immediate-or-cancel order rests',
    (event) =>
      event.kind === 'order-accepted' && event.order.request.isPostOnly && event.order.group === 0
        ? [asked(event, { timeInForce: 'ioc' })]
        : undefined,
  ],
  [
    'gtd',
    'an order outlives its time',
    (event) =>
      event.kind === 'order-accepted' && event.order.request.isPostOnly && event.order.group === 0
        ? [asked(event, { timeInForce: 'gtd', expiryTs: micros(event.ts - 1) })]
        : undefined,
  ],
  [
    'start',
    'an order is filled before its time',
    (event) =>
      event.kind === 'order-filled' ? [asked(event, { startTs: micros(event.ts + 1) })] : undefined,
  ],
  [
    'oco',
    'both legs of a pair go on',
    (event, { open }) => {
      if (event.kind !== 'order-canceled' || event.order.end !== 'group') return undefined
      const { group, number } = event.order
      for (const other of open.values())
        if (other.group === group && other.number !== number && other.status === 'open') return []
      return undefined
    },
  ],
  [
    'idempotency',
    'a name is taken twice',
    (event, { open }) => {
      if (event.kind !== 'order-accepted') return undefined
      for (const { account, request } of open.values())
        if (account === event.account && request.clientId !== '')
          return [asked(event, { clientId: request.clientId })]
      return undefined
    },
  ],
  [
    'open orders',
    'an account has more orders than it may',
    (event, { last }) => {
      if (event.kind !== 'order-accepted' || event.order.group !== 0) return undefined
      return Array.from({ length: 100 }, (_, i) => ({
        ...asked(event, { clientId: '' }),
        order: {
          ...event.order,
          request: { ...event.order.request, clientId: '' },
          number: last + 1 + i,
        },
      }))
    },
  ],
  [
    'level',
    'a level shows a lot too many',
    (event) => (event.kind === 'book' ? [{ ...event, lots: event.lots + 1 }] : undefined),
  ],
  [
    'self-trade',
    'of two orders to end together the one in the book is kept',
    (event, { open, last }) => {
      const taker = open.get(last)
      if (taker?.request.selfTrade !== 'cancel-both' || !isLeft(event)) return undefined
      const { number, account, request } = event.order
      const { instrument, side } = taker.request
      const isMet = number < last && account === taker.account && request.side !== side
      return isMet && request.instrument === instrument ? [] : undefined
    },
  ],
  [
    'self-trade',
    'of two orders to end together the one that came in is kept',
    (event, { last }) => {
      const isTaker = isLeft(event) && event.order.number === last
      return isTaker && event.order.request.selfTrade === 'cancel-both' ? [] : undefined
    },
  ],
  [
    'lifecycle',
    'an order is heard of after its end',
    (event) => (event.kind === 'order-canceled' ? [event, event] : undefined),
  ],
  [
    'trade',
    'two sides of a trade have two prices',
    (event) => {
      if (event.kind !== 'order-filled' || event.fill.liquidity === 'taker') return undefined
      return [{ ...event, fill: { ...event.fill, price: event.fill.price + 1 } }]
    },
  ],
  [
    'mode',
    'an order is filled while the market is halted',
    (event) =>
      event.kind === 'trade' ? [{ ...event, kind: 'mode', mode: 'halted' }, event] : undefined,
  ],
]
