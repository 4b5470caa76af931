import type { Pull } from '../committee/index.ts'
import {
  type BarColumns,
  type ControlEvent,
  type DecisionMade,
  type DeskEvent,
  type Instrument,
  type IntentCut,
  type IntentRefused,
  type Micros,
  minorPerUnit,
  type ModeChanged,
  type OrderEvent,
  type OrderId,
  type OrderIntent,
  signOf,
} from '../domain/index.ts'
import { type AgentFault, type DeskObserver, faultText, type FillRow } from '../engine/index.ts'
import { describeEvent, refusalText } from './desk-journal-text.ts'
import type {
  BarPoint,
  DecisionRow,
  DeskHeader,
  DeskSnapshot,
  DeskUpdate,
  FillPoint,
  JournalRow,
} from './desk-view.ts'
import { barPoints, finite, orderRows, positionRows, toMs } from './desk-rows.ts'
import { EquityPoints } from './equity-points.ts'
import { deskStatus, type Surroundings } from './desk-status.ts'
import type { AlertRow } from './risk-view.ts'
import { type RiskPeople, RiskViewBuilder } from './risk-view-builder.ts'
import type { AgentMeter } from './agent-meter.ts'
import { SwarmTold } from './swarm-told.ts'
import type { ProposalRow } from './swarm-view.ts'
import { Tail } from './tail.ts'
import type { ViewedDesk } from './viewed-desk.ts'

/** Bars of one instrument that a page is given. */
const barsMax = 1_500
/** Orders whose instrument is remembered. */
const ordersMax = 1_000

/** Who is seated, and who is told of what is amiss with them. */
export type DeskPeople = RiskPeople & {
  readonly onNote: (message: string) => void
  readonly isLongOnly?: boolean
  /** Measures what agents cost to run, where that is shown. */
  readonly meter?: AgentMeter | undefined
  /** What was proposed and waits for a person. */
  readonly proposals?: (() => readonly ProposalRow[]) | undefined
}

/**
 * Keeps what the page shows of a running desk, bounded in memory, and what of it is new since the
 * last update. Watches; nothing the desk does depends on it.
 */
export class DeskViewBuilder implements DeskObserver {
  readonly #header: DeskHeader
  readonly #instruments: readonly Instrument[]
  readonly #agents: readonly string[]
  readonly #onNote: DeskPeople['onNote']
  readonly #isLongOnly: boolean
  /** Agents whose failing was told. */
  readonly #failing = new Set<string>()
  readonly #risk: RiskViewBuilder
  readonly #swarm: SwarmTold
  readonly #equity = new EquityPoints()
  readonly #fills = new Tail<FillPoint>(500)
  readonly #decisions = new Tail<DecisionRow>(200)
  readonly #journal = new Tail<{ readonly sequence: number; readonly event: DeskEvent }>(200)
  /** Instruments of the newest orders, for their names in the journal's tail. */
  readonly #orders = new Map<OrderId, number>()
  /** Rows of each instrument's bars that the last update has told of. */
  readonly #told: number[]
  #viewed: ViewedDesk | undefined
  #trades = 0
  /** Lots of each instrument, by the fills alone: a desk is not looked at while it catches up. */
  #held: number[] = []
  #modeReason = ''
  /** The newest order that risk made smaller. */
  #cut: IntentCut | undefined

  constructor(header: DeskHeader, instruments: readonly Instrument[], people: DeskPeople) {
    this.#header = header
    this.#instruments = instruments
    this.#agents = people.agents
    this.#onNote = people.onNote
    this.#isLongOnly = people.isLongOnly === true
    this.#told = instruments.map(() => 0)
    this.#risk = new RiskViewBuilder(instruments, people)
    const { meter, proposals } = people
    this.#swarm = new SwarmTold({ instruments, meter, proposals })
  }

