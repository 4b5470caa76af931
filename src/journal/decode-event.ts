import { declined, type Json, ok, type Result } from '../base/index.ts'
import {
  type BarClosed,
  type DecisionMade,
  type DeskEvent,
  type IntentRefused,
  type LegsAsked,
  micros,
  type OrderEvent,
  type OrderFilled,
  type OrderIntent,
  orderId,
  price,
  quantity,
  type TargetIntent,
  type Voice,
} from '../domain/index.ts'
import { ByteReader } from './byte-reader.ts'
import { isControlKind } from './control-kind.ts'
import { decodeControl } from './decode-control.ts'
import {
  flagCodes,
  heldModeByte,
  kindOfByte,
  liquidityCodes,
  modeCodes,
  namedFillByte,
  paidFillByte,
  phaseCodes,
  roleCodes,
  sideCodes,
  typeCodes,
} from './event-kind.ts'

/** Why bytes are not an event: a later version's, or nobody's. */
export type DecodeFault = { readonly kind: 'newer' | 'malformed'; readonly message: string }

const reader = new ByteReader()
const voiceBytes = 24
const legBytes = 32
/** At least: the length of a name, and a number. */
const amountBytes = 10

/**
 * The event in `bytes[from, to)`, exactly as `encodeEvent` was given it. For the border: malformed
 * bytes are declined, never thrown on.
 */
export function decodeEvent(
  bytes: Uint8Array,
  from = 0,
  to: number = bytes.length,
): Result<DeskEvent, DecodeFault> {
  reader.reset(bytes, from, to)
  const byte = reader.u8()
  const kind = kindOfByte(byte)
  if (kind === undefined && byte !== 0)
    return declined({ kind: 'newer', message: `event kind ${byte} was written by a newer version` })
  const event = kind === undefined ? undefined : read(kind, byte)
  if (event !== undefined && reader.isComplete) return ok(event)
  return declined({ kind: 'malformed', message: `malformed ${kind ?? 'event'} record` })
}

function read(kind: DeskEvent['kind'], byte: number): DeskEvent | undefined {
  if (isControlKind(kind)) return decodeControl(kind, reader)
  switch (kind) {
    case 'run-started':
      return runStarted()
    case 'market-referenced':
      return marketReferenced()
    case 'bar-closed':
      return barClosed()
    case 'decision-made':
      return decisionMade()
    case 'intent-refused':
      return { kind, ...intentJudged() }
    case 'intent-cut':
      return { kind, ...intentJudged() }
    case 'submit':
      return { kind, order: orderIntent() }
    case 'cancel':
      return { kind, orderId: orderId(reader.count()), ts: micros(reader.whole()) }
    case 'amend':
      return {
        kind,
        orderId: orderId(reader.count()),
        quantity: quantity(reader.count()),
        price: price(reader.whole()),
        ts: micros(reader.whole()),
      }
    case 'mode-changed':
      return {
        kind,
        ts: micros(reader.whole()),
        from: reader.choice(modeCodes),
        to: reader.choice(modeCodes),
        actor: reader.text(),
        reason: reader.text(),
        ...(byte === heldModeByte ? { isHold: true } : {}),
      }
    case 'account-observed':
      return {
        kind,
        ts: micros(reader.whole()),
        actor: reader.text(),
        beyond: amounts(reader.u16()),
      }
    case 'legs-asked':
      return legsAsked()
    case 'feed-silent':
      return { kind, ts: micros(reader.whole()), instrument: reader.f64() }
    case 'time-passed':
      return { kind, ts: micros(reader.whole()) }
    case 'checkpoint':
      return { kind, ts: micros(reader.whole()), stateHash: reader.text() }
    default:
      return orderEvent(kind, byte)
  }
}

function runStarted(): DeskEvent | undefined {
  const ts = micros(reader.whole())
  try {
    const header: Json = JSON.parse(reader.text())
    return { kind: 'run-started', ts, header }
  } catch {
    return undefined
  }
}

function marketReferenced(): DeskEvent {
  return {
    kind: 'market-referenced',
    ts: micros(reader.whole()),
    instrument: reader.f64(),
    sha256: reader.text(),
    fromRow: reader.f64(),
    toRow: reader.f64(),
  }
}

