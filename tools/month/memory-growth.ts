import { BarColumns, dayUs, type DeskEvent } from '../../src/domain/index.ts'
import { DeskMemory, type DeskSetup } from '../../src/engine/index.ts'
import { type Shelves, shelvesOf } from '../../src/memory/index.ts'

/** How much a desk remembers when a day is over. */
export type Remembered = {
  readonly day: number
  /** Events of the journal. */
  readonly events: number
  /** Decisions that led to a position, and those that led to none, whose outcome is known. */
  readonly positions: number
  readonly views: number
  /** Moments alike that are told apart, and how many of them are on a shelf. */
  readonly patterns: number
  readonly shelved: number
  readonly lessons: number
}

/** Follows a journal as the reader of a desk's memory does, and counts at the end of every day. */
export class MemoryGrowth {
  readonly days: Remembered[] = []
  readonly #memory: DeskMemory
  readonly #columns: readonly BarColumns[]
  readonly #from: number

  constructor(setup: DeskSetup, from: number) {
    this.#memory = new DeskMemory(setup, 0)
    this.#columns = setup.instruments.map(() => new BarColumns(4_096))
    this.#from = from
  }

  onEvent(sequence: number, event: DeskEvent): void {
    if (event.kind === 'bar-closed') {
      while (event.ts > this.#dayEnd) this.#endDay(sequence - 1)
      const { ts, open, high, low, close, volume } = event
      this.#columns[event.instrument]?.push(ts, open, high, low, close, volume)
    }
    this.#memory.onRecorded(sequence, event, this.#columns)
  }

  get #dayEnd(): number {
    return this.#from + (this.days.length + 1) * dayUs
  }

  #endDay(events: number): void {
    const { episodes } = this.#memory.book
    const positions = episodes.filter(({ kind }) => kind === 'position')
    const { patterns, lessons } = shelvesOf(positions)
    this.days.push({
      ...{ day: this.days.length + 1, events, positions: positions.length },
      views: episodes.length - positions.length,
      patterns: patterns.length,
      shelved: patterns.filter(({ shelf }) => shelf !== 'undecided').length,
      lessons: lessons.length,
    })
  }

  /** The last day has no bar after it. @returns What is on the shelves. */
  end(events: number): Shelves {
    this.#endDay(events)
    const { episodes } = this.#memory.book
    return shelvesOf(episodes.filter(({ kind }) => kind === 'position'))
  }
}
