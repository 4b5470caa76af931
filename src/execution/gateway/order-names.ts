import { attemptMax, attemptOf, nameOfAttempt } from '../../domain/index.ts'

/**
 * What one order is called at its venue. Where a change is a replacement every change has a name of
 * its own, and a replacement needs the order it replaces to be open: however late or often the
 * requests arrive, one of the names is open at most.
 */
export class OrderNames {
  readonly first: string
  readonly isReplaced: boolean
  /** Changes wanted so far, and which of them the venue has, as last known. */
  #wanted = 0
  #standing = 0

  /** @param isReplaced - Whether the venue changes an order by replacing it. */
  constructor(first: string, isReplaced: boolean) {
    this.first = first
    this.isReplaced = isReplaced
  }

  /** The name the venue has it under, as last known. */
  get standing(): string {
    return nameOfAttempt(this.first, this.#standing)
  }

  /** The name it has once it is as it is wanted. */
  get wanted(): string {
    return nameOfAttempt(this.first, this.#last)
  }

  /** Every name it may have by now, oldest first. */
  get possible(): readonly string[] {
    const count = this.#last - this.#standing + 1
    return Array.from({ length: count }, (_, i) => nameOfAttempt(this.first, this.#standing + i))
  }

  /** Whether the venue has it under the name it is to have; always where it keeps its name. */
  get isAsWanted(): boolean {
    return this.#standing === this.#wanted
  }

  /** Whether there is no name left for another change. */
  get areSpent(): boolean {
    return this.#wanted > attemptMax
  }

  get #last(): number {
    return Math.min(this.#wanted, attemptMax)
  }

  /** It is to be changed once more. */
  change(): void {
    if (this.isReplaced) this.#wanted += 1
  }

  /** It was found under `name`. @returns Whether that is a later one than was known. */
  stand(name: string): boolean {
    const attempt = attemptOf(name)
    if (!(attempt > this.#standing) || attempt > this.#last) return false
    this.#standing = attempt
    return true
  }

  /** Whether `name` is of what has been replaced since. */
  isPast(name: string): boolean {
    return attemptOf(name) < this.#standing
  }

  /** The venue has it as it is wanted. */
  settle(): void {
    this.#standing = this.#wanted
  }
}
