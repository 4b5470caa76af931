import { Random } from '../../src/base/index.ts'
import { type Micros, micros, secondUs } from '../../src/domain/index.ts'
import type { MarketFeed, SimulatedExchange } from '../../src/venue/sim/index.ts'
import { chance, pick } from './exchange-draws.ts'

/** Of a price, for a moment. Unit: parts per million, either way. */
const shocks: readonly number[] = [20_000, 40_000, 80_000]

/**
 * What happens from second to second beside the market: a mark price about the last one, funding
 * rates, money in and out. Now and then a mark, or a single print far away, shocks whoever is
 * over-levered.
 */
export class FaultHouse implements MarketFeed {
  readonly fidelity = 'bars' as const
  readonly #random: Random
  readonly #exchange: SimulatedExchange
  readonly #perpetual: number
  readonly #accounts: number
  #next: Micros

  /** @param accounts - How many there will be. */
  constructor(
    seed: number,
    exchange: SimulatedExchange,
    { perpetual, accounts }: { readonly perpetual: number; readonly accounts: number },
  ) {
    this.#random = Random.stream(seed, 'fault-house')
    this.#exchange = exchange
    this.#perpetual = perpetual
    this.#accounts = accounts
    this.#next = micros(exchange.now + secondUs)
  }

  get nextTs(): number {
    return this.#next
  }

  step(): void {
    const ts = this.#next
    const random = this.#random
    const last = this.#exchange.lastPrice(this.#perpetual)
    if (last > 0) this.#exchange.onMark(this.#perpetual, this.#mark(last), ts)
    if (chance(random, 0.3))
      this.#exchange.setFundingRate(this.#perpetual, random.below(2_001) - 1_000, ts)
    if (chance(random, 0.12)) this.#printAway(ts)
    if (chance(random, 0.2)) {
      const account = random.below(this.#accounts)
      const amount = BigInt(random.below(1_000) - 400) * 10_000_000n
      this.#exchange.deposit(account, 'USDT', amount, ts)
    }
    this.#next = micros(ts + secondUs)
  }

  #mark(last: number): number {
    const random = this.#random
    return this.#near(last, chance(random, 0.12) ? pick(random, shocks) : random.below(1_000))
  }

  /** Spot on margin is valued at the last price, whatever it is. */
  #printAway(ts: Micros): void {
    const random = this.#random
    const instrument = random.below(this.#perpetual)
    const last = this.#exchange.lastPrice(instrument)
    if (last === 0) return
    const price = this.#near(last, pick(random, shocks))
    this.#exchange.onTrade(instrument, price > last, price, 1, ts)
  }

  #near(last: number, ppm: number): number {
    const away = Math.round((last * ppm) / 1_000_000)
    return last + (chance(this.#random, 0.5) ? away : -away)
  }
}
