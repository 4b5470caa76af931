import { micros } from '../../../domain/index.ts'
import { DeltaSequence, type DeltaTable, type LevelRows, levelRows } from '../../../market/index.ts'
import type { Fidelity } from './fidelity.ts'
import type { MarketFeed } from './market-feed.ts'
import type { MarketInput } from './market-input.ts'
import { noPrints, type PrintColumns, PrintTape } from './print-tape.ts'

/** Which levels and prints are played, and into what. */
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
  readonly #rows: LevelRows
  readonly #updates: DeltaSequence
  readonly #target: MarketInput
  readonly #instrument: number
  readonly #tape: PrintTape
  /** When the update to come counts. */
  #bookTs = 0

  constructor({ deltas, target, instrument, prints = noPrints }: BookDriverOptions) {
    this.#deltas = deltas
    this.#rows = levelRows(deltas.columns)
    this.#updates = new DeltaSequence(deltas)
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
    const { row: first, end } = this.#updates
    const ts = micros(this.#bookTs)
    if (isSnapshot[first] === 1) this.#target.clearDepth(this.#instrument, ts)
    if (this.#target.onLevels !== undefined)
      return this.#target.onLevels(this.#instrument, this.#rows, first, end, ts)
    for (let row = first; row < end; row += 1)
      this.#target.onDepth(
        this.#instrument,
        isBid[row] === 1,
        ticks[row] as number,
        lots[row] as number,
        ts,
      )
  }

  /** Finds the next update that counts. */
  #find(): void {
    let step = this.#updates.step()
    while (step === 'old') step = this.#updates.step()
    this.#bookTs = step === undefined ? Number.POSITIVE_INFINITY : this.#updates.ts
  }
}
