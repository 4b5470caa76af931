import type { VenueOrder } from '../../execution/index.ts'

/** Names remembered. */
const namesMax = 1_024

/**
 * What a venue's stream said of orders that were being taken back: that they are over, and how much
 * of them was filled. A look-up could tell no more unless some fill was missed, and two hundred of
 * them would take a slow venue minutes. Of an order nobody takes back the stream is not believed.
 */
export class ToldEnds {
  /** By name; `undefined` until it is told. */
  readonly #ends = new Map<string, VenueOrder | undefined>()

  /** An order is being taken back. */
  expect(name: string): void {
    if (this.#ends.get(name) !== undefined) return
    this.#ends.set(name, undefined)
    if (this.#ends.size <= namesMax) return
    const [oldest = ''] = this.#ends.keys()
    this.#ends.delete(oldest)
  }

  /** @returns Whether anybody waits to hear of it. */
  tell(name: string, order: VenueOrder): boolean {
    if (!this.#ends.has(name)) return false
    this.#ends.set(name, order)
    return true
  }

  /** Once: whoever asks again has missed a fill. */
  take(names: readonly string[]): VenueOrder | undefined {
    const [name, ...others] = names
    if (name === undefined || others.length > 0) return undefined
    const told = this.#ends.get(name)
    if (told !== undefined) this.#ends.delete(name)
    return told
  }
}
