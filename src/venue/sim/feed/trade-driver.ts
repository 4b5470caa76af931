import { type Micros, micros } from '../../../domain/index.ts'
import { Random } from '../../../base/index.ts'
import type { Fidelity } from './fidelity.ts'
import { type DepthShape, GeneratedDepth, plainDepth } from './generated-depth.ts'
import type { MarketFeed } from './market-feed.ts'
import type { MarketInput } from './market-input.ts'
import { type PrintColumns, PrintTape } from './print-tape.ts'

/** Which prints are played, with how deep a market around them. */
export type TradeDriverOptions = {
  readonly prints: PrintColumns
  readonly target: MarketInput
  readonly instrument: number
  readonly seed: number
  /** Lots of each side of the made-up book. */
  readonly depthLots: number
  /** `plainDepth` when left out. */
  readonly depth?: DepthShape
}

/**
 * A market of recorded prints. Before each the book is made up anew, so that the print happens at
 * the best price of the side that was crossed: the other side stands a spread away.
 */
export class TradeDriver implements MarketFeed {
  readonly fidelity: Fidelity = 'trades'
  readonly #tape: PrintTape
  readonly #target: MarketInput
  readonly #depth: GeneratedDepth
  readonly #depthLots: number
  readonly #halfSpread: number

  constructor(options: TradeDriverOptions) {
    const { prints, target, instrument, seed, depthLots, depth = plainDepth } = options
    const random = Random.stream(seed, `trade-driver/${instrument}`)
    this.#tape = new PrintTape(prints, instrument)
    this.#target = target
    this.#depth = new GeneratedDepth(target, instrument, depth, random)
    this.#depthLots = depthLots
    this.#halfSpread = depth.halfSpreadTicks
  }

  get nextTs(): number {
    return this.#tape.nextTs
  }

  step(): void {
    const { nextTs, isBuy, ticks } = this.#tape
    if (nextTs === Number.POSITIVE_INFINITY) return
    const ts: Micros = micros(nextTs)
    const middle = isBuy ? ticks - this.#halfSpread : ticks + this.#halfSpread
    this.#depth.show(middle, this.#depthLots, ts)
    this.#tape.play(this.#target)
  }
}
