/**
 * Stands where things leave the desk. Once the folder is another desk's it is shut for good: a
 * process that was paused, and wakes, must not send what it had in mind before.
 */
export class Fence {
  readonly #isHeld: () => boolean
  readonly #onLost: () => void
  #isShut = false

  /**
   * @param isHeld - Whether the folder is still this desk's; asked anew each time.
   * @param onLost - Told once, when it is not.
   */
  constructor(isHeld: () => boolean, onLost: () => void) {
    this.#isHeld = isHeld
    this.#onLost = onLost
  }

  /** Whether something may leave. Asked right before it does. */
  isOpen(): boolean {
    if (this.#isShut) return false
    if (this.#isHeld()) return true
    this.#isShut = true
    this.#onLost()
    return false
  }
}
