/** Returns the spread of the ordinary is taken from. */
const window = 240
/** A jump is at least this many times the ordinary absolute return, and at least 20 %. */
const multiple = 20
const logReturnMin = Math.log(1.2)

/**
 * Finds impossible jumps: |log return| beyond 20 times the median absolute return of the 240
 * before it (a robust spread, which jumps themselves do not widen) and beyond 20 %.
 */
export class JumpDetector {
  readonly #recent = new Float64Array(window)
  #count = 0

  /** Whether `logReturn` is a jump; it then becomes part of what the next is judged by. */
  push(logReturn: number): boolean {
    const size = Math.abs(logReturn)
    const isJump = size > logReturnMin && this.#count > 1 && size > multiple * this.#median()
    this.#recent[this.#count % window] = size
    this.#count += 1
    return isJump
  }

  /** Sorts on demand: only returns beyond 20 % ask. */
  #median(): number {
    const filled = this.#recent.slice(0, Math.min(this.#count, window)).sort()
    return filled[Math.floor(filled.length / 2)] as number
  }
}