  /** The desk to look at. It does not exist yet when the builder is made to watch it. */
  look(viewed: ViewedDesk): void {
    this.#viewed = viewed
    // As it stands, also where the desk was not run again from its beginning.
    this.#held = [...viewed.desk.ledger.positions.lots]
    this.#equity.raise(viewed.desk.risk.peak)
  }

  onFault(fault: AgentFault): void {
    if (this.#failing.has(fault.agent)) return
    this.#failing.add(fault.agent)
    this.#onNote(`${faultText(fault)}; it counts as silent where it fails`)
  }

  onMark(ts: Micros, equity: number): void {
    this.#risk.onMark(ts)
    this.#equity.onMark(ts, equity)
  }

  onFill(fill: FillRow): void {
    const of = this.#instruments[fill.instrument] as Instrument
    this.#fills.push({
      t: toMs(fill.ts),
      instrument: of.id,
      side: fill.side,
      role: fill.role,
      price: fill.price * of.tickSize,
      quantity: fill.quantity * of.lotSize,
      fee: Number(fill.fee) / minorPerUnit,
      realised: Number(fill.realised) / minorPerUnit,
    })
    const held = (this.#held[fill.instrument] ?? 0) + signOf(fill.side) * fill.quantity
    this.#held[fill.instrument] = held
    if (held === 0) this.#trades += 1
  }

