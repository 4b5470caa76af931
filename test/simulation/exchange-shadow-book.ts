import type { AccountFill, MarketEvent } from '../../src/venue/sim/index.ts'
import type { ShadowOrder } from './exchange-shadow-order.ts'
import { promise } from './exchange-violation.ts'

type Trade = Extract<MarketEvent, { readonly kind: 'trade' }>

/**
 * A book of one instrument beside the exchange's: strangers' levels from what was put in, accounts'
 * orders from what was told. Plain lists, walked from end to end.
 */
export class ShadowBook {
  readonly #depth: readonly [Map<number, number>, Map<number, number>] = [new Map(), new Map()]
  readonly resting: Set<ShadowOrder> = new Set()
  /** What strangers do in this step. */
  #input:
    | { readonly isBid: boolean; readonly ticks: number; readonly lots: number; left: number }
    | undefined
  #isPrint = false
  #trade: Trade | undefined
  #made = 0
  #taken = 0
  /** Whether matches are filled at the price told. */
  readonly isExact: boolean
  trades = 0

  constructor(isExact: boolean) {
    this.isExact = isExact
  }

  /**
   * @param isMatching - Where nothing is matched, what would cross accounts' orders is not shown.
   */
  beginDepth(isBid: boolean, ticks: number, asked: number, isMatching: boolean): void {
    let lots = asked
    if (!isMatching)
      for (const { isBuy, price } of this.resting)
        if (isBuy !== isBid && (isBid ? price <= ticks : price >= ticks)) lots = 0
    this.#input = { isBid, ticks, lots, left: lots }
  }

  beginPrint(): void {
    this.#isPrint = true
  }

  clearDepth(): void {
    for (const side of this.#depth) side.clear()
  }

  onTrade(trade: Trade): void {
    this.#close()
    promise(trade.lots > 0, 'trade', () => `trade ${trade.trade} of ${trade.lots} lots`)
    this.trades += 1
    this.#trade = trade
    this.#made = 0
    this.#taken = 0
  }

  onFill(fill: AccountFill, order: ShadowOrder, step: number): void {
    const trade = this.#trade
    promise(
      trade?.trade === fill.trade,
      'trade',
      () => `a fill of trade ${fill.trade} came by itself`,
    )
    if (fill.liquidity === 'maker') this.#make(trade, fill, order, step)
    else this.#take(trade, fill, order)
  }

  #make(trade: Trade, fill: AccountFill, order: ShadowOrder, step: number): void {
    const { number } = order
    promise(fill.price === trade.price, 'trade', () => `trade ${trade.trade} has two prices`)
    promise(fill.price === order.price, 'limit', () => `order ${number} rests at another price`)
    promise(fill.side !== trade.aggressor, 'trade', () => `maker ${number} is the aggressor`)
    if (this.#made === 0) {
      this.#checkBetter(order.isBuy, trade.price)
      this.#checkFirst(order)
    }
    if (order.restStep < 0) this.rest(order, step, fill.lots)
    this.#made += fill.lots
    promise(order.shown >= fill.lots, 'iceberg', () => `order ${number} showed ${order.shown}`)
    order.shown -= fill.lots
    if (order.hasEnded) this.resting.delete(order)
    else if (order.shown <= 0) this.rest(order, step)
  }

