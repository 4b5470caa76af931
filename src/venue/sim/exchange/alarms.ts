import type { Json } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'

/** Something that happens by itself at a time. `id` is an order, account or instrument. */
export type Alarm = {
  readonly ts: Micros
  readonly kind: 'start' | 'expiry' | 'dead-man' | 'funding' | 'hour'
  readonly id: number
}

/** What is due when. Those of one instant go off in the order in which they were set. */
export class Alarms {
  #set: Alarm[] = []
  /** Asked for with every event of the market. */
  #next = Number.POSITIVE_INFINITY

  add(alarm: Alarm): void {
    let low = 0
    let high = this.#set.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#set[middle] as Alarm).ts <= alarm.ts) low = middle + 1
      else high = middle
    }
    this.#set.splice(low, 0, alarm)
    this.#look()
  }

  /** Time of the next one; infinity when there is none. */
  get next(): number {
    return this.#next
  }

  take(): Alarm | undefined {
    const alarm = this.#set.shift()
    this.#look()
    return alarm
  }

  /** Calls off what was set for `id`. */
  drop(kind: Alarm['kind'], id: number): void {
    this.#set = this.#set.filter((alarm) => alarm.kind !== kind || alarm.id !== id)
    this.#look()
  }

  save(): Json {
    return this.#set.map(({ ts, kind, id }) => [ts, kind, id])
  }

  load(state: Json): void {
    type Saved = readonly (readonly [Micros, Alarm['kind'], number])[]
    this.#set = (state as unknown as Saved).map(([ts, kind, id]) => ({ ts, kind, id }))
    this.#look()
  }

  #look(): void {
    this.#next = this.#set[0]?.ts ?? Number.POSITIVE_INFINITY
  }
}
