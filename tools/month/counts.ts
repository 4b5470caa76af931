import type { Counted } from './month-record.ts'

/** How often each name came up. */
export class Counts {
  readonly #counts = new Map<string, number>()

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  /** Most often first; of equals by name. */
  get all(): readonly Counted[] {
    return [...this.#counts]
      .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([name, count]) => ({ name, count }))
  }
}
