import type { Json } from '../base/index.ts'
import type { SkillBook } from './skill-book.ts'

/** Of one agent on one instrument, how many opinions wait for what becomes of them. */
const places = 4

/**
 * The opinions on one instrument whose time has not come. Of what an agent says one in a quarter of
 * its horizon is taken down; at its horizon it is right if the price has gone its way.
 */
export class OpenOpinions {
  readonly #book: SkillBook
  readonly #horizonsUs: readonly number[]
  readonly #weight: number
  /** Times the next one may be taken down, by agent. */
  readonly #nextTs: Float64Array
  /** Rings of `places` by agent. */
  readonly #dueTs: Float64Array
  readonly #price: Float64Array
  readonly #side: Int8Array
  readonly #confidence: Float64Array
  readonly #believed: Float64Array
  readonly #regime: Uint8Array
  #firstDueTs = Number.POSITIVE_INFINITY

  /** @param weight - What one outcome is worth beside the others that share its bars. */
  constructor(book: SkillBook, horizonsUs: readonly number[], weight: number) {
    this.#book = book
    this.#horizonsUs = horizonsUs
    this.#weight = weight / places
    const rows = horizonsUs.length * places
    this.#nextTs = new Float64Array(horizonsUs.length)
    this.#dueTs = new Float64Array(rows).fill(Number.POSITIVE_INFINITY)
    this.#price = new Float64Array(rows)
    this.#side = new Int8Array(rows)
    this.#confidence = new Float64Array(rows)
    this.#believed = new Float64Array(rows)
    this.#regime = new Uint8Array(rows)
  }

  /** A bar has closed: whatever is due is settled at its close. */
  onBar(ts: number, close: number): void {
    if (ts < this.#firstDueTs) return
    let first = Number.POSITIVE_INFINITY
    for (let row = 0; row < this.#dueTs.length; row += 1) {
      const due = this.#dueTs[row] as number
      if (due > ts) first = Math.min(first, due)
      else this.#settle(row, ts, close)
    }
    this.#firstDueTs = first
  }

  /** Takes down what an agent says now, unless it has said something a moment ago. */
  note(agent: number, ts: number, said: Said): void {
    if (ts < (this.#nextTs[agent] as number)) return
    const horizon = this.#horizonsUs[agent] as number
    this.#nextTs[agent] = ts + horizon / places
    const row = this.#freeRow(agent)
    if (row < 0) return
    const due = ts + horizon
    this.#dueTs[row] = due
    this.#price[row] = said.close
    this.#side[row] = said.side
    this.#confidence[row] = said.confidence
    this.#believed[row] = said.believed
    this.#regime[row] = said.regime
    if (due < this.#firstDueTs) this.#firstDueTs = due
  }

  #freeRow(agent: number): number {
    const from = agent * places
    for (let row = from; row < from + places; row += 1)
      if (this.#dueTs[row] === Number.POSITIVE_INFINITY) return row
    return -1
  }

  /** What nobody looked at until long after is not judged by a close it did not speak of. */
  #settle(row: number, ts: number, close: number): void {
    const late = ts - (this.#dueTs[row] as number)
    this.#dueTs[row] = Number.POSITIVE_INFINITY
    const agent = Math.floor(row / places)
    if (late > (this.#horizonsUs[agent] as number)) return
    const isRight = (close - (this.#price[row] as number)) * (this.#side[row] as number) > 0
    const settled = {
      agent,
      regime: this.#regime[row] as number,
      confidence: this.#confidence[row] as number,
      believed: this.#believed[row] as number,
      weight: this.#weight,
    }
    this.#book.settle(settled, isRight)
  }

  save(): Json {
    const open = [...this.#dueTs.keys()].filter((row) => this.#dueTs[row] !== Infinity)
    return {
      next: [...this.#nextTs],
      open: open.map((row) => [
        row,
        this.#dueTs[row] as number,
        this.#price[row] as number,
        this.#side[row] as number,
        this.#confidence[row] as number,
        this.#believed[row] as number,
        this.#regime[row] as number,
      ]),
    }
  }

  load(state: Json): void {
    const saved = state as {
      readonly next: readonly number[]
      readonly open: readonly (readonly number[])[]
    }
    this.#nextTs.set(saved.next)
    this.#dueTs.fill(Number.POSITIVE_INFINITY)
    for (const [
      row = 0,
      due = 0,
      price = 0,
      side = 0,
      confidence = 0,
      believed = 0,
      regime = 0,
    ] of saved.open) {
      this.#dueTs[row] = due
      this.#price[row] = price
      this.#side[row] = side
      this.#confidence[row] = confidence
      this.#believed[row] = believed
      this.#regime[row] = regime
    }
    this.#firstDueTs = this.#dueTs.reduce((first, due) => Math.min(first, due), Infinity)
  }
}

/** What is said now: side 1 or -1, and the close it is said at. */
export type Said = {
  readonly side: number
  readonly close: number
  readonly confidence: number
  /** The confidence as it is read now. */
  readonly believed: number
  readonly regime: number
}
