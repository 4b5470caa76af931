import { UserError } from '../base/index.ts'
import type { DeskEvent } from '../domain/index.ts'
import { ByteWriter, encodeEvent, type JournalEntry } from '../journal/index.ts'
import type { Journal } from '../kernel/index.ts'

/** The limit that an order refused for want of disk space names. */
export const reserveLimit = 'journal'

/**
 * A journal that is half written: what a desk does again is compared with what stands there, event
 * by event, and what it does beyond the end is appended. Replaying to check and replaying to go on
 * after a stop are the same thing; they differ in what happens at the end.
 */
export class ContinuedJournal implements Journal {
  readonly #recorded: Iterator<JournalEntry>
  readonly #rest: Journal
  readonly #onEvent: ((sequence: number, event: DeskEvent) => void) | undefined
  #next: JournalEntry | undefined
  #sequence = 0
  readonly #ours = new ByteWriter(256)
  readonly #theirs = new ByteWriter(256)

  /**
   * @param rest - Takes what comes after the recorded events.
   * @param onEvent - Told of every event, recorded or new.
   */
  constructor(
    recorded: Iterable<JournalEntry>,
    rest: Journal,
    onEvent?: (sequence: number, event: DeskEvent) => void,
  ) {
    this.#recorded = recorded[Symbol.iterator]()
    this.#rest = rest
    this.#onEvent = onEvent
    this.#advance()
  }

  get sequence(): number {
    return this.#sequence
  }

  /**
   * Past the recorded events, what the journal says. Among them, what it said then: the desk asks
   * right before it refuses, and records every such refusal.
   */
  get isReserveOnly(): boolean {
    const event = this.#next?.event
    if (event === undefined) return this.#rest.isReserveOnly
    return event.kind === 'intent-refused' && event.limit === reserveLimit
  }

  /** The next recorded event that has not been done again; `undefined` past the end. */
  get pending(): DeskEvent | undefined {
    return this.#next?.event
  }

  /** @throws UserError `replay-diverged` when `event` is not what was recorded. */
  append(event: DeskEvent): number {
    const recorded = this.#next
    if (recorded === undefined) {
      this.#sequence = this.#rest.append(event)
      this.#onEvent?.(this.#sequence, event)
      return this.#sequence
    }
    if (!this.#isSame(recorded.event, event))
      throw new UserError(
        'replay-diverged',
        `Event ${recorded.sequence} of the journal is ${recorded.event.kind}, but running it again ` +
          `gives ${event.kind === recorded.event.kind ? 'another' : 'a'} ${event.kind}: the program, ` +
          'an agent file or the journal has changed.',
      )
    this.#sequence = recorded.sequence
    this.#onEvent?.(recorded.sequence, event)
    this.#advance()
    return this.#sequence
  }

  /** Passes over a recorded event that is no doing of the desk's: a header, a checkpoint. */
  skip(): void {
    if (this.#next !== undefined) this.#sequence = this.#next.sequence
    this.#advance()
  }

  commit(): void {
    if (this.#next === undefined) this.#rest.commit()
  }

  /** Same bytes: the measure that does not mistake 0 for -0 or lose a NaN. */
  #isSame(recorded: DeskEvent, event: DeskEvent): boolean {
    this.#theirs.cut(0)
    this.#ours.cut(0)
    encodeEvent(recorded, this.#theirs)
    encodeEvent(event, this.#ours)
    return Buffer.compare(this.#theirs.written(), this.#ours.written()) === 0
  }

  #advance(): void {
    const next = this.#recorded.next()
    this.#next = next.done === true ? undefined : next.value
  }
}