  /** Of one price, who came first is filled first. */
  #checkFirst(order: ShadowOrder): void {
    if (order.isUnclear || order.restStep < 0) return
    for (const each of this.resting)
      if (each.isBuy === order.isBuy && each.price === order.price && !each.isUnclear)
        promise(
          each.restStep >= order.restStep,
          'fifo',
          () => `order ${order.number} was filled before ${each.number}, which came first`,
        )
  }

  #take(trade: Trade, fill: AccountFill, order: ShadowOrder): void {
    const { number, isBuy, live } = order
    promise(!live.request.isPostOnly, 'post-only', () => `post-only order ${number} took`)
    promise(fill.side === trade.aggressor, 'trade', () => `taker ${number} is not the aggressor`)
    const isWorse = isBuy ? fill.price >= trade.price : fill.price <= trade.price
    const isSame = fill.price === trade.price
    promise(
      isSame || (!this.isExact && isWorse),
      'trade',
      () => `taker ${number} paid another price`,
    )
    if (order.price > 0)
      promise(
        isBuy ? fill.price <= order.price : fill.price >= order.price,
        'limit',
        () => `order ${number} was filled beyond its limit`,
      )
    if (this.#made === 0 && this.#taken === 0) this.#eat(trade)
    this.#taken += fill.lots
  }

  /** An account took a stranger's lots. */
  #eat(trade: Trade): void {
    this.#finishInput()
    const isBid = trade.aggressor === 'sell'
    this.#checkBetter(isBid, trade.price)
    const side = this.#depth[isBid ? 1 : 0]
    for (const price of side.keys())
      promise(
        isBid ? price <= trade.price : price >= trade.price,
        'priority',
        () => `trade ${trade.trade} at ${trade.price} passed strangers at ${price}`,
      )
    const left = (side.get(trade.price) ?? 0) - trade.lots
    promise(left >= 0, 'depth', () => `trade ${trade.trade} took more than strangers had`)
    if (left === 0) side.delete(trade.price)
    else side.set(trade.price, left)
  }

  /** Nothing trades at a price while a better account's order rests untouched. */
  #checkBetter(isBid: boolean, ticks: number): void {
    for (const { isBuy, price, number } of this.resting)
      if (isBuy === isBid)
        promise(
          isBid ? price <= ticks : price >= ticks,
          'priority',
          () => `a trade at ${ticks} passed order ${number} at ${price}`,
        )
  }

  #close(): void {
    const trade = this.#trade
    if (trade === undefined) return
    this.#trade = undefined
    const made = this.#made
    const taken = this.#taken
    promise(made === 0 || made === trade.lots, 'both sides', () => `maker of ${trade.trade}`)
    promise(taken === 0 || taken === trade.lots, 'both sides', () => `taker of ${trade.trade}`)
    if (taken > 0) return
    if (made === 0) {
      promise(this.#isPrint, 'both sides', () => `trade ${trade.trade} belongs to nobody`)
      return this.#checkBetter(trade.aggressor === 'sell', trade.price)
    }
    if (this.#isPrint) return
    const input = this.#input
    promise(input !== undefined, 'both sides', () => `trade ${trade.trade} has one side`)
    input.left -= trade.lots
  }

  /** The depth that came in this step stands with what met none of ours. */
  #finishInput(): void {
    const input = this.#input
    if (input === undefined) return
    this.#input = undefined
    const { isBid, ticks, lots, left } = input
    promise(left >= 0, 'depth', () => `strangers at ${ticks} traded more than they had`)
    const other = this.#depth[isBid ? 0 : 1]
    if (lots > 0)
      for (const price of other.keys())
        if (isBid ? price <= ticks : price >= ticks) other.delete(price)
    if (left > 0) this.#depth[isBid ? 1 : 0].set(ticks, left)
    else this.#depth[isBid ? 1 : 0].delete(ticks)
  }

  /**
   * Puts an order, or the next part of an iceberg, at the back of its level.
   *
   * @param filling - Lots counted as filled already that it had when it came to rest.
   */
  rest(order: ShadowOrder, step: number, filling = 0): void {
    const { display } = order.live.request
    const left = order.live.lots - order.filled + filling
    order.isUnclear = false
    order.shown = display > 0 ? Math.min(display, left) : left
    order.price = order.live.price
    order.restStep = step
    this.resting.add(order)
  }

  /** An order was changed: it keeps its place unless it asks for more. */
  amend(order: ShadowOrder, isByRequest: boolean): void {
    const { live } = order
    const isMore = live.lots > order.lots
    order.lots = live.lots
    if (order.restStep < 0) return
    if (live.price !== order.price || isMore) {
      this.resting.delete(order)
      order.restStep = -1
      order.price = live.price
      return
    }
    const { display } = live.request
    const left = live.lots - order.filled
    order.isUnclear ||= !isByRequest && display > 0
    order.shown = Math.min(order.isUnclear ? display : order.shown, left)
  }

  leave(order: ShadowOrder): void {
    this.resting.delete(order)
  }

  /** To be called when nothing more follows from the last call. */
  settle(): void {
    this.#close()
    this.#finishInput()
    this.#isPrint = false
  }

  /** A level as it was told, which is as it must be. */
  checkLevel(isBid: boolean, price: number, lots: number): void {
    const own = this.shownAt(isBid, price)
    if (Number.isNaN(own)) return
    promise(own === lots, 'level', () => `${isBid ? 'bid' : 'ask'} ${price}: ${lots}, not ${own}`)
  }

  /** Lots shown at a price; not a number where that is not known. */
  shownAt(isBid: boolean, price: number): number {
    let sum = this.#depth[isBid ? 1 : 0].get(price) ?? 0
    for (const order of this.resting)
      if (order.isBuy === isBid && order.price === price)
        sum += order.isUnclear ? Number.NaN : order.shown
    return sum
  }

  /** All prices at which anything stands. */
  prices(isBid: boolean): ReadonlySet<number> {
    const found = new Set(this.#depth[isBid ? 1 : 0].keys())
    for (const { isBuy, price } of this.resting) if (isBuy === isBid) found.add(price)
    return found
  }
}
