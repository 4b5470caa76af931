import { type Agent, isSound, type Opinion, type View } from '../../agents/index.ts'
import { reasonOf } from '../../base/index.ts'
import { formatTime } from '../../domain/index.ts'

/** What was seen of an agent while it was asked. */
export type Watched = {
  readonly asked: number
  readonly spoken: number
  /** How often it threw, or said something that is not sound. */
  readonly faults: number
  /** The first of them, for people. */
  readonly firstFault: string | undefined
}

/** Of a fault, what is worth telling. */
const reasonMax = 200

/**
 * An agent whose faults are counted, and are abstentions to those who ask it: a desk goes on
 * without one that fails, so what it does when it fails can be measured.
 */
export class WatchedAgent {
  readonly agent: Agent
  #asked = 0
  #spoken = 0
  #faults = 0
  #firstFault: string | undefined

  constructor(watched: Agent) {
    this.agent = { ...watched, opine: (view) => this.#ask(watched, view) }
  }

  /** What was seen since this was called last. */
  take(): Watched {
    const seen = {
      asked: this.#asked,
      spoken: this.#spoken,
      faults: this.#faults,
      firstFault: this.#firstFault,
    }
    this.#asked = 0
    this.#spoken = 0
    this.#faults = 0
    this.#firstFault = undefined
    return seen
  }

  #ask(watched: Agent, view: View): Opinion | undefined {
    this.#asked += 1
    let opinion: Opinion | undefined
    try {
      opinion = watched.opine(view)
    } catch (error) {
      return this.#fault(reasonOf(error).slice(0, reasonMax))
    }
    if (opinion === undefined) return undefined
    if (!isSound(opinion))
      return this.#fault(`the opinion of ${formatTime(view.asOf)} UTC is not sound`)
    this.#spoken += 1
    return opinion
  }

  #fault(reason: string): undefined {
    this.#faults += 1
    this.#firstFault ??= reason
  }
}
