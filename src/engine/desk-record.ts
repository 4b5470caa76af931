import type {
  AlertRaised,
  ControlEvent,
  DecisionMade,
  IntentCut,
  IntentRefused,
} from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import { reserveLimit } from './continued-journal.ts'
import type { DeskObserver } from './observer.ts'
import type { Seat } from './seat.ts'
import type { Workbench } from './workbench.ts'

/** Writes down what was decided, refused and cut, and tells who watches. */
export class DeskRecord {
  readonly #desk: Workbench
  readonly #journal: Journal
  readonly #observer: DeskObserver

  constructor(desk: Workbench, journal: Journal, observer: DeskObserver) {
    this.#desk = desk
    this.#journal = journal
    this.#observer = observer
  }

  /** Once a bar: when a decision turns, and whenever it leads to an order. */
  decision(i: number, seat: Seat): void {
    const ts = this.#desk.now
    if (seat.decidedAt === ts) return
    const { exposure, confidence, dissent, stop, target } = seat.committee
    const decision: DecisionMade = {
      kind: 'decision-made',
      ts,
      instrument: i,
      exposure,
      confidence,
      dissent,
      stop,
      target,
      voices: seat.committee.voices(),
    }
    this.#journal.append(decision)
    const isTurn = Math.sign(exposure) !== Math.sign(seat.decided)
    if (isTurn && seat.refused !== 'mode') seat.refused = ''
    seat.decidedAt = ts
    seat.decided = exposure
    this.#observer.onDecision(
      decision,
      () => seat.sentences(),
      () => seat.skilled?.pulls(),
    )
  }

  cut(cut: IntentCut): void {
    this.#journal.append(cut)
    this.#observer.onCut(cut)
  }

  /** Once for each limit since the last decision. */
  refusal(
    instrument: number,
    seat: Seat,
    { limit, was, max }: Pick<IntentRefused, 'limit' | 'was' | 'max'>,
  ): void {
    // A replay cannot know how full the disk was: that refusal is recorded every time.
    if (seat.refused === limit && limit !== reserveLimit) return
    seat.refused = limit
    const ts = this.#desk.now
    const refusal: IntentRefused = { kind: 'intent-refused', ts, instrument, limit, was, max }
    this.#journal.append(refusal)
    this.#observer.onRefusal(refusal)
  }

  control(event: ControlEvent): void {
    this.#journal.append(event)
    this.#observer.onControl(event)
  }

  alert(code: string, text: string): void {
    const alert: AlertRaised = { kind: 'alert-raised', ts: this.#desk.now, code, text }
    this.control(alert)
  }
}
