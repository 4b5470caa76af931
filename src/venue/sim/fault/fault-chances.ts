import { Random } from '../../../base/index.ts'

/** Chance for faults: a stream for each name, so that what one draws shifts no other. */
export class FaultChances {
  readonly #seed: number
  readonly #streams = new Map<string, Random>()

  constructor(seed: number) {
    this.#seed = seed
  }

  /** Whether it happens this time. A share of 0 draws nothing. */
  hits(name: string, share: number): boolean {
    return share > 0 && this.of(name).next() < share
  }

  /** Whole, from 1 to `most`. */
  upTo(name: string, most: number): number {
    return 1 + Math.floor(this.of(name).next() * most)
  }

  /** Time until the next of what happens `perHour` times an hour, by chance; whole us from 1. */
  waitUs(name: string, perHour: number): number {
    if (perHour === 0) return Number.POSITIVE_INFINITY
    const hours = -Math.log(1 - this.of(name).next()) / perHour
    return 1 + Math.floor(hours * 3_600_000_000)
  }

  of(name: string): Random {
    let found = this.#streams.get(name)
    if (found === undefined) {
      found = Random.stream(this.#seed, `fault/${name}`)
      this.#streams.set(name, found)
    }
    return found
  }
}
