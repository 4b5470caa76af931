import type { FaultChances } from './fault-chances.ts'
import type { FaultPlan } from './fault-plan.ts'

/** A way on which messages get lost, doubled, held up and overtaken. */
export class FaultLine {
  readonly #plan: FaultPlan
  readonly #chances: FaultChances
  readonly #name: string
  /** Until when a message that is held up holds up the others. */
  readonly #heldUntil = new Map<number, number>()

  /** @param name - Of its streams of chance. */
  constructor(plan: FaultPlan, chances: FaultChances, name: string) {
    this.#plan = plan
    this.#chances = chances
    this.#name = name
  }

  /**
   * When a message arrives that would at `ts`: never, once or twice.
   *
   * @param channel - Within one, what is not reordered keeps its order.
   */
  arrivals(channel: number, ts: number): readonly number[] {
    const { dropShare, duplicateShare, delayShare, delayUs, reorderShare, reorderUs } = this.#plan
    const name = this.#name
    const chances = this.#chances
    if (chances.hits(`drop/${name}`, dropShare)) return []
    const late = chances.hits(`delay/${name}`, delayShare)
      ? chances.upTo(`delay/${name}`, delayUs)
      : 0
    const arrival = Math.max(this.#heldUntil.get(channel) ?? 0, ts + late)
    this.#heldUntil.set(channel, arrival)
    const overtaken = chances.hits(`reorder/${name}`, reorderShare)
      ? chances.upTo(`reorder/${name}`, reorderUs)
      : 0
    const isTwice = chances.hits(`duplicate/${name}`, duplicateShare)
    return isTwice ? [arrival + overtaken, arrival + overtaken] : [arrival + overtaken]
  }
}