  onDecision(
    decision: DecisionMade,
    sentences: () => readonly string[],
    pullsNow?: () => readonly Pull[] | undefined,
  ): void {
    const because = sentences()
    const pulls = new Map(pullsNow?.()?.map(({ agent, pull }) => [agent, pull]))
    this.#decisions.push({
      t: toMs(decision.ts),
      instrument: (this.#instruments[decision.instrument] as Instrument).id,
      exposure: decision.exposure,
      confidence: decision.confidence,
      dissent: decision.dissent,
      stop: finite(decision.stop),
      target: finite(decision.target),
      voices: decision.voices.map(({ agent, exposure, confidence }) => ({
        agent: this.#agents[agent] ?? `#${agent}`,
        exposure,
        confidence,
        because: because[agent] ?? 'what it said is in no record',
        ...pullOf(pulls.get(agent)),
      })),
      outcome:
        this.#isLongOnly && decision.exposure < 0 ? 'long only: nothing is sold short' : 'held',
    })
  }

  onRefusal(refusal: IntentRefused): void {
    this.#risk.onRefusal(refusal)
    this.#outcome(refusal.instrument, refusalText(refusal.limit, refusal.was, refusal.max))
  }

  onCut(cut: IntentCut): void {
    this.#cut = cut
  }

  onControl(event: ControlEvent): void {
    this.#risk.onControl(event)
    // What was raised before the desk was started again is in its list, and no news.
    if (event.kind === 'alert-raised' && this.#viewed !== undefined) this.#onNote(event.text)
  }

  onOrder(order: OrderIntent): void {
    this.#orders.set(order.orderId, order.instrument)
    const [oldest] = this.#orders.keys()
    if (this.#orders.size > ordersMax && oldest !== undefined) this.#orders.delete(oldest)
    if (order.role === 'stop' || order.role === 'target') return
    const of = this.#instruments[order.instrument] as Instrument
    const size = (order.quantity * of.lotSize).toPrecision(4)
    const why = order.role === 'entry' ? '' : `${order.role}, `
    this.#outcome(
      order.instrument,
      `order ${order.orderId}: ${why}${order.side} ${size} ${of.base}${this.#cutOf(order)}`,
      order.role === 'exit' ? order : undefined,
    )
  }

  /** What cut an order, when something did. */
  #cutOf({ instrument, ts, role }: OrderIntent): string {
    const cut = this.#cut
    if (role !== 'entry' || cut?.instrument !== instrument || cut.ts !== ts) return ''
    return `, cut by ${cut.limit}`
  }

  onMode(change: ModeChanged): void {
    this.#risk.onMode(change)
    this.#modeReason = `${change.reason} (by ${change.actor})`
  }

  onOrderEvent(_event: OrderEvent): void {}

  /** An event as it was appended to the journal. Bars are left out: the chart shows them. */
  onJournal(sequence: number, event: DeskEvent): void {
    const isMarket = event.kind === 'bar-closed' || event.kind === 'outside-observed'
    if (!isMarket) this.#journal.push({ sequence, event })
  }

  /** Why the desk is in its mode, and who said so. */
  get modeReason(): string {
    return this.#modeReason
  }

  /** Everything, for a page that has just been opened. */
  snapshot(around: Surroundings): DeskSnapshot {
    return {
      desk: this.#header,
      status: deskStatus(this.#viewed, around, {
        trades: this.#trades,
        modeReason: this.#modeReason,
      }),
      equity: this.#equity.all(),
      bars: this.#bars(() => 0),
      fills: this.#fills.all(),
      positions: this.#viewed === undefined ? [] : positionRows(this.#viewed.desk),
      orders: this.#viewed === undefined ? [] : orderRows(this.#viewed.desk),
      decisions: this.#decisions.all().reverse(),
      journal: this.#rows(this.#journal.all()),
      ...(this.#viewed === undefined ? {} : { risk: this.#risk.view(this.#viewed.desk) }),
      ...(this.#viewed === undefined ? {} : this.#swarm.all(this.#viewed.desk)),
    }
  }

  /** What is new since the last call. */
  update(around: Surroundings): DeskUpdate {
    const bars = this.#bars((_, i) => this.#told[i] as number)
    this.#viewed?.columns.forEach((columns, i) => {
      this.#told[i] = columns.length
    })
    return {
      status: deskStatus(this.#viewed, around, {
        trades: this.#trades,
        modeReason: this.#modeReason,
      }),
      equity: this.#equity.fresh(),
      bars,
      fills: this.#fills.fresh(),
      positions: this.#viewed === undefined ? [] : positionRows(this.#viewed.desk),
      orders: this.#viewed === undefined ? [] : orderRows(this.#viewed.desk),
      decisions: this.#decisions.fresh().reverse(),
      journal: this.#rows(this.#journal.fresh()),
      ...(this.#viewed === undefined ? {} : this.#risk.fresh(this.#viewed.desk)),
      ...(this.#viewed === undefined ? {} : this.#swarm.fresh(this.#viewed.desk)),
    }
  }

  /** What a person is to know of, whoever raised it. */
  alert(alert: AlertRow): void {
    this.#risk.alert(alert)
  }

  /** Events in words, newest first: put into words only when somebody looks. */
  #rows(events: readonly { readonly sequence: number; readonly event: DeskEvent }[]): JournalRow[] {
    return events.toReversed().map(({ sequence, event }) => ({
      sequence,
      t: toMs(timeOf(event)),
      kind: event.kind,
      text: describeEvent(event, this.#instruments, (order) => this.#orders.get(order)),
    }))
  }

  /**
   * What became of the newest decision on an instrument.
   *
   * @param exit - It is of that decision if that was to close, or was made there and then.
   */
  #outcome(instrument: number, outcome: string, exit?: OrderIntent): void {
    const id = (this.#instruments[instrument] as Instrument).id
    const isOf = ({ exposure, t }: DecisionRow): boolean =>
      exit === undefined || -exposure * signOf(exit.side) <= 0 || t === toMs(exit.ts)
    this.#decisions.amend(
      (row) => row.instrument === id,
      (row) => (isOf(row) ? { ...row, outcome } : row),
    )
  }

  #bars(from: (bars: BarColumns, i: number) => number): Record<string, BarPoint[]> {
    return barPoints(this.#instruments, this.#viewed?.columns ?? [], from, barsMax)
  }
}

function pullOf(pull: number | undefined): { readonly pull?: number } {
  return pull === undefined ? {} : { pull }
}

function timeOf(event: DeskEvent): number {
  if (event.kind === 'submit') return event.order.ts
  return 'ts' in event ? event.ts : event.tsInit
}
