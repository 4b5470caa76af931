import type { Entrant } from './entrant.ts'
import type { LegSets } from './leg-sets.ts'
import type { Protector } from './protector.ts'
import type { Seat } from './seat.ts'
import type { WindDown } from './wind-down.ts'
import type { Workbench } from './workbench.ts'

/** What upkeep works with. */
export type UpkeepTools = {
  readonly protector: Protector
  readonly legs: LegSets
  readonly windDown: WindDown
  readonly entrant: Entrant
  /** Closes what is held. */
  readonly exit: (i: number, seat: Seat, held: number) => void
}

/**
 * What is owed to positions whatever anybody decides: a stop that was lost is set again, what has
 * been held long enough is closed, legs that are late are given up. With every bar, and by the
 * clock where none comes.
 */
export class Upkeep {
  readonly #desk: Workbench
  readonly #tools: UpkeepTools

  constructor(desk: Workbench, tools: UpkeepTools) {
    this.#desk = desk
    this.#tools = tools
  }

  /** After a bar of instrument `i`. */
  onBar(i: number, seat: Seat): void {
    const { protector, legs, windDown, entrant } = this.#tools
    if (!entrant.isEmpty) entrant.onBar(i)
    if (windDown.isRunning) windDown.keepUp()
    if (seat.protection.isLost) protector.cover(i, seat)
    if (!legs.isEmpty) legs.keepUp()
    if (seat.protection.untilTs > 0 || this.#desk.setup.hasOneExit === true) this.#expire(i, seat)
  }

  /** Whether something is owed at `ts`, were there no bar until then. */
  isDue(ts: number): boolean {
    const { protector, legs, windDown } = this.#tools
    if (legs.isDue(ts) || windDown.isDue(ts)) return true
    return this.#desk.seats.some(
      (seat, i) => protector.isDue(seat, ts) || this.#isExpired(i, seat, ts),
    )
  }

  /** Does what is owed now, without a bar. */
  onTime(): void {
    const { protector, legs, windDown } = this.#tools
    const { now, seats } = this.#desk
    if (windDown.isDue(now)) windDown.keepUp()
    if (legs.isDue(now)) legs.keepUp()
    for (const [i, seat] of seats.entries()) {
      if (protector.isDue(seat, now)) protector.cover(i, seat)
      if (this.#isExpired(i, seat, now)) this.#expire(i, seat)
    }
  }

  /** Once: what could not be closed then is tried again with the next bar. */
  #isExpired(i: number, { protection, spent }: Seat, ts: number): boolean {
    const { untilTs } = protection
    const held = this.#desk.risk.lots[i] as number
    return untilTs > 0 && ts >= untilTs && held !== 0 && spent !== Math.sign(held)
  }

  /** Closes what has been held as long as it was to be, or is where it was to go. */
  #expire(i: number, seat: Seat): void {
    const { untilTs } = seat.protection
    const isOver = untilTs > 0 && this.#desk.now >= untilTs
    if (!isOver && !this.#tools.protector.isMet(i, seat)) return
    const held = this.#desk.risk.lots[i] as number
    // The signal that led to it is spent.
    seat.spent = Math.sign(held)
    this.#tools.exit(i, seat, held)
  }
}
