import type { ExchangeEvent } from '../../src/venue/sim/index.ts'

/** An event in one line, for a hash. */
export function eventLine(event: ExchangeEvent): string {
  const { kind, sequence, ts } = event
  const head = `${kind} ${sequence} ${ts}`
  switch (kind) {
    case 'book':
      return `${head} ${event.instrument} ${event.side} ${event.price} ${event.lots}\n`
    case 'trade':
      return `${head} ${event.instrument} ${event.aggressor} ${event.price} ${event.lots}\n`
    case 'mode':
      return `${head} ${event.instrument} ${event.mode}\n`
    case 'balance-changed':
      return `${head} ${event.account} ${event.currency} ${event.change} ${event.reason}\n`
    case 'order-filled':
    case 'trade-busted': {
      const { trade, order, price, lots, fee } = event.fill
      return `${head} ${event.account} ${trade} ${order} ${price} ${lots} ${fee}\n`
    }
    case 'listing':
    case 'liquidated':
      return `${head} ${event.instrument}\n`
    default: {
      const { number, status, lots, price, filled, request } = event.order
      return `${head} ${number} ${request.clientId} ${status} ${lots} ${price} ${filled}\n`
    }
  }
}
