import { Box, type BoxRules, boxRules } from './box.ts'

/**
 * Boxes, one for each source: what one stranger wrote never runs where another's ran. Some stand
 * ready, because a process takes longer to start than most modules take to run.
 */
export class BoxPool {
  readonly #rules: BoxRules
  readonly #spares: Promise<Box>[] = []
  readonly #taken = new Set<Box>()

  /** @param spares - How many stand ready. Whole, 0 or more. */
  constructor(spares = 1, rules: BoxRules = boxRules) {
    this.#rules = rules
    for (let n = 0; n < spares; n += 1) this.#spares.push(Box.start(rules))
  }

  /** Uses a box that nobody has used, and ends it. */
  async use<T>(run: (box: Box) => Promise<T>): Promise<T> {
    const box = await this.#take()
    this.#taken.add(box)
    try {
      return await run(box)
    } finally {
      this.#taken.delete(box)
      box.end()
    }
  }

  /** Ends all of them, those in use too. */
  async end(): Promise<void> {
    for (const box of this.#taken) box.end()
    const spares = await Promise.all(this.#spares.splice(0))
    for (const box of spares) box.end()
  }

  #take(): Promise<Box> {
    const spare = this.#spares.shift()
    if (spare === undefined) return Box.start(this.#rules)
    this.#spares.push(Box.start(this.#rules))
    return spare
  }
}
