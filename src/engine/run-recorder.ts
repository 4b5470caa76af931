import {
  type ControlEvent,
  type DecisionMade,
  type IntentCut,
  type IntentRefused,
  type Micros,
  minorPerUnit,
  type ModeChanged,
  type OrderEvent,
  type OrderIntent,
  type StandingChanged,
} from '../domain/index.ts'
import type { AgentFault } from './agent-faults.ts'
import type { CurveRoom } from './curve-room.ts'
import type { DeskObserver } from './observer.ts'
import type { EquityCurve, FillRow } from './run-result.ts'
import { ShutSpans } from './shut-spans.ts'

/** Writes down what a run was: equity after every distinct time, every fill, every refusal. */
export class RunRecorder implements DeskObserver {
  readonly fills: FillRow[] = []
  readonly refusals: Record<string, number> = {}
  readonly cuts: Record<string, number> = {}
  readonly #standings = new Map<string, StandingChanged>()
  readonly shut: ShutSpans = new ShutSpans()
  halted: { readonly ts: Micros; readonly reason: string } | undefined
  readonly #room: CurveRoom
  #length = 0
  #last: number = Number.NaN

  /** @param room - Where the curve is written. A later run given the same room overwrites it. */
  constructor(room: CurveRoom) {
    this.#room = room
  }

  get curve(): EquityCurve {
    const { ts, equity, exposure } = this.#room
    const length = this.#length
    return {
      length,
      ts: ts.subarray(0, length),
      equity: equity.subarray(0, length),
      exposure: exposure.subarray(0, length),
    }
  }

  onMark(ts: Micros, equity: number, gross: number): void {
    const room = this.#room
    // Several instruments may close a bar at one time: the last one has seen them all.
    if (ts !== this.#last) {
      this.#last = ts
      if (!room.hasTimes) room.ts[this.#length] = ts
      this.#length += 1
    }
    const at = this.#length - 1
    room.equity[at] = equity / minorPerUnit
    room.exposure[at] = gross / equity
  }

  onFill(fill: FillRow): void {
    this.fills.push(fill)
  }

  onRefusal(refusal: IntentRefused): void {
    this.refusals[refusal.limit] = (this.refusals[refusal.limit] ?? 0) + 1
  }

  onMode(change: ModeChanged): void {
    this.halted ??= { ts: change.ts, reason: change.reason }
    const { ts, to, reason } = change
    this.shut.take({ scope: 'desk', subject: 0, ts, reason }, to !== 'normal')
  }

  /** A backtest is to find such things: it ends there. @throws what the agent threw. */
  onFault({ error }: AgentFault): void {
    throw error
  }

  onCut({ limit }: IntentCut): void {
    this.cuts[limit] = (this.cuts[limit] ?? 0) + 1
  }

  onControl(event: ControlEvent): void {
    if (event.kind !== 'standing-changed') return
    this.#standings.set(`${event.scope} ${event.subject}`, event)
    this.shut.take(event, event.share === 0)
  }

  /** What is trusted with less than its full size at the end. */
  get standings(): readonly StandingChanged[] {
    return [...this.#standings.values()].filter(({ share }) => share < 1)
  }

  onDecision(_decision: DecisionMade): void {}
  onOrder(_order: OrderIntent): void {}
  onOrderEvent(_event: OrderEvent): void {}
}
