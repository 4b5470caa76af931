import {
  type DecisionMade,
  type DeskEvent,
  type Micros,
  micros,
  type OrderId,
  type OrderIntent,
} from '../../domain/index.ts'
import { nothingFilled, type Outcome, type RecordedOrder, withFill } from './recorded-order.ts'

/** An order while the journal is being read. */
type Followed = {
  readonly intent: OrderIntent
  readonly agent: number
  outcome: Outcome
  isRejected: boolean
  cancelTs: Micros | undefined
  endedTs: Micros | undefined
  lastTs: Micros
}

/** Every order a desk sent, oldest first, with what its journal says became of it. */
export function collectOrders(events: Iterable<DeskEvent>): readonly RecordedOrder[] {
  const orders = new Map<OrderId, Followed>()
  const leaders = new Map<number, number>()
  let journalTs = micros(0)
  for (const event of events) {
    const ts = timeOf(event)
    if (ts > journalTs) journalTs = ts
    if (event.kind === 'decision-made') leaders.set(event.instrument, heaviestVoice(event))
    else if (event.kind === 'submit') {
      const { order: intent } = event
      const agent = leaders.get(intent.instrument) ?? -1
      orders.set(intent.orderId, begun(intent, agent))
    } else if ('orderId' in event) {
      const order = orders.get(event.orderId)
      if (order !== undefined) follow(order, event, ts)
    }
  }
  return Array.from(orders.values(), (order) => finished(order, journalTs))
}

function timeOf(event: DeskEvent): Micros {
  if (event.kind === 'submit') return event.order.ts
  return 'tsInit' in event ? event.tsInit : event.ts
}

/** Whoever spoke most surely for the largest exposure; of equals, the first in the desk's list. */
function heaviestVoice({ voices }: DecisionMade): number {
  let agent = -1
  let weight = -1
  for (const voice of voices) {
    const own = Math.abs(voice.exposure) * voice.confidence
    if (own <= weight) continue
    weight = own
    agent = voice.agent
  }
  return agent
}

function begun(intent: OrderIntent, agent: number): Followed {
  return {
    intent,
    agent,
    outcome: nothingFilled,
    isRejected: false,
    cancelTs: undefined,
    endedTs: undefined,
    lastTs: intent.ts,
  }
}

function follow(
  order: Followed,
  event: Extract<DeskEvent, { readonly orderId: OrderId }>,
  ts: Micros,
): void {
  if (event.kind === 'cancel') {
    order.cancelTs ??= ts
    return
  }
  order.lastTs = ts
  if (event.kind === 'order-filled') {
    const { price, quantity: lots, fee, tsEvent } = event
    order.outcome = withFill(order.outcome, { price, lots, fee, ts: tsEvent })
  } else if (event.kind === 'order-rejected') order.isRejected = true
  else if (event.kind === 'order-canceled' || event.kind === 'order-expired')
    order.endedTs = event.tsEvent
}

function finished({ lastTs, ...order }: Followed, journalTs: Micros): RecordedOrder {
  const { intent, outcome, isRejected, endedTs } = order
  const isOver = isRejected || endedTs !== undefined || outcome.lots >= intent.quantity
  return { ...order, untilTs: isOver ? lastTs : journalTs }
}
