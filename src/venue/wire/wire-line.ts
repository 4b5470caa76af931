import type { Micros } from '../../domain/index.ts'
import { MessageHeap } from '../sim/latency/message-heap.ts'

/** Something that is done when its time has come. @param now - That time or later. */
type Task = (now: Micros) => void

/** What a line holds at most; what comes beyond that is lost. */
const heldMax = 50_000

/** What is under way between clients and a served exchange, until it is due. */
export class WireLine {
  readonly #held = new MessageHeap<Task>()

  /** Does it now when that is due and nothing else is, otherwise when it is. */
  at(ts: number, now: Micros, task: Task): void {
    if (ts > now || this.#held.nextTs <= now) this.#held.put(ts, task)
    else task(now)
  }

  get isFull(): boolean {
    return this.#held.size >= heldMax
  }

  /** Does all that is due, earliest first. */
  run(now: Micros): void {
    while (this.#held.nextTs <= now) this.#held.take()?.(now)
  }
}
