import { Random } from '../../src/base/index.ts'
import { instrument, micros, minorPerUnit, parseInstrumentId } from '../../src/domain/index.ts'
import {
  type ExchangeOrder,
  type ExchangeSink,
  FlatFees,
  hasEnded,
  openRules,
  plainRequest,
  SimulatedExchange,
} from '../../src/venue/sim/index.ts'

export const secondUs = 1_000_000
export const startTs = 1_700_006_400_000_000
export const startPrice = 10_000

const deposit = BigInt(minorPerUnit) * 1_000_000_000n

type Act = { readonly ts: number; readonly act: () => void }

/**
 * One spot instrument of the simulated exchange, and people who do things there at times of their
 * own. A tick is a unit of the quote currency, a lot one of the base; nobody runs out of money.
 */
export class ManipulationMarket {
  readonly random: Random
  readonly exchange: SimulatedExchange
  /** What the thing is worth, to those who know. Ticks. */
  value: number = startPrice
  now: number = startTs
  /** What will happen, latest first. */
  readonly #coming: Act[] = []

  constructor(seed: number, sink: ExchangeSink) {
    this.random = Random.stream(seed, 'manipulation-market')
    const id = parseInstrumentId('BTC-USD.SIM')
    const made = id.ok ? instrument(id.value, '1', '1') : id
    if (!made.ok) throw new Error(made.error)
    const rules = { ...openRules, openOrdersMax: 5_000 }
    this.exchange = new SimulatedExchange({
      listings: [{ instrument: made.value, rules, perpetual: undefined }],
      fees: new FlatFees(0, 0),
      sink,
      startTs: micros(startTs),
      tellsBook: true,
      remembered: 10,
    })
  }

  /** Seconds since the market opened. */
  get seconds(): number {
    return (this.now - startTs) / secondUs
  }

  openAccount(): number {
    const account = this.exchange.openAccount()
    for (const currency of ['USD', 'BTC'])
      this.exchange.deposit(account, currency, deposit, micros(this.now))
    return account
  }

  /** The best price of a side; beside the last price where nobody stands. */
  best(isBid: boolean): number {
    const level = this.exchange.best(0, isBid ? 'buy' : 'sell')
    if (level !== undefined) return level.price
    const last = this.exchange.lastPrice(0)
    return (last === 0 ? startPrice : last) + (isBid ? -1 : 1)
  }

  bestLots(isBid: boolean): number {
    return this.exchange.best(0, isBid ? 'buy' : 'sell')?.lots ?? 0
  }

  get middle(): number {
    return (this.best(true) + this.best(false)) / 2
  }

  /** Lots of the best levels of bid less ask, as a share of both. */
  imbalance(levels: number): number {
    const lots = (side: 'buy' | 'sell'): number =>
      this.exchange.depth(0, side, levels).reduce((sum, level) => sum + level.lots, 0)
    const [bids, asks] = [lots('buy'), lots('sell')]
    return bids + asks === 0 ? 0 : (bids - asks) / (bids + asks)
  }

  place(account: number, isBuy: boolean, price: number, lots: number): ExchangeOrder | undefined {
    const side = isBuy ? 'buy' : 'sell'
    const request = { ...plainRequest, side, price, lots } as const
    const answer = this.exchange.submit(account, request, micros(this.now))
    return answer.ok ? answer.value : undefined
  }

  /** A limit order that would not meet anything at once: a tick off the other side at best. */
  rest(account: number, isBuy: boolean, price: number, lots: number): ExchangeOrder | undefined {
    const other = this.best(!isBuy)
    return this.place(
      account,
      isBuy,
      isBuy ? Math.min(price, other - 1) : Math.max(price, other + 1),
      lots,
    )
  }

  take(account: number, isBuy: boolean, lots: number): void {
    const request = { ...plainRequest, side: isBuy ? 'buy' : 'sell', type: 'market', lots } as const
    this.exchange.submit(account, request, micros(this.now))
  }

  cancel(order: ExchangeOrder | undefined): void {
    if (order === undefined || hasEnded(order)) return
    this.exchange.cancel(order.account, { number: order.number }, micros(this.now))
  }

  /** Does `act` after a time. */
  after(us: number, act: () => void): void {
    const ts = this.now + Math.max(1, Math.round(us))
    const coming = this.#coming
    let [low, high] = [0, coming.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((coming[middle] as Act).ts > ts) low = middle + 1
      else high = middle
    }
    coming.splice(low, 0, { ts, act })
  }

  /** Does `act` again and again, after times drawn around a mean. */
  every(meanUs: number, act: () => void): void {
    this.after(this.wait(meanUs), () => {
      act()
      this.every(meanUs, act)
    })
  }

  /** A time drawn from the law of those who do not know one another. */
  wait(meanUs: number): number {
    return -Math.log(1 - this.random.next()) * meanUs
  }

  between(low: number, high: number): number {
    return low + this.random.below(high - low + 1)
  }

  chance(share: number): boolean {
    return this.random.next() < share
  }

  /** Lots drawn around a mean, 1 at the least. */
  lots(mean: number): number {
    return 1 + Math.floor(this.wait(mean))
  }

  run(seconds: number): void {
    const end = startTs + seconds * secondUs
    for (let next = this.#coming.pop(); next !== undefined; next = this.#coming.pop()) {
      if (next.ts > end) return
      this.now = next.ts
      next.act()
    }
  }
}
