import type { Json } from '../../base/index.ts'
import { Ring } from './ring.ts'
import { loadParts, saveParts } from './saved-parts.ts'

/**
 * The sum of the last numbers of a stream, kept by adding and taking away. Once in every window it
 * is added up anew, so that rounding cannot gather.
 */
export class RecentSum {
  readonly #ring: Ring
  readonly #sum = new Float64Array(1)

  /** @param window - Numbers added up. Whole, >= 1. */
  constructor(window: number) {
    this.#ring = new Ring(window)
  }

  get isFull(): boolean {
    return this.#ring.isFull
  }

  get count(): number {
    return this.#ring.count
  }

  /** Of those there are, while the window fills; 0 for none. */
  get sum(): number {
    return this.#sum[0] as number
  }

  /** @returns `undefined` until the window is full. */
  get mean(): number | undefined {
    return this.isFull ? this.sum / this.count : undefined
  }

  /** The number at a place, in no order of time. */
  at(place: number): number {
    return this.#ring.at(place)
  }

  push(value: number): void {
    const ring = this.#ring
    const sum = this.#sum
    sum[0] = (sum[0] as number) + value - ring.push(value)
    if (!ring.isAtStart) return
    let anew = 0
    for (let i = 0; i < ring.count; i += 1) anew += ring.at(i)
    sum[0] = anew
  }

  reset(): void {
    this.#ring.reset()
    this.#sum[0] = 0
  }

  save(): Json {
    return saveParts([this.#ring, this.#sum])
  }

  load(state: Json): void {
    loadParts(state, [this.#ring, this.#sum])
  }
}
