import { micros } from '../../../domain/index.ts'
import { DeltaReplay, type DeltaTable } from '../../../market/index.ts'
import type { Fidelity } from './fidelity.ts'
import type { MarketFeed } from './market-feed.ts'
import type { MarketInput } from './market-input.ts'
import { noPrints, type PrintColumns, PrintTape } from './print-tape.ts'

export type BookDriverOptions = {
  readonly deltas: DeltaTable
  readonly target: MarketInput
  readonly instrument: number
  /** Stops fire on prints alone. */
  readonly prints: PrintColumns | undefined
}

/**
 * A market of recorded book levels and prints, of one instant the prints first: the level they were
 * taken from shrinks after them. Updates are put in order as a feed handler does: those before a
 * snapshot wait for it, those older than it are left out. The exchange's time is when the recorder
 * heard, so the feed leg is what the recording does not have in it.
 */
export class BookDriver implements MarketFeed {
  readonly fidelity: Fidelity = 'l2'
  readonly #deltas: DeltaTable
  readonly #replay: DeltaReplay
  readonly #target: MarketInput
  readonly #instrument: number
  readonly #tape: PrintTape
  /** The update to come: its first row, that of the next, and when it counts. */
  #row = 0
  #end = 0
  #bookTs = 0

  constructor({ deltas, target, instrument, prints = noPrints }: BookDriverOptions) {
    this.#deltas = deltas
    this.#replay = new DeltaReplay(deltas)
    this.#target = target
    this.#instrument = instrument
    this.#tape = new PrintTape(prints, instrument)
    this.#find()
  }

  get nextTs(): number {
    return Math.min(this.#bookTs, this.#tape.nextTs)
  }

  /** Plays one print, or one update with all its levels. */
  step(): void {
    if (this.nextTs === Number.POSITIVE_INFINITY) return
    if (this.#tape.nextTs <= this.#bookTs) this.#tape.play(this.#target)
    else {
      this.#update()
      this.#find()
    }
  }

  #update(): void {
    const { isSnapshot, isBid, ticks, lots } = this.#deltas.columns
    const ts = micros(this.#bookTs)
    if (isSnapshot[this.#row] === 1) this.#target.clearDepth(this.#instrument, ts)
    for (let row = this.#row; row < this.#end; row += 1)
      this.#target.onDepth(
        this.#instrument,
        isBid[row] === 1,
        ticks[row] as number,
        lots[row] as number,
        ts,
      )
  }

  /** Finds the next update that counts. One that was held back counts when it is let go. */
  #find(): void {
    for (;;) {
      const step = this.#replay.step()
      if (step === undefined) {
        this.#bookTs = Number.POSITIVE_INFINITY
        return
      }
      if (step === 'old') continue
      this.#row = this.#replay.row
      this.#end = this.#endOf(this.#row)
      const { tsInit } = this.#deltas.columns
      this.#bookTs = Math.max(this.#bookTs, tsInit[this.#row] as number)
      return
    }
  }

  #endOf(row: number): number {
    const { isSnapshot, first, last } = this.#deltas.columns
    let end = row + 1
    while (
      end < this.#deltas.length &&
      last[end] === last[row] &&
      first[end] === first[row] &&
      isSnapshot[end] === isSnapshot[row]
    )
      end += 1
    return end
  }
}
