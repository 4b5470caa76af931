import { dayUs } from '../../src/domain/index.ts'

/** What a desk has lost, told after every bar; the last bar of a time says what equity was. */
export class WatchedMarks {
  readonly #halt: number
  #ts = 0
  #equity = Number.NaN
  #dayTs = Number.NaN
  /** Of the times that are over. */
  peak = 0
  dayStart = 0
  /** Whether the drawdown has ever been as deep as `halt`. */
  isHalted = false

  constructor(halt: number) {
    this.#halt = halt
  }

  /** @returns Whether a day has begun. */
  mark(ts: number, equity: number): boolean {
    this.#ts = ts
    this.#equity = equity
    const isNewDay = Math.floor(ts / dayUs) !== Math.floor(this.#dayTs / dayUs)
    if (isNewDay) this.#dayTs = ts
    if (ts === this.#dayTs) this.dayStart = equity
    return isNewDay
  }

  /** Time has come to `ts`; what was marked before is over. */
  turn(ts: number): void {
    if (ts <= this.#ts || Number.isNaN(this.#equity)) return
    this.peak = Math.max(this.peak, this.#equity)
    this.isHalted ||= this.#equity <= this.peak * (1 - this.#halt)
  }
}
