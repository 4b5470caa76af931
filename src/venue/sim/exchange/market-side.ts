import { assert, InvariantError } from '../../../base/index.ts'
import type { LevelRows } from '../../../market/index.ts'
import { hourUs, type Micros, micros, type Side } from '../../../domain/index.ts'
import { strangerOwner } from '../match/order-pool.ts'
import type { Alarm, Alarms } from './alarms.ts'
import type { BookNews } from './book-news.ts'
import type { Bulletin } from './bulletin.ts'
import { hasEnded } from './exchange-order.ts'
import { type ExchangeParts, nextMultiple } from './exchange-parts.ts'
import { Liquidations } from './liquidations.ts'
import type { Listing, TradingMode } from './listing.ts'
import type { OrderEntry } from './order-entry.ts'
import { isMatching, type Place } from './place.ts'

/** The other side of the exchange: strangers, time and the operator. */
export class MarketSide {
  readonly #parts: ExchangeParts
  /** What every event of the market needs, at hand. */
  readonly #bulletin: Bulletin
  readonly #alarms: Alarms
  readonly #news: BookNews
  readonly #places: readonly Place[]
  readonly #entry: OrderEntry
  readonly #liquidations: Liquidations
  readonly #fundingPpm: number[]
  /** Marks given from outside; the last price otherwise. */
  readonly #isMarked: boolean[]
  /** A mark or what somebody owns has moved, so somebody may be short. */
  #isUnsure = false

  constructor(parts: ExchangeParts, entry: OrderEntry) {
    this.#parts = parts
    this.#bulletin = parts.bulletin
    this.#alarms = parts.alarms
    this.#news = parts.news
    this.#places = parts.places
    this.#entry = entry
    this.#liquidations = new Liquidations(parts, entry)
    this.#fundingPpm = parts.places.map(() => 0)
    this.#isMarked = parts.places.map(() => false)
    parts.alarms.add({ ts: nextMultiple(parts.bulletin.now, hourUs), kind: 'hour', id: 0 })
  }

  /** Brings the exchange's time to `ts`, with all that was due until then, each at its own time. */
  advance(ts: Micros): void {
    const bulletin = this.#bulletin
    const alarms = this.#alarms
    while (alarms.next <= ts) {
      const alarm = alarms.take()
      assert(alarm !== undefined, 'an alarm was due')
      if (alarm.ts > bulletin.now) bulletin.now = alarm.ts
      this.#goOff(alarm)
      this.#isUnsure = true
      this.settleDown()
    }
    if (ts > bulletin.now) bulletin.now = ts
  }

