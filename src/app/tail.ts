/** The newest entries of a list, and which of them are new since they were last asked for. */
export class Tail<T> {
  readonly #max: number
  #items: T[] = []
  #fresh: T[] = []

  constructor(max: number) {
    this.#max = max
  }

  get last(): T | undefined {
    return this.#items.at(-1)
  }

  push(item: T): void {
    this.#items.push(item)
    if (this.#items.length > 2 * this.#max) this.#items = this.#items.slice(-this.#max)
    this.#refresh(item)
  }

  replaceLast(item: T): void {
    this.#items[this.#items.length - 1] = item
    this.#refresh(item)
  }

  /** Changes the newest entry that `isMeant`, which is then new again. */
  amend(isMeant: (item: T) => boolean, change: (item: T) => T): void {
    const at = this.#items.findLastIndex(isMeant)
    if (at < 0) return
    const before = this.#items[at] as T
    const after = change(before)
    this.#items[at] = after
    const fresh = this.#fresh.lastIndexOf(before)
    if (fresh >= 0) this.#fresh[fresh] = after
    else this.#refresh(after)
  }

  /** Drops every second entry when there are more than the most. @returns Whether it did. */
  thinWhenFull(): boolean {
    if (this.#items.length <= this.#max) return false
    this.#items = this.#items.filter((_, i) => i % 2 === 1)
    return true
  }

  /** The newest entries, oldest first. */
  all(): T[] {
    return this.#items.slice(-this.#max)
  }

  /** What was added or changed since the last call, oldest first. */
  fresh(): T[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }

  #refresh(item: T): void {
    this.#fresh.push(item)
    if (this.#fresh.length > 2 * this.#max) this.#fresh = this.#fresh.slice(-this.#max)
  }
}
