import { mostThat, UserError } from '../../base/index.ts'
import { minorPerUnit, type Side, slipped, toQuantity } from '../../domain/index.ts'
import { affordableLots } from '../../risk/index.ts'
import { type Costs, readCosts, type ReadCosts } from '../../venue/index.ts'
import { screenLimits } from './screen-limits.ts'
import type { ScreenMarket } from './screen-market.ts'

/** A fill of a screened variant. Price in ticks, fee in minor units. */
export type ScreenFill = {
  readonly row: number
  readonly side: Side
  readonly price: number
  readonly lots: number
  readonly fee: number
}

/** What of the settings a screened variant depends on. */
export type ScreenTerms = {
  readonly costs: Costs
  /** At the start, minor units. */
  readonly cash: number
  /** As in `Limits`. */
  readonly costBuffer: number
  /** Rows before it, at the least, only warm up; 0 when left out. */
  readonly warmRows?: number | undefined
}

/**
 * Orders and money of one screened variant: one entry or one exit of one long position, matched
 * against bars as `BarExchange` does. Whole numbers in doubles, which are exact below 2^53; what
 * does not fit is refused.
 */
export class ScreenBook {
  cash: number
  held = 0
  /** Lots not filled yet. */
  entry = 0
  exit = 0
  /** What each trade made, one still open at the end included. */
  readonly results: number[] = []
  /** Microseconds that each of `results` was held. */
  readonly holding: number[] = []
  fills = 0
  /** Minor units, both sides. */
  notional = 0
  fees = 0
  /** Against the price decided at, minor units. */
  slippage = 0
  /** Every fill, where they are kept. */
  readonly kept: ScreenFill[] | undefined
  readonly #market: ScreenMarket
  readonly #costs: ReadCosts
  readonly #costBuffer: number
  #arrival = 0
  #cashBefore = 0
  #entryRow = 0

  constructor(market: ScreenMarket, terms: ScreenTerms, isKeeping: boolean) {
    this.#market = market
    this.#costs = readCosts(terms.costs)
    this.#costBuffer = terms.costBuffer
    this.cash = terms.cash
    this.kept = isKeeping ? [] : undefined
  }

  get isWaiting(): boolean {
    return this.entry > 0 || this.exit > 0
  }

  /** Asks to buy `share` of what there is, at the close of `row`. */
  enter(row: number, share: number): void {
    const { instrument, bars, factor } = this.#market
    const ticks = bars.close[row] as number
    const lotValue = ticks * factor
    const budget = (share * this.cash) / minorPerUnit
    const wished = toQuantity(instrument, budget / (ticks * instrument.tickSize)) ?? 0
    const affordable = affordableLots(lotValue, this.cash, 0, this.#costBuffer)
    const lots = Math.min(wished, affordable)
    if (!(lots > 0) || (lots * lotValue) / minorPerUnit < screenLimits.orderNotionalMin) return
    this.entry = lots
    this.#arrival = ticks
  }

  /** Asks at the close of `row` for what is held to be sold, and no more to be bought. */
  leave(row: number): void {
    this.entry = 0
    if (this.exit === this.held) return
    this.exit = this.held
    this.#arrival = this.#market.bars.close[row] as number
  }

  /** What waits, at the open of `row`. */
  match(row: number): void {
    const { open, volume } = this.#market.bars
    const room = Math.floor((volume[row] as number) * this.#costs.participationMax)
    const isEntry = this.entry > 0
    const lots = Math.min(isEntry ? this.entry : this.exit, room)
    if (lots === 0) return
    const side = isEntry ? 'buy' : 'sell'
    const price = Math.max(1, slipped(open[row] as number, this.#costs.slippage, side))
    if (!isEntry) {
      this.exit -= lots
      return this.#fill(row, side, price, lots)
    }
    const paid = mostThat(lots, (n) => this.#costOf(price, n) <= this.cash)
    // What cannot be paid is canceled, with all that waits behind it.
    this.entry = paid < lots ? 0 : this.entry - lots
    if (paid > 0) this.#fill(row, side, price, paid)
  }

  /** What is still held counts as left at the close of the last row, for a fee. */
  end(row: number): void {
    if (this.held === 0) return
    const value = (this.#market.bars.close[row] as number) * this.held * this.#market.factor
    this.#finish(row, this.cash + value - feeOf(value, this.#costs.feeTakerPpm))
  }

  /** What buying comes to with its fee, minor units. */
  #costOf(price: number, lots: number): number {
    const value = price * lots * this.#market.factor
    return value + feeOf(value, this.#costs.feeTakerPpm)
  }

  #fill(row: number, side: Side, price: number, lots: number): void {
    const { factor } = this.#market
    const value = price * lots * factor
    requireExact(value + this.cash)
    const fee = feeOf(value, this.#costs.feeTakerPpm)
    const sign = side === 'buy' ? 1 : -1
    if (this.held === 0) {
      this.#cashBefore = this.cash
      this.#entryRow = row
    }
    this.cash -= sign * value + fee
    this.held += sign * lots
    this.fills += 1
    this.notional += value
    this.fees += fee
    this.slippage += (price - this.#arrival) * sign * lots * factor
    this.kept?.push({ row, side, price, lots, fee })
    if (this.held === 0) this.#finish(row, this.cash)
  }

  /** A trade ends. @param cash - There is after it, minor units. */
  #finish(row: number, cash: number): void {
    const { ts } = this.#market.bars
    this.results.push((cash - this.#cashBefore) / minorPerUnit)
    this.holding.push((ts[row] as number) - (ts[this.#entryRow] as number))
  }
}

/** value x ppm / 10^6, rounded up, in two parts so that no product passes 2^53. */
function feeOf(value: number, ppm: number): number {
  const millions = Math.floor(value / 1e6)
  return millions * ppm + Math.ceil(((value - millions * 1e6) * ppm) / 1e6)
}

/** @throws UserError `screen-market` for sums that doubles do not hold exactly. */
export function requireExact(sum: number): void {
  if (Math.abs(sum) <= Number.MAX_SAFE_INTEGER) return
  throw new UserError(
    'screen-market',
    'Sums of this size are not exact without the engine; leave out --screen, or start with less --cash.',
  )
}
