import type { Json } from '../../base/index.ts'
import type { BarColumns } from '../../domain/index.ts'
import type { AccountSink, OrderEventSink, Venue } from '../../execution/index.ts'

/** A simulated exchange as a desk uses it: shown every bar after it closed, saved between bars. */
export interface DeskExchange extends Venue {
  connect(sink: OrderEventSink & AccountSink): void
  /** Whether a bar must be shown. The desk skips matching when it need not. */
  isTouched(instrument: number, low: number, high: number): boolean
  /** Matches the orders of one instrument against row `row` of its bars. */
  onBar(instrument: number, bars: BarColumns, row: number): void
  save(): Json
  load(state: Json): void
}
