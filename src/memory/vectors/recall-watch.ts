import type { VectorMatch } from './top-matches.ts'

/** Queries that the graph's recall is taken over: the newest. */
const window = 256

/** As many must have been tried before anything is said. */
const triesMin = 64

/**
 * How many of the nearest the graph finds, measured: some entries are looked for before they are
 * linked, by the graph and exactly, as a query would be that nobody has seen.
 */
export class RecallWatch {
  readonly #recalls = new Float64Array(window)
  #tries = 0

  /** Of the newest tries, 0 to 1; `undefined` while there are fewer than 64. */
  get recall(): number | undefined {
    if (this.#tries < triesMin) return undefined
    const count = Math.min(this.#tries, window)
    let sum = 0
    for (let at = 0; at < count; at += 1) sum += this.#recalls[at] as number
    return sum / count
  }

  /** Takes what the graph found where `exact` are the nearest. */
  note(found: readonly VectorMatch[], exact: readonly VectorMatch[]): void {
    if (exact.length === 0) return
    const ids = new Set(found.map(({ id }) => id))
    const hits = exact.reduce((sum, { id }) => sum + (ids.has(id) ? 1 : 0), 0)
    this.#recalls[this.#tries % window] = hits / exact.length
    this.#tries += 1
  }

  clear(): void {
    this.#tries = 0
  }
}
