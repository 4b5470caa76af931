import type { Micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { LineLog } from '../line-log.ts'
import { readSpendBook, type Spend, type SpendLine } from './spend-book.ts'

/** Tokens of a day where nothing else is set. */
export const tokensPerDayUsual = 1_500_000

/** The right to use up to what was reserved. */
export type Reservation = { readonly day: string; readonly id: string; readonly most: Spend }

/**
 * What models may use in a day of UTC. Nothing is asked before it is reserved, and nothing is
 * reserved that does not fit: the line of the reservation is durable first, and counts only where
 * it stands. So neither calls at the same time, nor another process on the same book, nor a crash
 * can make a day come to more than its limit.
 */
export class ModelBudget {
  readonly #log: LineLog
  readonly #clock: Clock
  readonly #owner: string
  readonly #limit: Spend
  #reserved = 0

  /** @param owner - Whose lines these are: no two that run at the same time may share it. */
  constructor(log: LineLog, clock: Clock, owner: string, limit: Spend) {
    this.#log = log
    this.#clock = clock
    this.#owner = owner
    this.#limit = limit
  }

  /**
   * Reserves the most a call can use.
   *
   * @returns `undefined` when the day has not that much left.
   * @throws UserError `model-log`
   */
  reserve(purpose: string, most: Spend): Reservation | undefined {
    const day = dayOf(this.#clock.now())
    const before = this.#log.read(bookOf(day))
    const { spent } = readSpendBook(before)
    // A line that cannot count would only make the book longer.
    if (!this.#hasLeft(spent, most)) return undefined
    this.#reserved += 1
    // The lines that stand there tell it from one of the same owner before a restart.
    const id = `${this.#owner}-${before.length}-${this.#reserved}`
    this.#append(day, { kind: 'reserved', id, purpose, limit: this.#limit, ...most })
    const { standing } = readSpendBook(this.#log.read(bookOf(day)))
    return standing.has(id) ? { day, id, most } : undefined
  }

  /** Books what a call did use. @throws UserError `model-log`: then all of it stays booked. */
  settle({ day, id }: Reservation, used: Spend): void {
    this.#append(day, { kind: 'settled', id, ...used })
  }

  /** What today has come to, with what is still out. @throws UserError `model-log` */
  today(): { readonly day: string; readonly spent: Spend; readonly limit: Spend } {
    const day = dayOf(this.#clock.now())
    return { day, spent: readSpendBook(this.#log.read(bookOf(day))).spent, limit: this.#limit }
  }

  #hasLeft(spent: Spend, most: Spend): boolean {
    return (
      spent.tokens + most.tokens <= this.#limit.tokens &&
      spent.microUsd + most.microUsd <= this.#limit.microUsd
    )
  }

  #append(day: string, { kind, id, tokens, microUsd, ...rest }: SpendLine): void {
    this.#log.append(bookOf(day), JSON.stringify({ kind, id, tokens, microUsd, ...rest }))
  }
}

/** `2026-11-29`, in UTC, wherever the machine is. */
function dayOf(ts: Micros): string {
  return new Date(ts / 1_000).toISOString().slice(0, 10)
}

function bookOf(day: string): string {
  return `spend-${day}`
}
