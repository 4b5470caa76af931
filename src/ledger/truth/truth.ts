import type { Micros, Mode, OrderRole } from '../../domain/index.ts'
import type { ClosedTrade } from './closed-trade.ts'
import type { ScanFigures } from './scan-count.ts'
import type { SignalFigures } from './signal-count.ts'
import type { TradeFigures } from './trade-figures.ts'

/** Figures of trades, by a name. */
export type FiguresByName = readonly (readonly [name: string, figures: TradeFigures])[]

/** What trading has cost. Minor quote units. */
export type CostFigures = {
  readonly fills: number
  /** Value of all fills. */
  readonly turnover: bigint
  readonly fees: bigint
  /** (fill − arrival) × side × size: positive when fills were worse than the price decided at. */
  readonly slippage: bigint
  /**
   * How far a price must move for a way in and out to pay for itself, at what fills have cost so
   * far: twice fees and slippage over turnover. Basis points; `undefined` before the first fill.
   */
  readonly breakEvenBps: number | undefined
}

/** What orders came to. */
export type OrderFigures = {
  readonly sent: number
  readonly rejected: number
  readonly expired: number
  /** Fills by what the order was for. */
  readonly fillsByRole: Readonly<Partial<Record<OrderRole, number>>>
}

/**
 * What is true of a run, computed by the shell out of its events alone: no agent, strategy or model
 * is asked. Money in minor quote units, exact; the same events give the same truth.
 */
export type Truth = {
  /** Close of the newest bar. */
  readonly asOf: Micros
  readonly from: Micros | undefined
  readonly quote: string
  /** Which version of the strategy stands now. */
  readonly version: string
  readonly mode: Mode
  readonly modeChanges: number
  readonly alerts: number
  readonly deposits: bigint
  readonly equity: bigint
  readonly cash: bigint
  /** Realised before fees, and what is held less its cost. Fees of all fills. */
  readonly realised: bigint
  readonly unrealised: bigint
  /** `realised` + `unrealised` − fees: `equity` less `deposits`. */
  readonly net: bigint
  readonly drawdownMax: number
  readonly drawdownNow: number
  /** Share of bars at whose close something was held. */
  readonly heldShare: number
  readonly openPositions: number
  readonly costs: CostFigures
  readonly orders: OrderFigures
  readonly scans: ScanFigures
  readonly signals: SignalFigures
  /** Of closed trades alone. */
  readonly trades: TradeFigures
  readonly week: TradeFigures
  readonly month: TradeFigures
  readonly byInstrument: FiguresByName
  /** By each word of the regime: a trade is in as many groups as its regime has words. */
  readonly byRegime: FiguresByName
  readonly byVersion: FiguresByName
  readonly bySide: FiguresByName
  readonly byExit: FiguresByName
}

/** Where regimes and versions are known from: they are of other rooms. */
export type TruthTags = {
  /** What the market of an instrument was like at a moment, by what was known then; in words. */
  readonly regime?: ((instrument: number, ts: Micros) => string) | undefined
  /** Which version of the strategy decides at a moment. */
  readonly version?: ((ts: Micros) => string) | undefined
  /** Told of every trade when it has closed. */
  readonly onTrade?: ((trade: ClosedTrade) => void) | undefined
}
