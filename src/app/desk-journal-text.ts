import {
  type DeskEvent,
  type Instrument,
  minorPerUnit,
  type OrderId,
  type OrderStanding,
} from '../domain/index.ts'

/**
 * One event of the journal in words, for the page.
 *
 * @param instrumentOf - The instrument of an order, as far as it is still known.
 */
export function describeEvent(
  event: DeskEvent,
  instruments: readonly Instrument[],
  instrumentOf: (order: OrderId) => number | undefined,
): string {
  const name = (i: number): string => instruments[i]?.id ?? `#${i}`
  const at = (i: number, ticks: number): string => {
    const of = instruments[i]
    return of === undefined ? `${ticks}` : decimal(ticks * of.tickSize, of.tick)
  }
  const size = (i: number, lots: number): string => {
    const of = instruments[i]
    return of === undefined ? `${lots}` : decimal(lots * of.lotSize, of.lot)
  }
  const standing = ({ orderId, quantity, price }: OrderStanding): string => {
    const i = instrumentOf(orderId) ?? -1
    return `${size(i, quantity)} at ${at(i, price)}`
  }
  switch (event.kind) {
    case 'run-started':
      return 'the desk began'
    case 'market-referenced':
      return `${name(event.instrument)}: rows ${event.fromRow} to ${event.toRow}`
    case 'bar-closed':
      return `${name(event.instrument)} closed at ${at(event.instrument, event.close)} (${event.phase})`
    case 'decision-made':
      return `${name(event.instrument)}: wants ${percent(event.exposure)} of equity`
    case 'intent-refused':
      return `${name(event.instrument)}: ${refusalText(event.limit, event.was, event.max)}`
    case 'submit': {
      const { order } = event
      const { instrument: i, side, type, role } = order
      const price = type === 'market' ? '' : ` at ${at(i, order.price)}`
      return `order ${order.orderId}: ${role}, ${side} ${size(i, order.quantity)} ${name(i)}, ${type}${price}`
    }
    case 'cancel':
      return `order ${event.orderId}: asked back`
    case 'amend':
      return `order ${event.orderId}: to be ${standing(event)}`
    case 'order-amended':
      return `order ${event.orderId}: is ${standing(event)} now`
    case 'order-amend-rejected':
      return `order ${event.orderId}: stays as it was, ${event.reason}`
    case 'order-accepted':
      return `order ${event.orderId}: accepted`
    case 'order-unresolved':
      return `order ${event.orderId}: nobody knows whether it arrived, it is looked up`
    case 'order-canceled':
      return `order ${event.orderId}: canceled`
    case 'order-expired':
      return `order ${event.orderId}: expired`
    case 'order-rejected':
      return `order ${event.orderId}: rejected, ${event.reason}`
    case 'order-filled': {
      const fee = (Number(event.fee) / minorPerUnit).toFixed(2)
      return `order ${event.orderId}: filled ${standing(event)}, fee ${fee}`
    }
    case 'mode-changed':
      return `${event.from} to ${event.to} by ${event.actor}: ${event.reason}`
    case 'account-observed':
      return `the account holds ${event.beyond.length} currencies besides the books, says ${event.actor}`
    case 'checkpoint':
      return `state ${event.stateHash.slice(0, 16)}`
  }
}

/** `refused by daily-loss: 5.10 %, limit 5.00 %`. Shares are shown as such, others as numbers. */
export function refusalText(limit: string, was: number, max: number): string {
  if (limit === 'mode') return 'refused: the desk takes no new risk in its present mode'
  if (limit === 'unresolved') return 'refused: of an order nobody knows whether it arrived'
  if (limit === 'account') return 'refused: what the account holds has not been read yet'
  if (limit === 'journal') return 'refused: the disk is full, what is left is kept for exits'
  const isShare = ['drawdown', 'daily-loss', 'position', 'gross'].includes(limit)
  const show = isShare ? percent : (value: number): string => value.toFixed(2)
  return `refused by ${limit}: ${show(was)}, limit ${show(max)}`
}

/** A float with as many decimals as a step of the grid has. */
function decimal(value: number, step: string): string {
  return value.toFixed(step.includes('.') ? (step.split('.')[1] ?? '').length : 0)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
