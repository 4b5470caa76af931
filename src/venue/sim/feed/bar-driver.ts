import { Random } from '../../../base/index.ts'
import { type BarColumns, type Micros, micros } from '../../../domain/index.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { equalPart, fillBarPath } from './bar-path.ts'
import type { Fidelity } from './fidelity.ts'
import { GeneratedDepth } from './generated-depth.ts'
import type { MarketFeed } from './market-feed.ts'
import type { MarketInput } from './market-input.ts'
import { isHighFirst } from './path-turn.ts'

/** Which bars are played, into what, and as how deep a market. */
export type BarDriverOptions = {
  readonly bars: BarColumns
  readonly intervalUs: number
  readonly target: MarketInput & Pick<Exchange, 'best' | 'openOrders'>
  readonly instrument: number
  /** Against whose orders what a bar does not tell is read. */
  readonly accounts: readonly number[]
  /** Share of a bar's volume that its books offer on each side, all together. */
  readonly participationMax: number
  /** Stops on each of the three legs of the way; 8 when left out. */
  readonly legSteps?: number
  /** Levels of the made-up book, a tick apart; 10 when left out. */
  readonly levels?: number
}

/**
 * A market known only as bars. The price walks from the open over both extremes to the close, each
 * leg in equal steps over equal times; which extreme is first, `isHighFirst` says once the open has
 * been played. As in `BarExchange`:
 *
 * - who decides at a close trades at the next open, which is played at that very instant;
 * - a limit fills when the price went through it, not when it only touched it: the book's best
 *   prices stand one tick beside the price, and prints go to the side where nobody of ours waits;
 *   where the price went a little beyond it, it meets the few lots of the nearest levels;
 * - all that can be had in a bar, by taking and by resting, is a share of its volume on each side;
 * - what a market order loses beyond the spread is for the exchange's `Frictions`.
 *
 * Otherwise than there, a stop fires at the first step at or beyond its trigger, so later and
 * worse, and a limit on the way to a stop fills before it. A bar without volume offers nothing.
 */
export class BarDriver implements MarketFeed {
  readonly fidelity: Fidelity = 'bars'
  readonly #options: BarDriverOptions
  readonly #depth: GeneratedDepth
  readonly #path: Float64Array
  #row = 0
  /** Step of the path to come; its length stands for the close, when the book goes. */
  #at = 0

  constructor(options: BarDriverOptions) {
    const { target, instrument, legSteps = 8, levels = 10 } = options
    const shape = { levels, halfSpreadTicks: 1, stepTicks: 1, growth: 0.5, noise: 0 }
    this.#options = options
    this.#path = new Float64Array(1 + 3 * legSteps)
    // Without noise nothing is drawn.
    this.#depth = new GeneratedDepth(target, instrument, shape, Random.fromSeed(0))
  }

  get nextTs(): number {
    const { bars, intervalUs } = this.#options
    if (this.#row >= bars.length) return Number.POSITIVE_INFINITY
    const close = bars.ts[this.#row] as number
    const last = this.#path.length - 1
    if (this.#at > last) return close
    return close - intervalUs + Math.floor((this.#at * (intervalUs - 1)) / last)
  }

  step(): void {
    const { nextTs } = this
    if (nextTs === Number.POSITIVE_INFINITY) return
    const ts = micros(nextTs)
    if (this.#at === this.#path.length) return this.#leave(ts)
    if (this.#at === 0) this.#enter()
    this.#visit(ts)
    if (this.#at === 0) this.#turn()
    this.#at += 1
    if (this.#at === this.#path.length && this.#isFollowed) this.#nextRow()
  }

  /** Whether the next bar opens when this one closes. */
  get #isFollowed(): boolean {
    const { bars, intervalUs } = this.#options
    const next = bars.ts[this.#row + 1]
    return next !== undefined && next - intervalUs === bars.ts[this.#row]
  }

  /** Nothing is known of the time after the bar, so nothing is offered. */
  #leave(ts: Micros): void {
    this.#depth.withdraw(ts)
    this.#nextRow()
  }

  #nextRow(): void {
    this.#row += 1
    this.#at = 0
  }

  #enter(): void {
    this.#path[0] = this.#options.bars.open[this.#row] as number
  }

  #turn(): void {
    const { bars, accounts, instrument, target } = this.#options
    const [open, high, low, close] = [bars.open, bars.high, bars.low, bars.close].map(
      (column) => column[this.#row] as number,
    ) as [number, number, number, number]
    const orders = accounts.flatMap((account) => target.openOrders(account))
    const extremes = isHighFirst(orders, instrument, { open, high, low })
      ? ([high, low] as const)
      : ([low, high] as const)
    fillBarPath(this.#path, [open, ...extremes, close])
  }

  #visit(ts: Micros): void {
    const { bars, participationMax } = this.#options
    const at = this.#at
    const parts = this.#path.length
    const volume = bars.volume[this.#row] as number
    if (volume === 0) {
      this.#depth.withdraw(ts)
      return
    }
    const price = this.#path[at] as number
    this.#depth.show(price, equalPart(Math.floor(volume * participationMax), at, parts), ts)
    // A turn of the path is a price that was traded, however little.
    const isTurn = (at * 3) % (parts - 1) === 0
    const lots = Math.max(isTurn ? 1 : 0, equalPart(volume, at, parts))
    if (lots > 0) this.#print(price, price >= (this.#path[at - 1] ?? price), lots, ts)
  }

  /** Prints where it meets nobody of ours: what was left over by the book is left over. */
  #print(price: number, isRising: boolean, lots: number, ts: Micros): void {
    const { target, instrument } = this.#options
    const ask = target.best(instrument, 'sell')?.price ?? Number.POSITIVE_INFINITY
    const bid = target.best(instrument, 'buy')?.price ?? 0
    const isBuy = isRising ? ask > price : bid >= price
    target.onTrade(instrument, isBuy, price, lots, ts)
  }
}
