/** An exchange of one thing for another. Nodes are whole numbers from 0 on. */
export type Exchange = { readonly from: number; readonly to: number }

/** What rounding may make of a cycle that brings back exactly what was put in. */
const nothing = 1e-12

/**
 * Bellman and Ford's search for a cycle of exchanges that brings back more than was put in: with
 * minus the logarithm of what one unit brings as the length of an exchange, that is a cycle of
 * negative length. It finds one wherever there is one, though not always the best.
 *
 * @see Bellman 1958; Cormen and others, "Introduction to algorithms", problem 24-3, arbitrage.
 */
export class CycleSearch {
  readonly #exchanges: readonly Exchange[]
  readonly #nodes: number
  readonly #distance: Float64Array
  /** By node: the exchange it was reached by; -1 for none. */
  readonly #by: Int32Array
  /** By exchange: minus the logarithm of what a unit brings. What is not finite is left out. */
  readonly lengths: Float64Array

  constructor(exchanges: readonly Exchange[]) {
    this.#exchanges = exchanges
    this.#nodes = exchanges.reduce((most, { from, to }) => Math.max(most, from + 1, to + 1), 0)
    this.#distance = new Float64Array(this.#nodes)
    this.#by = new Int32Array(this.#nodes)
    this.lengths = new Float64Array(exchanges.length)
  }

  /** @returns Places of the exchanges of a cycle that gains, in order; `undefined` for none. */
  find(): readonly number[] | undefined {
    this.#distance.fill(0)
    this.#by.fill(-1)
    let reached = -1
    for (let round = 0; round <= this.#nodes; round += 1) {
      reached = this.#relax()
      if (reached < 0) return undefined
    }
    return this.#cycleFrom(reached)
  }

  /** One round over all exchanges. @returns The last node that came nearer; -1 for none. */
  #relax(): number {
    const distance = this.#distance
    let reached = -1
    for (let i = 0; i < this.#exchanges.length; i += 1) {
      const { from, to } = this.#exchanges[i] as Exchange
      const way = (distance[from] as number) + (this.lengths[i] as number)
      if (!(way < (distance[to] as number) - nothing)) continue
      distance[to] = way
      this.#by[to] = i
      reached = to
    }
    return reached
  }

  /** A node that comes nearer after as many rounds as there are nodes hangs on a cycle. */
  #cycleFrom(reached: number): readonly number[] {
    let start = reached
    for (let i = 0; i < this.#nodes; i += 1) start = this.#before(start)
    const cycle: number[] = []
    let node = start
    do {
      cycle.push(this.#by[node] as number)
      node = this.#before(node)
    } while (node !== start)
    return cycle.reverse()
  }

  #before(node: number): number {
    return (this.#exchanges[this.#by[node] as number] as Exchange).from
  }
}
