import {
  type Instrument,
  type Micros,
  minorPerUnit,
  type OrderFilled,
  type OrderIntent,
  signOf,
} from '../../domain/index.ts'
import { giveUpLots } from '../../ledger/index.ts'

/** What a position came to when nothing was held any more. */
export type ClosedPosition = {
  readonly side: 1 | -1
  readonly enteredAt: Micros
  readonly knownAt: Micros
  /** After fees, as a share of what was paid at entry. */
  readonly reward: number
  readonly costs: number
  readonly slippageBps: number
  readonly closedBy: OrderIntent['role']
  readonly fills: readonly number[]
}

type Sums = {
  side: 1 | -1
  lots: number
  enteredAt: Micros
  /** What was paid for what was entered; what came in less what went out; fees. Quote units. */
  entered: number
  flow: number
  fees: number
  /** Quote units lost between the price seen and the fill, and traded in all. */
  slipped: number
  traded: number
  fills: number[]
}

/** What is held of one instrument, by its fills alone. */
export class OpenPosition {
  readonly #instrument: Instrument
  /** What a venue kept of what was bought that is no whole lot yet, minor base units. */
  #spare = 0n
  #sums: Sums | undefined

  constructor(instrument: Instrument) {
    this.#instrument = instrument
  }

  get isOpen(): boolean {
    return this.#sums !== undefined
  }

  /** @returns What was held, once nothing is; a fill that crosses ends one and begins another. */
  take(sequence: number, order: OrderIntent, event: OrderFilled): ClosedPosition | undefined {
    const { lots, kept } = this.#received(event)
    if (lots <= 0) return undefined
    const { tickSize, lotSize } = this.#instrument
    // What a venue kept was never held: its worth is in the fee, and in nothing else.
    const size = lots * lotSize
    const value = event.price * tickSize * size
    const fee = Number(event.fee) / minorPerUnit + kept
    const sign = signOf(order.side)
    const slip = (event.price - order.arrival) * tickSize * sign
    const held = this.#sums === undefined ? 0 : this.#sums.side * this.#sums.lots
    const isCrossing = held * sign < 0 && lots > Math.abs(held)
    const first = isCrossing ? Math.abs(held) : lots
    const part = first / lots
    const fill = { value, fee, slipped: slip * size, sign, sequence }
    this.#add(fill, first, part, event.tsInit)
    const closed = this.#sums?.lots === 0 ? this.#close(order, event.tsInit) : undefined
    if (isCrossing) this.#add(fill, lots - first, 1 - part, event.tsInit)
    return closed
  }

  /** Lots that came in or went out, and what a venue kept of them, in quote units. */
  #received({ quantity, taken, price }: OrderFilled): {
    readonly lots: number
    readonly kept: number
  } {
    if (taken === undefined) return { lots: quantity, kept: 0 }
    const { baseFactor, tickSize, lotSize } = this.#instrument
    const { lots, spare } = giveUpLots(taken, this.#spare, baseFactor)
    this.#spare = spare
    return { lots: quantity - Number(lots), kept: Number(lots) * lotSize * price * tickSize }
  }

  #add(fill: Fill, lots: number, part: number, ts: Micros): void {
    const sums: Sums = this.#sums ?? {
      ...{ side: fill.sign > 0 ? 1 : -1, lots: 0, enteredAt: ts },
      ...{ entered: 0, flow: 0, fees: 0, slipped: 0, traded: 0, fills: [] },
    }
    this.#sums = sums
    const isEntry = fill.sign === sums.side
    sums.lots += isEntry ? lots : -lots
    if (isEntry) sums.entered += fill.value * part
    sums.flow -= fill.sign * fill.value * part
    sums.fees += fill.fee * part
    sums.slipped += fill.slipped * part
    sums.traded += fill.value * part
    sums.fills.push(fill.sequence)
  }

  #close(order: OrderIntent, knownAt: Micros): ClosedPosition | undefined {
    const sums = this.#sums
    this.#sums = undefined
    if (sums === undefined || !(sums.entered > 0)) return undefined
    const { side, enteredAt, entered, flow, fees, slipped, traded, fills } = sums
    return {
      ...{ side, enteredAt, knownAt, fills, closedBy: order.role },
      reward: (flow - fees) / entered,
      costs: fees / entered,
      slippageBps: (10_000 * slipped) / traded,
    }
  }
}

type Fill = {
  readonly value: number
  readonly fee: number
  readonly slipped: number
  readonly sign: number
  readonly sequence: number
}
