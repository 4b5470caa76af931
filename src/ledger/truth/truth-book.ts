import {
  type BarClosed,
  dayUs,
  type DeskEvent,
  type Instrument,
  type Micros,
  micros,
  type Mode,
  notional,
  type OrderEvent,
  type OrderFilled,
  type OrderIntent,
  type OrderRole,
  signOf,
} from '../../domain/index.ts'
import { Ledger } from '../ledger.ts'
import type { ClosedTrade } from './closed-trade.ts'
import { EquityMark } from './equity-mark.ts'
import { ScanCount } from './scan-count.ts'
import { SignalCount } from './signal-count.ts'
import { bookFilled, TradeFold } from './trade-fold.ts'
import { figuresBy, tradeFigures } from './trade-figures.ts'
import type { CostFigures, Truth, TruthTags } from './truth.ts'

/** What a run says of itself once. */
export type TruthTerms = {
  /** All quoted in one currency. */
  readonly instruments: readonly Instrument[]
  /** Length of a bar of each. Unit: us. */
  readonly intervalsUs: readonly number[]
  /** What the run began with. Minor quote units. */
  readonly cash: bigint
}

/**
 * Folds the events of a run, its bars among them, into what is true of it. It has a ledger of its
 * own and asks nobody: neither the desk that wrote the events, nor what that desk believes.
 */
export class TruthBook {
  readonly ledger: Ledger
  readonly scans: ScanCount
  readonly #terms: TruthTerms
  readonly #tags: TruthTags
  readonly #fold: TradeFold
  readonly #mark: EquityMark
  readonly #signals = new SignalCount()
  readonly #orders = new Map<number, OrderIntent>()
  readonly #trades: ClosedTrade[] = []
  readonly #fillsByRole: Partial<Record<OrderRole, number>> = {}
  readonly #counts = { sent: 0, rejected: 0, expired: 0, fills: 0, modeChanges: 0, alerts: 0 }
  #turnover = 0n
  #fees = 0n
  #slippage = 0n
  #mode: Mode = 'normal'
  #from: Micros | undefined
  #asOf: Micros = micros(0)

  constructor(terms: TruthTerms, tags: TruthTags = {}) {
    this.#terms = terms
    this.#tags = tags
    this.ledger = new Ledger(terms.instruments)
    this.ledger.deposit(terms.cash)
    this.scans = new ScanCount(terms.intervalsUs)
    this.#fold = new TradeFold(terms.instruments)
    this.#mark = new EquityMark(this.ledger, terms.instruments)
  }

  /** Closed trades so far, in the order in which they closed. */
  get trades(): readonly ClosedTrade[] {
    return this.#trades
  }

  /** Realised and paid in trades that are not over yet. Minor quote units. */
  get unfinished(): { readonly gross: bigint; readonly fees: bigint } {
    return this.#fold.unfinished
  }

  onEvent(event: DeskEvent): void {
    switch (event.kind) {
      case 'bar-closed':
        return this.#bar(event)
      case 'decision-made':
        return this.#signals.onDecision(event)
      case 'intent-refused':
        return this.#signals.onRefusal(event)
      case 'intent-cut':
        return this.#signals.onCut(event)
      case 'submit':
        return this.#order(event.order)
      case 'mode-changed':
        this.#mode = event.to
        this.#counts.modeChanges += 1
        return
      case 'alert-raised':
        this.#counts.alerts += 1
        return
      default:
        if ('tsEvent' in event) this.#orderEvent(event)
    }
  }

