/**
 * Something that was written down in the trial ledger before it ran. Only `backtest` makes one: the
 * type leaves this room and the class does not.
 */
export class Recorded<T> {
  readonly #trial: T

  constructor(trial: T) {
    this.#trial = trial
  }

  /** @throws TypeError for anything that was not made by this class. */
  static contentOf<T>(recorded: Recorded<T>): T {
    if (typeof recorded === 'object' && recorded !== null && #trial in recorded)
      return recorded.#trial
    throw new TypeError('only a trial that was written down has nulls')
  }
}
