import { type Json, Random } from '../../../base/index.ts'
import { type Instrument, type Micros, micros } from '../../../domain/index.ts'
import type { BarStream } from '../../../market/index.ts'
import { equalPart, fillBarPath } from './bar-path.ts'
import type { Fidelity } from './fidelity.ts'
import { type DepthShape, GeneratedDepth, plainDepth } from './generated-depth.ts'
import { type MarketFeed, playUntil } from './market-feed.ts'
import type { MarketInput } from './market-input.ts'

/** Which bars are walked, with how deep a market around them. */
export type GeneratedStreamOptions = {
  /** Made-up bars, for ever. Their instruments are the target's, in the same order. */
  readonly bars: BarStream
  readonly target: MarketInput
  readonly seed: number
  /** `plainDepth` when left out. */
  readonly depth?: DepthShape
  /** Lots of a side of the book as a share of those traded in a bar; 2 when left out. */
  readonly depthShare?: number
  /** Prints on each of the three legs of a bar's path; 1 when left out. */
  readonly legSteps?: number
}

/**
 * A live market that is made up as it goes, from bars that are: every instrument walks from the
 * open over both extremes to the close of its bar, at times and in an order drawn by chance, with a
 * print and a fresh book at each stop. Prints of a bar add up to the bar. Constant memory; each
 * instrument draws from streams of its own.
 *
 * A second is a good bar for a market that people watch.
 */
export class GeneratedStream implements MarketFeed {
  readonly fidelity: Fidelity = 'bars'
  readonly #bars: BarStream
  readonly #walks: readonly Walk[]
  /** Bars made so far. */
  #made = 0
  #next: Walk

  constructor(options: GeneratedStreamOptions) {
    this.#bars = options.bars
    this.#walks = options.bars.instruments.map((_, i) => new Walk(options, i))
    this.#next = this.#walks[0] as Walk
    this.#begin()
  }

  get instruments(): readonly Instrument[] {
    return this.#bars.instruments
  }

  get nextTs(): number {
    return this.#next.nextTs
  }

  step(): void {
    this.#next.step()
    this.#pick()
    if (this.#next.nextTs === Number.POSITIVE_INFINITY) this.#begin()
  }

  /** Plays everything up to and including `ts`. */
  nextUntil(ts: Micros): void {
    playUntil(this, ts)
  }

  #begin(): void {
    this.#bars.next()
    this.#made += 1
    for (const walk of this.#walks) walk.begin()
    this.#pick()
  }

  #pick(): void {
    let next = this.#walks[0] as Walk
    for (const walk of this.#walks) if (walk.nextTs < next.nextTs) next = walk
    this.#next = next
  }

  save(): Json {
    return { made: this.#made, walks: this.#walks.map((walk) => walk.save()) }
  }

  /** To be called on a new stream with the same options; makes the bars once more, unplayed. */
  load(state: Json): void {
    const saved = state as unknown as Saved
    while (this.#made < saved.made) {
      this.#bars.next()
      this.#made += 1
    }
    this.#walks.forEach((walk, i) => {
      walk.load(saved.walks[i] as SavedWalk)
    })
    this.#pick()
  }
}

type Saved = { readonly made: number; readonly walks: readonly SavedWalk[] }
type SavedWalk = {
  readonly at: number
  readonly times: readonly number[]
  readonly path: readonly number[]
  readonly depth: readonly [number, number]
  readonly random: readonly number[]
}

/** One instrument on its way through the bar of the stream. */
class Walk {
  readonly #bars: BarStream
  readonly #instrument: number
  readonly #target: MarketInput
  readonly #depthShare: number
  readonly #path: Float64Array
  readonly #times: Float64Array
  readonly #halfSpread: number
  #random: Random
  readonly #depth: GeneratedDepth
  #at = 0

  constructor(options: GeneratedStreamOptions, instrument: number) {
    const { bars, target, seed, depthShare = 2, legSteps = 1, depth = plainDepth } = options
    const name = `generated-stream/${bars.instruments[instrument]?.id}`
    this.#bars = bars
    this.#instrument = instrument
    this.#target = target
    this.#depthShare = depthShare
    this.#path = new Float64Array(1 + 3 * legSteps)
    this.#times = new Float64Array(this.#path.length)
    this.#halfSpread = depth.halfSpreadTicks
    this.#random = Random.stream(seed, name)
    const shaping = Random.stream(seed, `${name}/depth`)
    this.#depth = new GeneratedDepth(target, instrument, depth, shaping)
  }

  get nextTs(): number {
    return this.#times[this.#at] ?? Number.POSITIVE_INFINITY
  }

  /** Draws the way through the bar just made. */
  begin(): void {
    const { ts, intervalUs, open, high, low, close } = this.#bars
    const i = this.#instrument
    const isHighFirst = this.#random.next() < 0.5
    const extremes = [high[i] as number, low[i] as number] as const
    const [first, second] = isHighFirst ? extremes : ([extremes[1], extremes[0]] as const)
    fillBarPath(this.#path, [open[i] as number, first, second, close[i] as number])
    // A bar is stamped at its close, which belongs to the next one.
    const from = ts - intervalUs
    for (let k = 0; k < this.#times.length; k += 1)
      this.#times[k] = from + this.#random.below(intervalUs)
    this.#times.sort()
    this.#at = 0
  }

  step(): void {
    const at = this.#at
    const price = this.#path[at] as number
    const before = this.#path[at - 1] ?? price
    const isBuy = price === before ? this.#random.next() < 0.5 : price > before
    const ts = micros(this.#times[at] as number)
    const volume = this.#bars.volume[this.#instrument] as number
    // Who crosses pays the price of the other side's best.
    const middle = isBuy ? price - this.#halfSpread : price + this.#halfSpread
    this.#depth.show(middle, volume * this.#depthShare, ts)
    const lots = equalPart(volume, at, this.#path.length)
    if (lots > 0) this.#target.onTrade(this.#instrument, isBuy, price, lots, ts)
    this.#at = at + 1
  }

  save(): Json {
    return {
      at: this.#at,
      times: [...this.#times],
      path: [...this.#path],
      depth: this.#depth.save(),
      random: this.#random.save(),
    }
  }

  load(saved: SavedWalk): void {
    this.#at = saved.at
    this.#times.set(saved.times)
    this.#path.set(saved.path)
    this.#random = new Random(Uint32Array.from(saved.random))
    this.#depth.load(saved.depth)
  }
}