function barClosed(): BarClosed {
  return {
    kind: 'bar-closed',
    instrument: reader.f64(),
    ts: micros(reader.whole()),
    open: reader.f64(),
    high: reader.f64(),
    low: reader.f64(),
    close: reader.f64(),
    volume: reader.f64(),
    phase: reader.choice(phaseCodes),
  }
}

/** What is the same of an intent that was refused and of one that was cut. */
function intentJudged(): Omit<IntentRefused, 'kind'> {
  return {
    ts: micros(reader.whole()),
    instrument: reader.f64(),
    limit: reader.text(),
    was: reader.f64(),
    max: reader.f64(),
  }
}

function decisionMade(): DecisionMade {
  return {
    kind: 'decision-made',
    ts: micros(reader.whole()),
    instrument: reader.f64(),
    exposure: reader.f64(),
    confidence: reader.f64(),
    dissent: reader.f64(),
    stop: reader.f64(),
    target: reader.f64(),
    voices: voices(reader.u16()),
  }
}

function voices(count: number): Voice[] {
  const read: Voice[] = []
  for (let i = 0; i < count && reader.left >= voiceBytes; i += 1)
    read.push({ agent: reader.f64(), exposure: reader.f64(), confidence: reader.f64() })
  if (read.length < count) reader.spoil()
  return read
}

function legsAsked(): LegsAsked {
  const ts = micros(reader.whole())
  const actor = reader.text()
  const unwindCostMaxBps = reader.f64()
  const patienceUs = reader.f64()
  const legs = legsOf(reader.u16())
  const intent = { kind: 'leg-set', legs, unwindCostMaxBps, patienceUs } as const
  return { kind: 'legs-asked', ts, actor, intent }
}

function legsOf(count: number): TargetIntent[] {
  const read: TargetIntent[] = []
  for (let i = 0; i < count && reader.left >= legBytes; i += 1)
    read.push({
      kind: 'target',
      instrument: reader.f64(),
      exposure: reader.f64(),
      stop: reader.f64(),
      target: reader.f64(),
    })
  if (read.length < count) reader.spoil()
  return read
}

function amounts(count: number): (readonly [string, bigint])[] {
  const read: (readonly [string, bigint])[] = []
  for (let i = 0; i < count && reader.left >= amountBytes; i += 1)
    read.push([reader.text(), reader.i64()])
  if (read.length < count) reader.spoil()
  return read
}

function orderIntent(): OrderIntent {
  return {
    orderId: orderId(reader.count()),
    instrument: reader.f64(),
    side: reader.choice(sideCodes),
    type: reader.choice(typeCodes),
    role: reader.choice(roleCodes),
    quantity: quantity(reader.count()),
    price: price(reader.whole()),
    arrival: price(reader.whole()),
    isReduceOnly: reader.choice(flagCodes),
    ts: micros(reader.whole()),
  }
}

function orderEvent(kind: OrderEvent['kind'], byte: number): OrderEvent {
  const fact = {
    orderId: orderId(reader.count()),
    tsEvent: micros(reader.whole()),
    tsInit: micros(reader.whole()),
  }
  if (kind === 'order-rejected') return { kind, ...fact, reason: reader.text() }
  if (kind === 'order-amended' || kind === 'order-amend-rejected') {
    const stands = { quantity: quantity(reader.count()), price: price(reader.whole()) }
    if (kind === 'order-amended') return { kind, ...fact, ...stands }
    return { kind, ...fact, ...stands, reason: reader.text() }
  }
  if (kind !== 'order-filled') return { kind, ...fact }
  return {
    kind,
    orderId: fact.orderId,
    tsEvent: fact.tsEvent,
    tsInit: fact.tsInit,
    fill: reader.f64(),
    price: price(reader.whole()),
    quantity: quantity(reader.count()),
    fee: reader.i64(),
    liquidity: reader.choice(liquidityCodes),
    trade: byte === namedFillByte || byte === paidFillByte ? reader.text() : '',
    ...(byte === paidFillByte ? paid() : {}),
  }
}

/** What a fill cost in other currencies than the quote; absent where it cost nothing. */
function paid(): Pick<OrderFilled, 'taken' | 'elsewhere'> {
  const taken = reader.i64()
  const elsewhere = reader.i64()
  return { ...(taken === 0n ? {} : { taken }), ...(elsewhere === 0n ? {} : { elsewhere }) }
}
