import type { ExchangeEvent, ExchangeOrder, ExchangeSink } from '../../src/venue/sim/index.ts'

/** What a bug makes of an event: other events in its place, or `undefined` when it stays. */
export type Plant = (
  event: ExchangeEvent,
  scene: PlantScene,
) => readonly ExchangeEvent[] | undefined

/** What a bug knows when it strikes. */
export type PlantScene = {
  /** Orders that are open, with how they were last told of. */
  readonly open: ReadonlyMap<number, ExchangeOrder>
  /** Number of the last order accepted. */
  readonly last: number
}

/**
 * Stands between an exchange and its checker and tells one thing wrong, once. Events are numbered
 * anew, so that what is added or left out is not found by its number alone.
 */
export class PlantedSink implements ExchangeSink {
  readonly #next: ExchangeSink
  readonly #plant: Plant
  readonly #keepsNumbers: boolean
  readonly #open = new Map<number, ExchangeOrder>()
  #last = 0
  #sequence = 0
  hasStruck = false

  constructor(next: ExchangeSink, plant: Plant, keepsNumbers: boolean) {
    this.#next = next
    this.#plant = plant
    this.#keepsNumbers = keepsNumbers
  }

  onExchangeEvent(event: ExchangeEvent): void {
    const scene = { open: this.#open, last: this.#last }
    // Not before there is something to spoil.
    const planted = this.hasStruck || this.#sequence < 300 ? undefined : this.#plant(event, scene)
    this.hasStruck ||= planted !== undefined
    for (const each of planted ?? [event]) this.#tell(each)
    if (!('order' in event)) return
    const { order } = event
    this.#last = Math.max(this.#last, order.number)
    if (order.end === undefined && order.status !== 'filled') this.#open.set(order.number, order)
    else this.#open.delete(order.number)
  }

  #tell(event: ExchangeEvent): void {
    this.#sequence += 1
    this.#next.onExchangeEvent(this.#keepsNumbers ? event : { ...event, sequence: this.#sequence })
  }
}
