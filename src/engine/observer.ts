import type { Pull } from '../committee/index.ts'
import type {
  ControlEvent,
  DecisionMade,
  IntentCut,
  IntentRefused,
  Micros,
  ModeChanged,
  OrderEvent,
  OrderIntent,
} from '../domain/index.ts'
import type { AgentFault } from './agent-faults.ts'
import type { FillRow } from './run-result.ts'

/**
 * Who watches a desk: a recorder of metrics, a page. Told after the fact; nothing an observer does
 * reaches the desk, and what it is told is never needed to run it.
 */
export interface DeskObserver {
  /** After every bar that was not for warming up. Money in minor units, as floats. */
  onMark(ts: Micros, equity: number, gross: number): void
  onFill(fill: FillRow): void
  /**
   * @param sentences - By agent; none where that is not known any more.
   * @param pulls - How much each voice counted; `undefined` where nobody knows.
   */
  onDecision(
    decision: DecisionMade,
    sentences: () => readonly string[],
    pulls?: () => readonly Pull[] | undefined,
  ): void
  onRefusal(refusal: IntentRefused): void
  onCut(cut: IntentCut): void
  onOrder(order: OrderIntent): void
  onOrderEvent(event: OrderEvent): void
  /** A breaker, a standing or the like has moved; somebody has to know of something. */
  onControl(event: ControlEvent): void
  onMode(change: ModeChanged): void
  onFault(fault: AgentFault): void
}

/** Watches nothing. */
export const nobody: DeskObserver = {
  onMark: () => {},
  onFill: () => {},
  onDecision: () => {},
  onRefusal: () => {},
  onCut: () => {},
  onOrder: () => {},
  onOrderEvent: () => {},
  onControl: () => {},
  onMode: () => {},
  onFault: () => {},
}
