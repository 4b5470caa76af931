/** Orders that are remembered; the oldest is forgotten first. */
const numbersMax = 4_096

/**
 * Our names of orders by the numbers a venue gave them. A stream may tell of a number before the
 * answer that brings it.
 */
export class OrderNumbers {
  readonly #names = new Map<string, string>()
  readonly #unknown = new Set<string>()
  readonly #onLate: (clientId: string) => void

  /** @param onLate - Told of an order whose number was asked for before it was known. */
  constructor(onLate: (clientId: string) => void) {
    this.#onLate = onLate
  }

  note(number: string, clientId: string): void {
    this.#names.delete(number)
    this.#names.set(number, clientId)
    forgetOldest(this.#names)
    if (this.#unknown.delete(number)) this.#onLate(clientId)
  }

  nameOf(number: string): string | undefined {
    const name = this.#names.get(number)
    if (name === undefined) {
      this.#unknown.add(number)
      forgetOldest(this.#unknown)
    }
    return name
  }
}

function forgetOldest(known: Map<string, string> | Set<string>): void {
  if (known.size <= numbersMax) return
  const [oldest = ''] = known.keys()
  known.delete(oldest)
}
