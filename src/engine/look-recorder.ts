import type { Micros } from '../domain/index.ts'
import type { CurveRoom } from './curve-room.ts'
import type { Desk } from './desk.ts'
import { RunRecorder } from './run-recorder.ts'

/** Looks at the desk of a run on its way; nothing it does may reach the desk. */
export type DeskLooks = {
  /** Times, rising. */
  readonly at: readonly Micros[]
  /**
   * Shown the desk with the first bar that closes after time `k`, before anybody is asked about it:
   * what it has learned by then it has learned of bars up to that time.
   */
  readonly onLook: (k: number, desk: Desk) => void
}

/** A recorder that looks at the desk as well. */
export class LookRecorder extends RunRecorder {
  readonly #looks: DeskLooks
  readonly #desk: () => Desk
  #next = 0

  constructor(room: CurveRoom, looks: DeskLooks, desk: () => Desk) {
    super(room)
    this.#looks = looks
    this.#desk = desk
  }

  override onMark(ts: Micros, equity: number, gross: number): void {
    const { at, onLook } = this.#looks
    for (; this.#next < at.length && ts > (at[this.#next] as number); this.#next += 1)
      onLook(this.#next, this.#desk())
    super.onMark(ts, equity, gross)
  }
}
