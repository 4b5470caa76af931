import type { AccountFill, MarketEvent } from '../../src/venue/sim/index.ts'
import type { ShadowOrder } from './exchange-shadow-order.ts'
import { type Arrival, ShadowStrangers } from './exchange-shadow-strangers.ts'
import { promise } from './exchange-violation.ts'

type Trade = Extract<MarketEvent, { readonly kind: 'trade' }>

/**
 * A book of one instrument beside the exchange's: strangers' levels from what was put in, accounts'
 * orders from what was told. Plain lists, walked from end to end.
 */
export class ShadowBook {
  readonly strangers: ShadowStrangers = new ShadowStrangers()
  readonly resting: Set<ShadowOrder> = new Set()
  /** What strangers do in this step. */
  #input: Arrival | undefined
  /** When the stranger's order came that is said to have traded. */
  #executed = Number.POSITIVE_INFINITY
  #print: 'none' | 'matched' | 'only-told' = 'none'
  #trade: Trade | undefined
  #made = 0
  /** When the maker of the trade came to rest. */
  #makerStep = 0
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
    const lots = isMatching || !this.#wouldCross(isBid, ticks) ? asked : 0
    this.#input = { isBid, ticks, lots, single: 0, step: 0, left: lots, last: 0 }
  }

  /** A stranger's single order as it is now. */
  beginSingle(
    single: number,
    now: { readonly isBid: boolean; readonly ticks: number; readonly lots: number },
    isMatching: boolean,
    step: number,
  ): void {
    const { isBid, ticks } = now
    const old = this.strangers.single(single)
    if (old?.price === ticks && old.isBid === isBid && now.lots <= old.lots) {
      old.lots = now.lots
      if (now.lots === 0) this.strangers.removeSingle(single)
      return
    }
    this.strangers.removeSingle(single)
    const lots = isMatching || !this.#wouldCross(isBid, ticks) ? now.lots : 0
    this.#input = { isBid, ticks, lots, single, step, left: lots, last: 0 }
  }

  #wouldCross(isBid: boolean, ticks: number): boolean {
    for (const { isBuy, price } of this.resting)
      if (isBuy !== isBid && (isBid ? price <= ticks : price >= ticks)) return true
    return false
  }

  /** @param executed - When the stranger's order came that traded, where that is told. */
  beginPrint(isMatching: boolean, executed: number = Number.POSITIVE_INFINITY): void {
    this.#print = isMatching ? 'matched' : 'only-told'
    this.#executed = executed
  }

  clearDepth(): void {
    this.strangers.clearSums()
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
      this.#makerStep = order.isUnclear || order.restStep < 0 ? 0 : order.restStep
    }
    if (order.restStep < 0) this.rest(order, step, fill.lots)
    this.#made += fill.lots
    const isShown = order.shown >= fill.lots || order.isUnclear
    promise(isShown, 'iceberg', () => `order ${number} showed ${order.shown}`)
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
    if (this.#made > 0)
      promise(
        this.strangers.firstStep(!isBuy, trade.price) >= this.#makerStep,
        'fifo',
        () => `the maker of trade ${trade.trade} was filled before a stranger`,
      )
    this.#taken += fill.lots
  }

  /** An account took a stranger's lots. */
  #eat(trade: Trade): void {
    this.#finishInput()
    const isBid = trade.aggressor === 'sell'
    this.#checkBetter(isBid, trade.price)
    for (const price of this.strangers.prices(isBid))
      promise(
        isBid ? price <= trade.price : price >= trade.price,
        'priority',
        () => `trade ${trade.trade} at ${trade.price} passed strangers at ${price}`,
      )
    const first = this.strangers.firstStep(isBid, trade.price)
    if (first < Number.POSITIVE_INFINITY) this.#checkOlder(isBid, trade.price, first)
    const missing = this.strangers.eat(isBid, trade.price, trade.lots)
    promise(missing === 0, 'depth', () => `trade ${trade.trade} took ${missing} lots of nobody`)
  }

  /** No account's order that came before `step` stands at a price. */
  #checkOlder(isBid: boolean, ticks: number, step: number): void {
    for (const { isBuy, price, restStep, isUnclear, number } of this.resting)
      if (isBuy === isBid && price === ticks && !isUnclear)
        promise(restStep >= step, 'fifo', () => `a stranger was filled before order ${number}`)
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
      promise(this.#print !== 'none', 'both sides', () => `trade ${trade.trade} belongs to nobody`)
      if (this.#print !== 'matched') return
      this.#checkBetter(trade.aggressor === 'sell', trade.price)
      if (this.#executed < Number.POSITIVE_INFINITY)
        this.#checkOlder(trade.aggressor === 'sell', trade.price, this.#executed)
      return
    }
    if (this.#print === 'matched') return
    const input = this.#input
    promise(input !== undefined, 'both sides', () => `trade ${trade.trade} has one side`)
    input.left -= trade.lots
    input.last = trade.price
  }

  /** The depth that came in this step stands with what met none of ours. */
  #finishInput(): void {
    const input = this.#input
    if (input === undefined) return
    this.#input = undefined
    promise(input.left >= 0, 'depth', () => `strangers at ${input.ticks} traded more than they had`)
    this.strangers.stand(input)
  }

  /**
   * Puts an order, or the next part of an iceberg, at the back of its level.
   *
   * @param filling - Lots counted as filled already that it had when it came to rest.
   */
  rest(order: ShadowOrder, step: number, filling = 0): void {
    const { display } = order.live.request
    const left = order.live.lots - order.filled + filling
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
    order.isUnclear ||= !isByRequest && live.request.display > 0
    if (order.restStep < 0) return
    if (live.price !== order.price || isMore) {
      order.isUnclear = false
      this.resting.delete(order)
      order.restStep = -1
      order.price = live.price
      return
    }
    const { display } = live.request
    const left = live.lots - order.filled
    order.shown = Math.min(order.isUnclear ? display : order.shown, left)
  }

  leave(order: ShadowOrder): void {
    this.resting.delete(order)
  }

  /** To be called when nothing more follows from the last call. */
  settle(): void {
    this.#close()
    this.#finishInput()
    this.#print = 'none'
    this.#executed = Number.POSITIVE_INFINITY
  }

  /** A level as it was told, which is as it must be. */
  checkLevel(isBid: boolean, price: number, lots: number): void {
    const own = this.shownAt(isBid, price)
    if (Number.isNaN(own)) return
    promise(own === lots, 'level', () => `${isBid ? 'bid' : 'ask'} ${price}: ${lots}, not ${own}`)
  }

  /** Lots shown at a price; not a number where that is not known. */
  shownAt(isBid: boolean, price: number): number {
    let sum = this.strangers.at(isBid, price)
    for (const order of this.resting)
      if (order.isBuy === isBid && order.price === price)
        sum += order.isUnclear ? Number.NaN : order.shown
    return sum
  }

  /** All prices at which anything stands. */
  prices(isBid: boolean): ReadonlySet<number> {
    const found = new Set(this.strangers.prices(isBid))
    for (const { isBuy, price } of this.resting) if (isBuy === isBid) found.add(price)
    return found
  }
}
