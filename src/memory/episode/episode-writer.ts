import {
  type BarColumns,
  dayUs,
  type DecisionMade,
  type DeskEvent,
  type Instrument,
  type Micros,
  type OrderAmend,
  type OrderFilled,
  type OrderIntent,
  signOf,
} from '../../domain/index.ts'
import { embed, type Moment } from './embed.ts'
import type { Outcome } from './episode.ts'
import { type ClosedPosition, OpenPosition } from './open-position.ts'
import type { Stance } from './opinion-block.ts'

/** How long a decision that led to no position is waited for where nobody says. Unit: us. */
const viewUs = dayUs
/** Of one instrument, how many such decisions wait at most: the oldest is given up. */
const waitingMax = 16
/** Orders that are over and still known: a fill can follow a cancel, and a refusal. */
const overMax = 256

/** What a run says of itself once: what its events mean. */
export type WriterTerms = {
  readonly instruments: readonly Instrument[]
  /** Ids, by position. */
  readonly agents: readonly string[]
  /** Fee and slippage of one side, as a share of what is traded. */
  readonly costPerSide: number
  /** How far ahead each agent looks, and bars of each instrument last. Unit: us. */
  readonly horizons?: ViewHorizons | undefined
}

export type ViewHorizons = {
  readonly viewsUs: readonly number[]
  readonly intervalsUs: readonly number[]
}

/** A decision, or what stands for one where there was none. */
type Decided = Moment & {
  readonly sequence: number
  readonly ts: Micros
  readonly side: 1 | -1
  readonly price: number
  readonly stances: readonly Stance[]
  /** How long it is waited for if it leads to nothing. Unit: us. */
  readonly waitUs: number
}

type Ordered = {
  readonly order: OrderIntent
  readonly decided: Decided | undefined
  /** That may fill in all, and that did. */
  lots: number
  filled: number
}

/**
 * Makes outcomes out of the events of a run in one pass: of every position, from the decision that
 * led to it to the fill that closed it; and of every decision that led to none, when the agents
 * that spoke for it had looked to, or a day later. Shown
 * the same bars and events it comes to the same, whoever shows them: a desk while it runs, a
 * backtest, a replay, or somebody who reads a journal.
 *
 * A bar is shown before the events that it led to. Bars that are not live are shown too.
 */
export class EpisodeWriter {
  readonly #terms: WriterTerms
  readonly #take: (outcome: Outcome) => void
  readonly #positions: readonly OpenPosition[]
  readonly #rows: ({ readonly columns: BarColumns; row: number } | undefined)[]
  /** By instrument, the last decision to hold it that led to nothing yet, and older ones. */
  readonly #latest: (Decided | undefined)[]
  readonly #waiting: Decided[][]
  /** By instrument, what led to what is held. */
  readonly #held: (Decided | undefined)[]
  readonly #orders = new Map<number, Ordered>()
  /** Of these, those that are over, the oldest first. */
  readonly #over = new Set<number>()

  /** @param take - Given each outcome when it becomes known. */
  constructor(terms: WriterTerms, take: (outcome: Outcome) => void) {
    this.#terms = terms
    this.#take = take
    this.#positions = terms.instruments.map((of) => new OpenPosition(of))
    this.#rows = terms.instruments.map(() => undefined)
    this.#latest = terms.instruments.map(() => undefined)
    this.#waiting = terms.instruments.map(() => [])
    this.#held = terms.instruments.map(() => undefined)
  }

  /** Row `row` of instrument `i` has closed. Rows after it may exist and are not looked at. */
  onBar(i: number, columns: BarColumns, row: number): void {
    const known = this.#rows[i]
    if (known?.columns === columns) known.row = row
    else this.#rows[i] = { columns, row }
    if (this.#waiting[i]?.length !== 0) this.#settle(i, columns, row)
  }

  onEvent(sequence: number, event: DeskEvent): void {
    if (event.kind === 'decision-made') this.#decide(sequence, event)
    else if (event.kind === 'submit') this.#order(sequence, event.order)
    else if (event.kind === 'order-filled') this.#fill(sequence, event)
    else if (event.kind === 'amend') this.#amend(event)
    else if (event.kind === 'order-accepted') this.#over.delete(event.orderId)
    else if (isEnd(event)) this.#end(event.orderId)
  }

  #fill(sequence: number, event: OrderFilled): void {
    const ordered = this.#orders.get(event.orderId)
    if (ordered === undefined) return
    const { instrument } = ordered.order
    const wasOpen = this.#positions[instrument]?.isOpen === true
    const closed = this.#positions[instrument]?.take(sequence, ordered.order, event)
    if (closed !== undefined) this.#onClosed(instrument, closed)
    const isOpen = this.#positions[instrument]?.isOpen === true
    if (isOpen && (!wasOpen || closed !== undefined)) this.#onOpened(instrument, ordered.decided)
    ordered.filled += event.quantity
    if (ordered.filled >= ordered.lots) this.#end(event.orderId)
  }

