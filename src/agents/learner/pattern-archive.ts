import type { Json } from '../../base/index.ts'
import type { PatternRecord } from './pattern-record.ts'

/** Patterns that are kept for good, in bounded room: the least worth is given up first. */
export class PatternArchive {
  readonly #room: number
  readonly #worth: (record: PatternRecord) => number
  #records: PatternRecord[] = []

  /** @param worth - What a record is worth keeping. */
  constructor(room: number, worth: (record: PatternRecord) => number) {
    this.#room = room
    this.#worth = worth
  }

  /**
   * Puts one in, in place of what was there of the same pattern.
   *
   * @returns What is given up for it; itself when there is no room for it.
   */
  put(record: PatternRecord): PatternRecord | undefined {
    const others = this.#records.filter(({ key }) => key !== record.key)
    // Of two that are worth the same, the lower key stays: the order is never chance.
    this.#records = [...others, record].sort(
      (a, b) => this.#worth(b) - this.#worth(a) || a.key - b.key,
    )
    return this.#records.length > this.#room ? this.#records.pop() : undefined
  }

  has(key: number): boolean {
    return this.#records.some((record) => record.key === key)
  }

  /** Those worth most first. */
  get records(): readonly PatternRecord[] {
    return this.#records
  }

  save(): Json {
    return this.#records.map((record) => ({ ...record }))
  }

  load(state: Json): void {
    this.#records = (state as unknown as readonly PatternRecord[]).map((record) => ({ ...record }))
  }
}
