import type { Json } from '../../base/index.ts'
import { requireWhole } from '../../quant/index.ts'
import { loadParts, saveParts } from './saved-parts.ts'

/** The last `size` numbers of a stream. */
export class Ring {
  readonly #values: Float64Array
  /** Where the next number goes, and how many there are. */
  readonly #cursor = new Float64Array(2)

  /** @param size - Numbers kept. Whole, >= 1. */
  constructor(size: number) {
    requireWhole('window', size, 1)
    this.#values = new Float64Array(size)
  }

  get count(): number {
    return this.#cursor[1] as number
  }

  get isFull(): boolean {
    return this.#cursor[1] === this.#values.length
  }

  /** Whether the next number goes to the first place again. */
  get isAtStart(): boolean {
    return this.#cursor[0] === 0
  }

  /** @returns The number that fell out; 0 while there is room. */
  push(value: number): number {
    const cursor = this.#cursor
    const at = cursor[0] as number
    const out = this.#values[at] as number
    this.#values[at] = value
    cursor[0] = at + 1 === this.#values.length ? 0 : at + 1
    if (this.isFull) return out
    cursor[1] = (cursor[1] as number) + 1
    return 0
  }

  /** The number at a place, in no order of time; for sums over all of them. */
  at(place: number): number {
    return this.#values[place] as number
  }

  reset(): void {
    this.#values.fill(0)
    this.#cursor.fill(0)
  }

  save(): Json {
    return saveParts([this.#cursor, this.#values])
  }

  load(state: Json): void {
    loadParts(state, [this.#cursor, this.#values])
  }
}
