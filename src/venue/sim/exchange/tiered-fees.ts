import { assert, type Json } from '../../../base/index.ts'
import { dayUs, type Micros } from '../../../domain/index.ts'
import type { FeeTier } from './exchange.ts'
import type { FeePaidIn, Fees } from './fees.ts'

/** What is paid from a 30-day volume on. Parts per million; a negative maker fee is a rebate. */
export type FeeStep = {
  /** Notional of the last 30 days, minor quote units. */
  readonly volume: bigint
  readonly makerPpm: number
  readonly takerPpm: number
}

/** Kraken's first steps for spot, as published in 2024. Volumes in whole quote units x 10^8. */
export const krakenFeeSteps: readonly FeeStep[] = [
  { volume: 0n, makerPpm: 2_500, takerPpm: 4_000 },
  { volume: 1_000_000_000_000n, makerPpm: 2_000, takerPpm: 3_500 },
  { volume: 5_000_000_000_000n, makerPpm: 1_400, takerPpm: 2_400 },
  { volume: 10_000_000_000_000n, makerPpm: 1_200, takerPpm: 2_200 },
  { volume: 25_000_000_000_000n, makerPpm: 800, takerPpm: 1_800 },
  { volume: 50_000_000_000_000n, makerPpm: 600, takerPpm: 1_600 },
  { volume: 100_000_000_000_000n, makerPpm: 400, takerPpm: 1_400 },
  { volume: 1_000_000_000_000_000n, makerPpm: 0, takerPpm: 1_000 },
]

const windowDays = 30

/** Notional of one account by day; `sum` is of the days inside the window. */
type Traded = { readonly days: Map<number, bigint>; sum: bigint }

/**
 * Fees that fall with what an account has traded in 30 days, today included. A day is one of UTC
 * and leaves the window whole, so the volume of an hour ago counts for 29 to 30 days.
 */
export class TieredFees implements Fees {
  readonly paidIn: FeePaidIn
  readonly #steps: readonly FeeStep[]
  readonly #traded: Traded[] = []
  #today = 0

  /** @param steps - From the lowest volume, 0, upward. */
  constructor(steps: readonly FeeStep[], paidIn: FeePaidIn = { kind: 'quote' }) {
    assert(steps[0]?.volume === 0n, 'the first step of fees starts at no volume')
    this.#steps = steps
    this.paidIn = paidIn
  }

  tier(account: number): FeeTier {
    const volume = this.#traded[account]?.sum ?? 0n
    const step = this.#steps.findLast((each) => each.volume <= volume) ?? this.#steps[0]
    assert(step !== undefined, 'there is a first step')
    return { makerPpm: step.makerPpm, takerPpm: step.takerPpm, volume }
  }

  next(account: number): FeeTier | undefined {
    const volume = this.#traded[account]?.sum ?? 0n
    return this.#steps.find((each) => each.volume > volume)
  }

  traded(account: number, value: bigint, ts: Micros): void {
    this.advance(ts)
    const of = this.#of(account)
    of.days.set(this.#today, (of.days.get(this.#today) ?? 0n) + value)
    of.sum += value
  }

  /** Lets the days that have left the window go. */
  advance(ts: Micros): void {
    const today = Math.floor(ts / dayUs)
    if (today <= this.#today) return
    this.#today = today
    for (const of of this.#traded)
      for (const [day, value] of of.days) {
        // In the order of days, which is the order in which they were traded.
        if (day > today - windowDays) break
        of.days.delete(day)
        of.sum -= value
      }
  }

  #of(account: number): Traded {
    while (this.#traded.length <= account) this.#traded.push({ days: new Map(), sum: 0n })
    return this.#traded[account] as Traded
  }

  save(): Json {
    const traded = this.#traded.map(({ days }) => [...days].map(([day, sum]) => [day, `${sum}`]))
    return { today: this.#today, traded }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly today: number
      readonly traded: readonly (readonly (readonly [number, string])[])[]
    }
    this.#today = saved.today
    this.#traded.length = 0
    for (const days of saved.traded) {
      const of: Traded = { days: new Map(), sum: 0n }
      for (const [day, text] of days) {
        of.days.set(day, BigInt(text))
        of.sum += BigInt(text)
      }
      this.#traded.push(of)
    }
  }
}
