import { micros } from '../../../domain/index.ts'
import type { MarketInput } from './market-input.ts'

/** Prints between strangers, oldest first: `side` +1 when the buyer crossed and -1 when not. */
export type PrintColumns = {
  /** Unit: us. */
  readonly tsInit: Float64Array
  readonly side: Float64Array
  readonly ticks: Float64Array
  readonly lots: Float64Array
}

/** Recorded prints of one instrument, played one by one. */
export class PrintTape {
  readonly #columns: PrintColumns
  readonly #instrument: number
  #row = 0
  #nextTs: number

  constructor(columns: PrintColumns, instrument: number) {
    this.#columns = columns
    this.#instrument = instrument
    this.#nextTs = columns.tsInit[0] ?? Number.POSITIVE_INFINITY
  }

  get nextTs(): number {
    return this.#nextTs
  }

  get isBuy(): boolean {
    return this.#columns.side[this.#row] === 1
  }

  get ticks(): number {
    return this.#columns.ticks[this.#row] as number
  }

  play(target: MarketInput): void {
    const ts = micros(this.nextTs)
    const lots = this.#columns.lots[this.#row] as number
    target.onTrade(this.#instrument, this.isBuy, this.ticks, lots, ts)
    this.#row += 1
    this.#nextTs = this.#columns.tsInit[this.#row] ?? Number.POSITIVE_INFINITY
  }
}

/** No prints at all. */
export const noPrints: PrintColumns = {
  tsInit: new Float64Array(0),
  side: new Float64Array(0),
  ticks: new Float64Array(0),
  lots: new Float64Array(0),
}
