import { createHash } from 'node:crypto'
import type { BarClosed, DeskEvent, Instrument, OrderId } from '../../domain/index.ts'
import type { DeskStage } from '../../engine/index.ts'
import type { Span } from './span.ts'

/** Orders that are followed at once; above, the oldest is not. */
const ordersMax = 1_000
const wholeShare = 4_294_967_296

/** A bar that is being followed. */
type Tick = {
  readonly traceId: string
  readonly spanId: string
  readonly startUs: number
  readonly attributes: Record<string, string | number>
  /** The stage it is in, and since when. */
  stage: { readonly name: string; readonly startUs: number } | undefined
  spans: number
}

type Sent = Pick<Span, 'traceId' | 'spanId' | 'startUs'> & { fills: number }

/**
 * Follows some bars through a desk: features, opinions, committee, risk, orders, and fills however
 * much later. Which bars is decided by their time and instrument alone, so that desks that see the
 * same follow the same. It looks on; nothing it does reaches the desk.
 */
export class DeskTrace {
  readonly #now: () => number
  readonly #share: number
  readonly #onSpan: (span: Span) => void
  readonly #sent = new Map<OrderId, Sent>()
  #desk = ''
  #instruments: readonly Instrument[] = []
  #isLive = false
  #tick: Tick | undefined

  /** @param now - Wall time, us, as fine as it can be told. @param share - Of the bars, 0 to 1. */
  constructor(now: () => number, share: number, onSpan: (span: Span) => void) {
    this.#now = now
    this.#share = share
    this.#onSpan = onSpan
  }

  /** What the desk is called and trades. */
  know(desk: string, instruments: readonly Instrument[]): void {
    this.#desk = desk
    this.#instruments = instruments
  }

  /** From now on it follows: before, what is heard of is the past. */
  start(): void {
    this.#isLive = true
  }

  onStage(stage: DeskStage): void {
    if (this.#tick !== undefined) this.#enter(this.#tick, stage)
  }

  onEvent(event: DeskEvent): void {
    if (!this.#isLive) return
    if (event.kind === 'bar-closed') this.#begin(event)
    else if (event.kind === 'submit') this.#send(event.order.orderId, event.order)
    else if (event.kind === 'order-filled') this.#fill(event.orderId, event)
    else if (event.kind === 'intent-refused' && this.#tick !== undefined)
      this.#tick.attributes['refused.limit'] = event.limit
    else if (event.kind === 'order-canceled' || event.kind === 'order-expired')
      this.#sent.delete(event.orderId)
  }

  /** The same work, at whose end a bar is over. */
  timed(work: <T>(task: () => T) => T): <T>(task: () => T) => T {
    return (task) => {
      try {
        return work(task)
      } finally {
        if (this.#tick !== undefined) this.#end(this.#tick)
      }
    }
  }

  #begin({ ts, instrument, phase }: BarClosed): void {
    if (this.#tick !== undefined) this.#end(this.#tick)
    if (phase !== 'live' || mixed(ts, instrument) >= this.#share * wholeShare) return
    const key = `${this.#desk} ${ts} ${instrument}`
    const hash = createHash('sha256').update(key).digest('hex')
    this.#tick = {
      traceId: hash.slice(0, 32),
      spanId: hash.slice(32, 48),
      startUs: this.#now(),
      attributes: { instrument: this.#nameOf(instrument), 'bar.ts': ts },
      stage: undefined,
      spans: 0,
    }
  }

  #enter(tick: Tick, name: string | undefined): void {
    const now = this.#now()
    const { stage } = tick
    if (stage !== undefined) {
      const { startUs } = stage
      this.#tell(tick, { name: stage.name, startUs, endUs: now, attributes: {} })
    }
    tick.stage = name === undefined ? undefined : { name, startUs: now }
  }

  #end(tick: Tick): void {
    this.#enter(tick, undefined)
    this.#tick = undefined
    const { traceId, spanId, startUs, attributes } = tick
    this.#onSpan({ traceId, spanId, name: 'tick', startUs, endUs: this.#now(), attributes })
  }

  #send(
    id: OrderId,
    { side, role, type }: Extract<DeskEvent, { readonly kind: 'submit' }>['order'],
  ): void {
    const tick = this.#tick
    if (tick === undefined) return
    const now = this.#now()
    const attributes = { 'order.id': String(id), side, role, type }
    const spanId = this.#tell(tick, { name: 'order', startUs: now, endUs: now, attributes })
    this.#sent.set(id, { traceId: tick.traceId, spanId, startUs: now, fills: 0 })
    const [oldest] = this.#sent.keys()
    if (this.#sent.size > ordersMax && oldest !== undefined) this.#sent.delete(oldest)
  }

  /** From sending to filling, below its order, whichever bar filled it. */
  #fill(id: OrderId, { fill }: Extract<DeskEvent, { readonly kind: 'order-filled' }>): void {
    const sent = this.#sent.get(id)
    if (sent === undefined) return
    sent.fills += 1
    const { traceId, spanId: parentSpanId, startUs } = sent
    const spanId = spanIdOf(`${parentSpanId} fill ${sent.fills}`)
    const attributes = { 'order.id': String(id), fill }
    const times = { startUs, endUs: this.#now() }
    this.#onSpan({ traceId, spanId, parentSpanId, name: 'fill', ...times, attributes })
  }

  /** A span below that of the bar. @returns Its id. */
  #tell(tick: Tick, span: Omit<Span, 'traceId' | 'spanId' | 'parentSpanId'>): string {
    tick.spans += 1
    const { traceId, spanId: parentSpanId } = tick
    const spanId = spanIdOf(`${traceId} ${tick.spans}`)
    this.#onSpan({ traceId, spanId, parentSpanId, ...span })
    return spanId
  }

  #nameOf(instrument: number): string {
    return this.#instruments[instrument]?.id ?? `#${instrument}`
  }
}

/** 32 bits of a bar, well mixed and cheap: every bar is asked. @see MurmurHash3, `fmix32` */
function mixed(ts: number, instrument: number): number {
  const high = Math.floor(ts / wholeShare)
  let bits = (ts >>> 0) ^ Math.imul(high + Math.imul(instrument + 1, 0x9e3779b1), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

function spanIdOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}