  #goOff({ kind, id, ts }: Alarm): void {
    if (kind === 'start') return this.#parts.flow.start(this.#parts.store.get(id))
    if (kind === 'expiry') return this.#expire(id)
    if (kind === 'dead-man') return void this.#entry.cancelAll(id, undefined, 'dead-man')
    if (kind === 'funding') return this.#fund(id, ts)
    this.#chargeInterest()
    const { store, clientIds, alarms, fees } = this.#parts
    fees.advance(ts)
    clientIds.forget(ts, (number) => {
      const order = store.get(number)
      return order !== undefined && !hasEnded(order)
    })
    alarms.add({ ts: micros(ts + hourUs), kind: 'hour', id: 0 })
  }

  #expire(number: number): void {
    const order = this.#parts.store.get(number)
    if (order !== undefined && !hasEnded(order)) this.#parts.flow.end(order, 'expired', 'time')
  }

  #fund(instrument: number, ts: Micros): void {
    const { perpetuals, bulletin, alarms } = this.#parts
    const settlement = perpetuals.find(({ index }) => index === instrument)
    assert(settlement !== undefined, `instrument ${instrument} is no perpetual`)
    const { quote, terms } = settlement
    for (const [account, change] of settlement.fund(this.#fundingPpm[instrument] ?? 0))
      bulletin.tell({
        kind: 'balance-changed',
        account,
        currency: quote,
        change,
        reason: 'funding',
      })
    alarms.add({ ts: micros(ts + terms.fundingEveryUs), kind: 'funding', id: instrument })
  }

  #chargeInterest(): void {
    const { wallets, margin, bulletin } = this.#parts
    for (let account = 0; account < wallets.count; account += 1)
      for (const [currency, owed] of margin.interest(account)) {
        wallets.move(account, currency, -owed)
        const change = -owed
        bulletin.tell({ kind: 'balance-changed', account, currency, change, reason: 'interest' })
      }
  }

  /** One level of strangers' depth; 0 lots removes it. */
  onDepth(instrument: number, isBid: boolean, ticks: number, lots: number): void {
    this.#setLevel(this.#place(instrument), isBid, ticks, lots)
  }

  /** Levels of one update, told one after another. */
  onLevels(instrument: number, rows: LevelRows, from: number, to: number): void {
    const place = this.#place(instrument)
    const isPlain = isMatching(place) && !this.#news.isTold
    for (let row = from; row < to; ) {
      if (isPlain) {
        row = place.book.setLevels(rows, row, to)
        if (place.hasNews) this.settleDown()
      } else {
        const price = rows.prices[row] as number
        this.#setLevel(place, price >= 0, price >= 0 ? price : ~price, rows.lots[row] as number)
        row += 1
      }
    }
  }

  #setLevel(place: Place, isBid: boolean, ticks: number, lots: number): void {
    place.book.setDepth(isBid, ticks, mayStand(place, isBid, ticks) ? lots : 0)
    this.#news.touch(place.index, isBid ? 'buy' : 'sell', ticks)
    this.#tellOf(place)
  }

  /** Where nothing was traded the book alone has changed. */
  #tellOf({ hasNews }: Place): void {
    if (hasNews) this.settleDown()
    else this.#news.tell()
  }

  /** One stranger's order as it is now; at its price and no larger, it keeps its place. */
  onOrder(instrument: number, order: number, isBid: boolean, ticks: number, lots: number): void {
    const place = this.#place(instrument)
    const { book } = place
    const number = -order
    const side = isBid ? 'buy' : 'sell'
    const before = book.lotsOf(number)
    if (before === 0 && lots === 0) return
    const was = before > 0 ? book.ticksOf(number) : ticks
    if (was === ticks && lots <= before) book.reduce(number, lots)
    else {
      if (before > 0) book.cancel(number)
      if (lots > 0 && mayStand(place, isBid, ticks)) book.addStranger(number, isBid, ticks, lots)
    }
    this.#news.touch(instrument, side, was)
    if (lots > 0) this.#news.touch(instrument, side, ticks)
    this.#tellOf(place)
  }

  /** One stranger's resting order traded; what of it would have met ours before it does. */
  onExecution(instrument: number, order: number, lots: number): void {
    const place = this.#place(instrument)
    const { book } = place
    if (book.lotsOf(-order) === 0) return
    const ticks = book.ticksOf(-order)
    const aggressor = book.isBid(-order) ? 'sell' : 'buy'
    const before = this.#parts.executions.printed
    if (isMatching(place)) book.executeStranger(-order, lots)
    this.#report(instrument, aggressor, ticks, lots, before)
  }

  clearDepth(instrument: number): void {
    const place = this.#place(instrument)
    for (const isBid of [true, false])
      for (
        let ticks = place.book.bestTicks(isBid);
        ticks >= 0;
        ticks = place.book.nextTicks(isBid, ticks)
      )
        this.#news.touch(instrument, isBid ? 'buy' : 'sell', ticks)
    place.book.clearDepth()
    this.#news.tell()
  }

  /** A print between strangers; what of it meets our orders is told as their trades. */
  onTrade(instrument: number, aggressor: Side, ticks: number, lots: number): void {
    const before = this.#parts.executions.printed
    const place = this.#place(instrument)
    if (isMatching(place)) place.book.trade(aggressor === 'buy', ticks, lots)
    this.#report(instrument, aggressor, ticks, lots, before)
  }

  /** @param before - Lots strangers had taken from accounts before this print. */
  #report(instrument: number, aggressor: Side, ticks: number, lots: number, before: number): void {
    const { executions, bulletin } = this.#parts
    const place = this.#place(instrument)
    const left = lots - (executions.printed - before)
    place.last = ticks
    place.hasNews = true
    if (left > 0) {
      executions.trades += 1
      const { trades: trade } = executions
      bulletin.tellTrade({ instrument, trade, price: ticks, lots: left, aggressor })
    }
    this.settleDown()
  }

  onMark(instrument: number, ticks: number): void {
    const place = this.#place(instrument)
    place.mark = ticks
    place.hasMarkNews = true
    this.#isMarked[instrument] = true
    this.#setMark(instrument, ticks)
    this.#isUnsure = true
    this.settleDown()
  }

  #setMark(instrument: number, ticks: number): void {
    const settlement = this.#parts.perpetuals.find(({ index }) => index === instrument)
    if (settlement !== undefined) settlement.mark = ticks
  }

  setFundingRate(instrument: number, ratePpm: number): void {
    this.#place(instrument)
    this.#fundingPpm[instrument] = ratePpm
  }

  setMode(instrument: number, mode: TradingMode): void {
    const place = this.#place(instrument)
    if (place.mode === mode) return
    place.mode = mode
    this.#parts.bulletin.tell({ kind: 'mode', instrument, mode })
    // What a price would have done meanwhile it does now.
    if (mode === 'trading') {
      place.hasNews = place.last > 0
      place.hasMarkNews = place.mark > 0
    }
    if (mode === 'delisted') this.#cancelEverybody(instrument)
    this.settleDown()
  }

  #cancelEverybody(instrument: number): void {
    for (let account = 0; account < this.#parts.wallets.count; account += 1)
      this.#entry.cancelAll(account, instrument, 'delisted')
  }

  /** New rules for an instrument. Orders that are open stay as they are. */
  relist(instrument: number, rules: Listing['rules']): void {
    const place = this.#place(instrument)
    place.listing = { ...place.listing, rules }
    this.#parts.bulletin.tell({ kind: 'listing', instrument })
  }

  /** Everything that follows from what just happened, until nothing more does. */
  settleDown(): void {
    const { places, perpetuals, margin, flow, news } = this.#parts
    for (let i = 0; i < places.length; i += 1) {
      const place = places[i] as Place
      if (!place.hasNews) continue
      this.#isUnsure = true
      if (this.#isMarked[i] !== true) this.#setMark(i, place.last)
    }
    flow.drain()
    if (this.#isUnsure && (perpetuals.length > 0 || margin.isUsed)) {
      this.#liquidations.check()
      flow.drain()
    }
    this.#isUnsure = false
    news.tell()
  }

  #place(instrument: number): Place {
    const place = this.#places[instrument]
    if (place === undefined) throw new InvariantError(`there is no instrument ${instrument}`)
    return place
  }

  save(): readonly (readonly [number, boolean])[] {
    return this.#fundingPpm.map((ppm, i) => [ppm, this.#isMarked[i] ?? false])
  }

  load(saved: readonly (readonly [number, boolean])[]): void {
    saved.forEach(([ppm, isMarked], i) => {
      this.#fundingPpm[i] = ppm
      this.#isMarked[i] = isMarked
    })
  }
}

/** Where nothing is matched, a stranger's level across accounts' orders is not shown at all. */
function mayStand(place: Place, isBid: boolean, ticks: number): boolean {
  if (isMatching(place)) return true
  const { book } = place
  for (
    let price = book.bestTicks(!isBid);
    price >= 0 && (isBid ? price <= ticks : price >= ticks);
    price = book.nextTicks(!isBid, price)
  )
    if (book.queueAt(!isBid, price).some(({ owner }) => owner !== strangerOwner)) return false
  return true
}
