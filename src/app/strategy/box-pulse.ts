/** What the heart of a box says at each beat: that something went on since the last, or nothing. */
export const beats = { moved: 1, same: 2 } as const

/** How often it beats, and how often it is looked at. Unit: ms. */
export const beatMs = 20
/** Nobody is silent, or in one call, for as long as that, however busy the machine. Unit: ms. */
const silentMost = 2_000
/** Two beats pass before one call is seen twice. Unit: ms. */
const seenMs = 2 * beatMs
/** What was heard longer ago says nothing of now. Unit: ticks. */
const freshTicks = 2

/**
 * Whether a call of a module takes too long. On a machine that is busy elsewhere neither silence
 * nor time says so: the heart may not have been let beat, or the call not let run. So it is what
 * the thread of the module has used while one and the same call was seen.
 */
export class BoxPulse {
  readonly #callMs: number
  /** Ticks since anything was heard: counted, so a pause of ours kills nobody. */
  #quiet = 0
  /** Ticks since one call was seen twice. */
  #still = 0
  #isStill = false
  #hasBeat = false
  /** What its thread had used by then, ms. */
  #usedMs: number | undefined = 0

  /** @param callMs - Longest that one call may take. */
  constructor(callMs: number) {
    this.#callMs = callMs
  }

  /** Something is asked of it. */
  begin(): void {
    this.#quiet = 0
    this.#isStill = false
  }

  /** @param said - Beats, oldest first. @param usedMs - What its thread has used so far. */
  hear(said: Uint8Array, usedMs: () => number | undefined): void {
    this.#hasBeat = true
    this.#quiet = 0
    if (said.includes(beats.moved)) this.#isStill = false
    if (this.#isStill || said.at(-1) !== beats.same) return
    this.#isStill = true
    this.#still = 0
    this.#usedMs = usedMs()
  }

  /** @param usedMs - What its thread has used; `undefined` where the system does not say. */
  tick(usedMs: number | undefined): boolean {
    this.#quiet += 1
    this.#still += 1
    if (!this.#hasBeat) return false
    if (this.#quiet * beatMs > silentMost) return true
    if (!this.#isStill || this.#quiet > freshTicks) return false
    const stillMs = this.#still * beatMs
    if (stillMs <= this.#callMs - seenMs) return false
    if (usedMs === undefined || this.#usedMs === undefined || stillMs > silentMost) return true
    return usedMs - this.#usedMs >= this.#callMs / 2
  }
}