  /** It never becomes smaller than it once was: a change can reach the venue late. */
  #amend({ orderId, quantity }: OrderAmend): void {
    const ordered = this.#orders.get(orderId)
    if (ordered !== undefined) ordered.lots = Math.max(ordered.lots, quantity)
  }

  /** Nothing more is expected of an order; what comes all the same is taken for a while. */
  #end(orderId: number): void {
    this.#over.delete(orderId)
    this.#over.add(orderId)
    const [oldest] = this.#over
    if (this.#over.size <= overMax || oldest === undefined) return
    this.#over.delete(oldest)
    this.#orders.delete(oldest)
  }

  #decide(sequence: number, event: DecisionMade): void {
    const { instrument: i, exposure, voices, ts } = event
    if (exposure === 0) return
    const side = exposure > 0 ? 1 : -1
    const stances = voices.map(({ agent, exposure: wanted, confidence }) => ({
      ...{ agent: this.#terms.agents[agent] ?? `agent ${agent}`, exposure: wanted, confidence },
    }))
    const waitUs = this.#waitOf(voices, side)
    const decided = this.#moment(i, { sequence, ts, side, stances, waitUs })
    if (decided === undefined) return
    // The same wish, said again: it is the newer one that may lead to something.
    const before = this.#latest[i]
    const waiting = this.#waiting[i] ?? []
    if (before?.side === side) remove(waiting, before)
    this.#latest[i] = decided
    if (this.#positions[i]?.isOpen === true) return
    waiting.push(decided)
    if (waiting.length > waitingMax) waiting.shift()
  }

  /** An entry is what the latest decision led to; other orders close what there is. */
  #order(sequence: number, order: OrderIntent): void {
    const { instrument: i, role, ts, side: way } = order
    const side = signOf(way)
    if (role !== 'entry' && role !== 'quote') return this.#know(order, undefined)
    const latest = this.#latest[i]
    const isMeant = latest?.side === side && role === 'entry'
    const decided = isMeant
      ? latest
      : this.#moment(i, { sequence, ts, side, stances: [], waitUs: viewUs })
    this.#know(order, decided)
  }

  #know(order: OrderIntent, decided: Decided | undefined): void {
    this.#orders.set(order.orderId, { order, decided, lots: order.quantity, filled: 0 })
  }

  #moment(
    i: number,
    of: Pick<Decided, 'sequence' | 'ts' | 'side' | 'stances' | 'waitUs'>,
  ): Decided | undefined {
    const at = this.#rows[i]
    const instrument = this.#terms.instruments[i]
    if (at === undefined || instrument === undefined) return undefined
    const price = Number(at.columns.close[at.row]) * instrument.tickSize
    return { ...of, ...embed(at.columns, at.row, of.stances), price }
  }

  #onOpened(i: number, decided: Decided | undefined): void {
    this.#held[i] = decided
    if (decided !== undefined) remove(this.#waiting[i] ?? [], decided)
  }

  #onClosed(i: number, closed: ClosedPosition): void {
    const decided = this.#held[i]
    this.#held[i] = undefined
    const { fills, side, ...rest } = closed
    if (decided === undefined || decided.side !== side) return
    const evidence = [decided.sequence, ...fills]
    this.#tell(i, decided, { kind: 'position', ...rest, evidence })
  }

  /** What led to no position is held to what the price did by then, as if it had been followed. */
  #settle(i: number, columns: BarColumns, row: number): void {
    const now = Number(columns.ts[row]) as Micros
    const { tickSize } = this.#terms.instruments[i] ?? { tickSize: 1 }
    const close = Number(columns.close[row]) * tickSize
    const costs = 2 * this.#terms.costPerSide
    const waiting = this.#waiting[i] ?? []
    for (const decided of waiting.filter(({ ts, waitUs }) => ts + waitUs <= now)) {
      remove(waiting, decided)
      if (!(decided.price > 0)) continue
      if (this.#latest[i] === decided) this.#latest[i] = undefined
      // A price from long after is no answer to what was said.
      if (now > decided.ts + this.#latestUs(i, decided.waitUs)) continue
      const reward = decided.side * (close / decided.price - 1) - costs
      const told = { reward, costs, slippageBps: 0, closedBy: 'horizon' }
      const times = { enteredAt: decided.ts, knownAt: now, evidence: [decided.sequence] }
      this.#tell(i, decided, { kind: 'view', ...told, ...times })
    }
  }

  /** When half of the confidence behind a side is due: the weighted median of its horizons. */
  #waitOf(voices: DecisionMade['voices'], side: 1 | -1): number {
    const { horizons } = this.#terms
    if (horizons === undefined) return viewUs
    const due = voices
      .filter(({ exposure }) => exposure * side > 0)
      .map(({ agent, confidence }) => ({ us: horizons.viewsUs[agent] ?? viewUs, confidence }))
      .toSorted((one, other) => one.us - other.us)
    const half = due.reduce((sum, { confidence }) => sum + confidence, 0) / 2
    let sum = 0
    for (const { us, confidence } of due) {
      sum += confidence
      if (sum >= half) return us
    }
    return viewUs
  }

  /** After the decision: as long again as it was waited for, or two bars where these are longer. */
  #latestUs(i: number, waitUs: number): number {
    const bars = 2 * (this.#terms.horizons?.intervalsUs[i] ?? 0)
    return waitUs + Math.max(waitUs, bars)
  }

  #tell(
    i: number,
    decided: Decided,
    of: Omit<Outcome, keyof Decided | 'instrument' | 'instrumentId' | 'decidedAt'>,
  ): void {
    const instrument = this.#terms.instruments[i]
    if (instrument === undefined) return
    const { ts: decidedAt, sequence: _, waitUs: __, ...moment } = decided
    this.#take({ ...moment, ...of, decidedAt, instrument: i, instrumentId: instrument.id })
  }
}

type Ended = Extract<
  DeskEvent,
  { readonly kind: 'order-rejected' | 'order-canceled' | 'order-expired' }
>

function isEnd(event: DeskEvent): event is Ended {
  const { kind } = event
  return kind === 'order-rejected' || kind === 'order-canceled' || kind === 'order-expired'
}

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item)
  if (at >= 0) list.splice(at, 1)
}
