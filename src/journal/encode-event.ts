import { assert, canonicalJson } from '../base/index.ts'
import type {
  AccountObserved,
  BarClosed,
  DecisionMade,
  DeskEvent,
  IntentCut,
  IntentRefused,
  LegsAsked,
  MarketReferenced,
  ModeChanged,
  OrderEvent,
  OrderFilled,
  OrderIntent,
} from '../domain/index.ts'
import type { ByteWriter } from './byte-writer.ts'
import { isControl } from './control-kind.ts'
import { encodeControl } from './encode-control.ts'
import {
  heldModeByte,
  kindByte,
  liquidityCodes,
  modeCodes,
  namedFillByte,
  paidFillByte,
  phaseCodes,
  roleCodes,
  sideCodes,
  typeCodes,
} from './event-kind.ts'

/**
 * Appends `event` in the journal's binary form: a kind byte, then the fields in the order of their
 * type; numbers as f64, money as i64, text as length and UTF-8, the header of a run as canonical
 * JSON. Little endian throughout.
 */
export function encodeEvent(event: DeskEvent, to: ByteWriter): void {
  to.u8(byteOf(event))
  if (isControl(event)) return encodeControl(event, to)
  switch (event.kind) {
    case 'run-started':
      to.f64(event.ts)
      return to.text(canonicalJson(event.header))
    case 'market-referenced':
      return marketReferenced(event, to)
    case 'bar-closed':
      return barClosed(event, to)
    case 'decision-made':
      return decisionMade(event, to)
    case 'intent-refused':
    case 'intent-cut':
      return intentRefused(event, to)
    case 'submit':
      return orderIntent(event.order, to)
    case 'cancel':
      to.f64(event.orderId)
      return to.f64(event.ts)
    case 'amend':
      to.f64(event.orderId)
      to.f64(event.quantity)
      to.f64(event.price)
      return to.f64(event.ts)
    case 'order-rejected':
      orderFact(event, to)
      return to.text(event.reason)
    case 'order-amended':
      return orderStanding(event, to)
    case 'order-amend-rejected':
      orderStanding(event, to)
      return to.text(event.reason)
    case 'order-filled':
      return orderFilled(event, to)
    case 'order-accepted':
    case 'order-unresolved':
    case 'order-canceled':
    case 'order-expired':
      return orderFact(event, to)
    case 'mode-changed':
      return modeChanged(event, to)
    case 'account-observed':
      return accountObserved(event, to)
    case 'legs-asked':
      return legsAsked(event, to)
    case 'feed-silent':
      to.f64(event.ts)
      return to.f64(event.instrument)
    case 'time-passed':
      return to.f64(event.ts)
    case 'checkpoint':
      to.f64(event.ts)
      return to.text(event.stateHash)
  }
}

/** Some kinds have a second layout, for what is not always there. */
function byteOf(event: DeskEvent): number {
  if (event.kind === 'order-filled') return fillByte(event)
  if (event.kind === 'mode-changed' && event.isHold === true) return heldModeByte
  return kindByte[event.kind]
}

function marketReferenced(event: MarketReferenced, to: ByteWriter): void {
  to.f64(event.ts)
  to.f64(event.instrument)
  to.text(event.sha256)
  to.f64(event.fromRow)
  to.f64(event.toRow)
}

function barClosed(event: BarClosed, to: ByteWriter): void {
  to.f64(event.instrument)
  to.f64(event.ts)
  to.f64(event.open)
  to.f64(event.high)
  to.f64(event.low)
  to.f64(event.close)
  to.f64(event.volume)
  to.u8(phaseCodes.indexOf(event.phase))
}

function decisionMade(event: DecisionMade, to: ByteWriter): void {
  to.f64(event.ts)
  to.f64(event.instrument)
  to.f64(event.exposure)
  to.f64(event.confidence)
  to.f64(event.dissent)
  to.f64(event.stop)
  to.f64(event.target)
  assert(event.voices.length < 65_536, 'a decision has more voices than a record can count')
  to.u16(event.voices.length)
  for (const voice of event.voices) {
    to.f64(voice.agent)
    to.f64(voice.exposure)
    to.f64(voice.confidence)
  }
}

function intentRefused(event: IntentRefused | IntentCut, to: ByteWriter): void {
  to.f64(event.ts)
  to.f64(event.instrument)
  to.text(event.limit)
  to.f64(event.was)
  to.f64(event.max)
}

function orderIntent(order: OrderIntent, to: ByteWriter): void {
  to.f64(order.orderId)
  to.f64(order.instrument)
  to.u8(sideCodes.indexOf(order.side))
  to.u8(typeCodes.indexOf(order.type))
  to.u8(roleCodes.indexOf(order.role))
  to.f64(order.quantity)
  to.f64(order.price)
  to.f64(order.arrival)
  to.u8(order.isReduceOnly ? 1 : 0)
  to.f64(order.ts)
}

function orderFact(event: OrderEvent, to: ByteWriter): void {
  to.f64(event.orderId)
  to.f64(event.tsEvent)
  to.f64(event.tsInit)
}

function orderStanding(
  event: Extract<OrderEvent, { readonly kind: 'order-amended' | 'order-amend-rejected' }>,
  to: ByteWriter,
): void {
  orderFact(event, to)
  to.f64(event.quantity)
  to.f64(event.price)
}

function orderFilled(event: OrderFilled, to: ByteWriter): void {
  orderFact(event, to)
  to.f64(event.fill)
  to.f64(event.price)
  to.f64(event.quantity)
  to.i64(event.fee)
  to.u8(liquidityCodes.indexOf(event.liquidity))
  const isPaid = fillByte(event) === paidFillByte
  if (event.trade !== '' || isPaid) to.text(event.trade)
  if (!isPaid) return
  to.i64(event.taken ?? 0n)
  to.i64(event.elsewhere ?? 0n)
}

function fillByte({ trade, taken, elsewhere }: OrderFilled): number {
  if (taken !== undefined || elsewhere !== undefined) return paidFillByte
  return trade === '' ? kindByte['order-filled'] : namedFillByte
}

function modeChanged(event: ModeChanged, to: ByteWriter): void {
  to.f64(event.ts)
  to.u8(modeCodes.indexOf(event.from))
  to.u8(modeCodes.indexOf(event.to))
  to.text(event.actor)
  to.text(event.reason)
}

function legsAsked({ ts, actor, intent }: LegsAsked, to: ByteWriter): void {
  to.f64(ts)
  to.text(actor)
  to.f64(intent.unwindCostMaxBps)
  to.f64(intent.patienceUs)
  assert(intent.legs.length < 65_536, 'a set has more legs than a record can count')
  to.u16(intent.legs.length)
  for (const { instrument, exposure, stop, target } of intent.legs) {
    to.f64(instrument)
    to.f64(exposure)
    to.f64(stop)
    to.f64(target)
  }
}

function accountObserved({ ts, actor, beyond }: AccountObserved, to: ByteWriter): void {
  to.f64(ts)
  to.text(actor)
  assert(beyond.length < 65_536, 'an account has more currencies than a record can count')
  to.u16(beyond.length)
  for (const [currency, amount] of beyond) {
    to.text(currency)
    to.i64(amount)
  }
}
