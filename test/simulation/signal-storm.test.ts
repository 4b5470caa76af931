import { expect, it } from 'vitest'
import { assert, defined, Random } from '../../src/base/index.ts'
import {
  type InstrumentId,
  instrument,
  micros,
  minorPerUnit,
  type Order,
  type OrderEvent,
  type OrderIntent,
  price,
  quantity,
  signOf,
} from '../../src/domain/index.ts'
import { OrderDesk, type Venue } from '../../src/execution/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import {
  type Approved,
  checkOrder,
  RiskBook,
  sizeTarget,
  wideLimits,
} from '../../src/risk/index.ts'

const instruments = 6
const signals = 1_000
const limits = {
  ...wideLimits,
  ...{ positionMax: 0.2, concentrationMax: 0.15, grossMax: 0.6, leverageMax: 0.6, heatMax: 0.4 },
  ...{ isLongOnly: false, ordersPerDayMax: 300, tradesPerDayMax: 40, costBuffer: 0 },
}
const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '1')
const of = defined(made.ok ? made.value : undefined, 'an instrument')

/** Takes everything and says nothing until it is asked to. */
class SlowVenue implements Venue {
  readonly waiting: OrderIntent[] = []

  submit({ order }: Approved<OrderIntent>): void {
    this.waiting.push(order)
  }

  cancel(): void {}
}

/** A desk on which 1,000 signals of two strategies meet a venue that answers whenever it likes. */
class Storm {
  readonly random: Random
  readonly lots = new Float64Array(instruments)
  readonly book = new RiskBook(limits, this.lots)
  readonly venue = new SlowVenue()
  readonly desk = new OrderDesk(this.venue, new MemoryJournal(), this.book)
  approved = 0
  refused = 0

  constructor(seed: number) {
    this.random = Random.fromSeed(seed)
    this.book.lotValue.fill(minorPerUnit)
    this.book.ticks.fill(1)
    this.book.mark(1, 10_000 * minorPerUnit, 1e6 * minorPerUnit, 0)
  }

  /** One strategy wants something, whatever the other has just asked for. */
  signal(): void {
    const i = this.random.below(instruments)
    const exposure = (this.random.next() - 0.4) * 0.5
    const levels = { stop: 0, target: 0 }
    const wish = { of, instrument: i, exposure, confidence: Number.NaN, trust: 1, ticks: 1, levels }
    const isSized = this.random.next() < 0.5
    const wanted = isSized ? sizeTarget(wish, this.book).lots : Math.round(exposure * 10_000)
    if (wanted === 0) return
    const verdict = checkOrder(this.#order(i, wanted), this.book)
    if (verdict.ok) this.desk.submit([verdict.approved])
    if (verdict.ok) this.approved += 1
    else this.refused += 1
  }

  #order(i: number, lots: number): OrderIntent {
    return {
      orderId: this.desk.nextId(),
      instrument: i,
      side: lots > 0 ? 'buy' : 'sell',
      type: 'market',
      role: 'entry',
      quantity: quantity(Math.abs(lots)),
      price: price(0),
      arrival: price(1),
      isReduceOnly: false,
      ts: micros(1),
    }
  }

  /** The venue answers something it was asked long ago: a part, all or nothing of it. */
  answer(): void {
    const { waiting } = this.venue
    const at = this.random.below(waiting.length)
    const order = waiting[at]
    if (order === undefined) return
    const open = this.desk.order(order.orderId)
    const left = open === undefined ? 0 : open.quantity - open.filled
    const draw = this.random.next()
    if (draw < 0.25) this.#hear({ kind: 'order-canceled', ...this.#fact(order) })
    else this.#fill(order, draw < 0.6 ? 1 + this.random.below(left) : left)
    if (this.desk.order(order.orderId) === undefined) waiting.splice(at, 1)
  }

  #fill(order: OrderIntent, lots: number): void {
    const open = this.desk.order(order.orderId)
    this.#hear({
      kind: 'order-filled',
      ...this.#fact(order),
      fill: (open?.lastFill ?? 0) + 1,
      price: price(1),
      quantity: quantity(lots),
      fee: 0n,
      liquidity: 'taker',
      trade: '',
    })
    this.lots[order.instrument] =
      (this.lots[order.instrument] as number) + signOf(order.side) * lots
    this.book.touch()
  }

  #hear(event: OrderEvent): void {
    assert(this.desk.hear(event) !== 'anomaly', event.kind)
  }

  #fact({
    orderId,
  }: OrderIntent): Pick<Order, 'orderId'> & { tsEvent: Order['ts']; tsInit: Order['ts'] } {
    return { orderId, tsEvent: micros(1), tsInit: micros(1) }
  }

  /** By sums of its own, over what is held and every order that is out. */
  check(): void {
    const most = Array.from(this.lots, (held, i) => {
      const sum = (side: string): number =>
        [...this.desk.openOrders]
          .filter((order) => order.instrument === i && order.side === side)
          .reduce((lots, order) => lots + order.quantity - order.filled, 0)
      return Math.max(Math.abs(held + sum('buy')), Math.abs(held - sum('sell')))
    })
    const sum = most.reduce((all, lots) => all + lots, 0)
    assert(Math.max(...most) <= 0.15 * 10_000, `${Math.max(...most)} lots of one`)
    // All of them are of one asset here, and at one venue.
    assert(sum <= 0.4 * 10_000, `${sum} lots in all`)
    assert(this.approved <= 300, `${this.approved} orders`)
  }
}

it('1,000 signals at once, answered late and in any order, never pass a limit together', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const storm = new Storm(seed)
    for (let n = 0; n < signals; n += 1) {
      storm.signal()
      if (n % 50 === 49) for (let k = 0; k < 20; k += 1) storm.answer()
      if (n % 20 === 0) storm.check()
    }
    storm.check()
    expect(storm.approved).toBeGreaterThan(5)
    expect(storm.refused).toBeGreaterThan(100)
  }
})
