import type { DeskProbe } from './desk-probe.ts'
import type { DeskObserver } from './observer.ts'
import type { Seat } from './seat.ts'
import type { Workbench } from './workbench.ts'

/**
 * Equity over what is held below which a desk sells out: a venue would do it for less. Only what is
 * short, or bought on credit, comes there.
 */
const maintenance = 0.05

/**
 * Values the books at the last closes, and pauses a desk that has lost too much, or sells it out.
 * Several instruments may close at one time: what looks at equity for more than one order looks at
 * it once all of them are marked, else half of a hedge would pass for a loss, or for a gain.
 */
export class DeskMarks {
  readonly #desk: Workbench
  readonly #observer: DeskObserver
  readonly #probe: DeskProbe | undefined

  constructor(desk: Workbench, observer: DeskObserver, probe?: DeskProbe) {
    this.#desk = desk
    this.#observer = observer
    this.#probe = probe
  }

  /** Time has come to `now`: the instruments that come last may have had no bar before. */
  onTime(): void {
    const { risk, guard, now } = this.#desk
    if (!risk.isOver(now)) return
    this.#halt()
    guard.onWhole(now)
  }

  /** A seat moves on to a bar, and its features with it. */
  move(i: number, seat: Seat, row: number, end: number): void {
    this.#probe?.onStage('features', i)
    seat.moveTo(row, end)
    this.#probe?.onStage('guard', i)
  }

  /** A bar of instrument `i` was taken in. In the total order the last instrument comes last. */
  onBar(i: number): void {
    const { ledger, marks, risk, guard, now } = this.#desk
    ledger.mark(marks)
    const equity = ledger.equityFloat
    const isWhole = i + 1 === marks.length
    risk.mark(now, equity, ledger.cashFloat, ledger.grossFloat, isWhole)
    this.#observer.onMark(now, equity, ledger.grossFloat)
    if (isWhole) this.#halt()
    guard.onMark(i, now, isWhole)
  }

  #halt(): void {
    const { risk } = this.#desk
    if (risk.equity < maintenance * risk.gross)
      this.#desk.toMode('emergency', 'desk', 'ruin: hardly any equity is left of what is held')
    if (risk.mode === 'normal' && risk.equity <= risk.peak * (1 - risk.limits.drawdownHalt))
      this.#desk.toMode('pause', 'desk', `drawdown ${(100 * risk.drawdown).toFixed(1)} %`)
  }
}