  #bar(bar: BarClosed): void {
    const { instrument, ts, close, phase } = bar
    this.#asOf = ts
    if (phase === 'warm') return
    this.#from ??= ts
    this.#mark.onBar(instrument, ts, close)
    this.scans.onBar(bar)
    if (phase === 'live') this.#signals.onScan(this.ledger.positions.lots[instrument] !== 0)
  }

  #order(order: OrderIntent): void {
    this.#orders.set(order.orderId, order)
    this.#counts.sent += 1
    this.#signals.onOrder(order)
  }

  #orderEvent(event: OrderEvent): void {
    if (event.kind === 'order-filled') return this.#fill(event)
    if (event.kind === 'order-rejected') this.#counts.rejected += 1
    if (event.kind === 'order-expired') this.#counts.expired += 1
  }

  #fill(event: OrderFilled): void {
    // Orders stay known when they are over: a fill can follow a cancel.
    const order = this.#orders.get(event.orderId)
    if (order === undefined) return
    const { instrument, role, side, arrival, ts } = order
    const booked = bookFilled(this.ledger, order, event)
    this.#counts.fills += 1
    this.#fillsByRole[role] = (this.#fillsByRole[role] ?? 0) + 1
    this.#turnover += booked.notional
    this.#fees += booked.fee
    const worse = (event.price - arrival) * signOf(side)
    const lots = Math.abs(booked.held - booked.before)
    const of = this.#terms.instruments[instrument] as Instrument
    const cost = notional(of, Math.abs(worse), lots, 'floor')
    this.#slippage += worse < 0 ? -cost : cost
    // The bar in which a fill falls is in the books before it, and was not known when it was sent.
    const trade = this.#fold.take(booked, role, () => {
      return { regime: this.#regimeAt(instrument, ts), version: this.#versionAt(event.tsEvent) }
    })
    if (trade === undefined) return
    this.#trades.push(trade)
    this.#tags.onTrade?.(trade)
  }

  #regimeAt(instrument: number, ts: Micros): string {
    return this.#tags.regime?.(instrument, ts) ?? ''
  }

  #versionAt(ts: Micros): string {
    return this.#tags.version?.(ts) ?? ''
  }

  /** All that is true now. The book can go on afterwards. */
  truth(): Truth {
    this.#mark.settle()
    const { ledger } = this
    const [asOf, trades] = [this.#asOf, this.#trades]
    const { positions } = ledger
    const { instruments } = this.#terms
    const realised = instruments.reduce((sum, _, i) => sum + positions.realised(i), 0n)
    const { unrealised } = this.#mark
    const drawdowns = this.#mark.drawdowns
    const { sent, rejected, expired, modeChanges, alerts } = this.#counts
    const since = (days: number): readonly ClosedTrade[] =>
      trades.filter(({ tsExit }) => tsExit > asOf - days * dayUs)
    return {
      ...{ asOf, from: this.#from, quote: instruments[0]?.quote ?? 'USD' },
      ...{ version: this.#versionAt(asOf), mode: this.#mode, modeChanges, alerts },
      ...{ deposits: ledger.deposits, equity: this.#mark.equity, cash: ledger.cash },
      ...{ realised, unrealised, net: realised + unrealised - this.#fees },
      ...{ drawdownMax: drawdowns.max, drawdownNow: drawdowns.now },
      ...{ heldShare: this.#mark.heldShare, costs: this.#costs() },
      openPositions: positions.lots.reduce((open, lots) => open + (lots === 0 ? 0 : 1), 0),
      orders: { sent, rejected, expired, fillsByRole: { ...this.#fillsByRole } },
      scans: this.scans.all,
      signals: this.#signals.figures,
      trades: tradeFigures(trades),
      week: tradeFigures(since(7)),
      month: tradeFigures(since(30)),
      byInstrument: figuresBy(trades, ({ instrument: i }) => [instruments[i]?.id ?? '']),
      byRegime: figuresBy(trades, ({ regime }) => regime.split(', ')),
      byVersion: figuresBy(trades, ({ version }) => [version]),
      bySide: figuresBy(trades, ({ side }) => [side]),
      byExit: figuresBy(trades, ({ exitRole }) => [exitRole]),
    }
  }

  #costs(): CostFigures {
    const [turnover, fees, slippage] = [this.#turnover, this.#fees, this.#slippage]
    const breakEvenBps =
      turnover === 0n ? undefined : (2e4 * Number(fees + slippage)) / Number(turnover)
    return { fills: this.#counts.fills, turnover, fees, slippage, breakEvenBps }
  }
}
