/** Trades remembered: more than any venue sends again when a connection is opened anew. */
const most = 4_096

/** The newest trades of an instrument, to know those again that a venue tells twice. */
export class RecentTrades {
  readonly #names = new Set<string>()

  /** @param name - The venue's own name of a trade. @returns Whether it is new. */
  note(name: string): boolean {
    if (this.#names.has(name)) return false
    this.#names.add(name)
    if (this.#names.size > most) {
      const [oldest = ''] = this.#names
      this.#names.delete(oldest)
    }
    return true
  }
}
