import { type Micros, secondUs } from '../domain/index.ts'

/** A bar that is late by no more than this is not missed. */
const lateUs = secondUs

/** Knows of which instruments no bar has come for two intervals. By the time of our own clock. */
export class FeedSilence {
  readonly #patienceUs: readonly number[]
  readonly #heardTs: number[]
  readonly #told: Set<number> = new Set()

  /** @param intervalsUs - Length of the bars of each instrument, as they are to come. */
  constructor(intervalsUs: readonly number[], now: Micros) {
    this.#patienceUs = intervalsUs.map((us) => 2 * us + lateUs)
    this.#heardTs = intervalsUs.map(() => now)
  }

  heard(instrument: number, now: Micros): void {
    this.#heardTs[instrument] = now
    this.#told.delete(instrument)
  }

  /** Instruments that have fallen silent since this was asked last. */
  fallen(now: Micros): readonly number[] {
    const fallen: number[] = []
    for (const [i, heardTs] of this.#heardTs.entries()) {
      if (this.#told.has(i) || now - heardTs <= (this.#patienceUs[i] as number)) continue
      this.#told.add(i)
      fallen.push(i)
    }
    return fallen
  }
}
