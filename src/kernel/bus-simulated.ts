import type { Random } from '../base/index.ts'
import type { Bus, BusMessage } from './bus.ts'
import { BusSubscriptions } from './bus-subscriptions.ts'
import { DueQueue } from './due-queue.ts'

/** What a line does to messages. Shares 0 to 1, times in us. */
export type BusFaults = {
  readonly loss: number
  readonly duplicate: number
  readonly delayMinUs: number
  /** Drawn evenly from the least to this: later messages overtake earlier ones. */
  readonly delayMaxUs: number
}

type Parcel = { readonly to: number; readonly message: BusMessage }

/**
 * A bus between nodes with a clock of its own, on which messages are lost, doubled, late and out of
 * order as a seed says, and lines are cut in one direction or both. A node hears itself at once
 * and always, as the others by luck.
 */
export class SimulatedBus {
  readonly #random: Random
  readonly #nodes: readonly BusSubscriptions[]
  readonly #queue = new DueQueue<Parcel>()
  readonly #cut = new Set<number>()
  #faults: BusFaults = { loss: 0, duplicate: 0, delayMinUs: 200, delayMaxUs: 200 }
  #nowUs = 0

  /** @param nodes - How many can be attached. */
  constructor(random: Random, nodes: number) {
    this.#random = random
    this.#nodes = Array.from({ length: nodes }, () => new BusSubscriptions())
  }

  /** The bus as a node sees it. @param node - From 0. */
  at(node: number): Bus {
    return {
      publish: (subject, bytes) => this.#publish(node, { subject, bytes: bytes.slice() }),
      subscribe: (subject, onMessage) => this.#subscriptionsOf(node).add(subject, onMessage),
    }
  }

  /**
   * Tells one node what the others do not hear: what a liar does. The line treats it as any other.
   */
  tell(from: number, to: number, subject: string, bytes: Uint8Array): void {
    this.#send(from, to, { subject, bytes: bytes.slice() })
  }

  /** For messages that are published from now on. */
  setFaults(faults: BusFaults): void {
    this.#faults = faults
  }

  /** Nothing more goes from one node to the other; the way back stays. */
  cut(from: number, to: number): void {
    this.#cut.add(this.#line(from, to))
  }

  mend(from: number, to: number): void {
    this.#cut.delete(this.#line(from, to))
  }

  /** Cuts every line between a node of `side` and one that is not, both ways. */
  partition(side: readonly number[]): void {
    this.mendAll()
    for (const near of this.#nodes.keys())
      for (const far of this.#nodes.keys())
        if (side.includes(near) !== side.includes(far)) this.cut(near, far)
  }

  mendAll(): void {
    this.#cut.clear()
  }

  get nowUs(): number {
    return this.#nowUs
  }

  /** When the next message comes in; `undefined` when none is on its way. */
  get nextUs(): number | undefined {
    return this.#queue.nextUs
  }

  /** Lets time pass until `us`, and delivers what is due, in order of time, then of publishing. */
  advance(us: number): void {
    for (;;) {
      const due = this.#queue.take(us)
      if (due === undefined) break
      this.#nowUs = Math.max(this.#nowUs, due.us)
      this.#subscriptionsOf(due.item.to).tell(due.item.message)
    }
    this.#nowUs = Math.max(this.#nowUs, us)
  }

  #publish(from: number, message: BusMessage): void {
    for (const to of this.#nodes.keys()) {
      if (to === from) this.#queue.add(this.#nowUs, { to, message })
      else this.#send(from, to, message)
    }
  }

  /** Chance is drawn the same whether a line is cut or not, so that a cut moves no other draw. */
  #send(from: number, to: number, message: BusMessage): void {
    const { loss, duplicate } = this.#faults
    const isLost = this.#random.next() < loss
    const isDoubled = this.#random.next() < duplicate
    const first = this.#arrival()
    const second = this.#arrival()
    if (isLost || this.#cut.has(this.#line(from, to))) return
    this.#queue.add(first, { to, message })
    if (isDoubled) this.#queue.add(second, { to, message })
  }

  #arrival(): number {
    const { delayMinUs, delayMaxUs } = this.#faults
    return this.#nowUs + delayMinUs + Math.floor(this.#random.next() * (delayMaxUs - delayMinUs))
  }

  #line(from: number, to: number): number {
    return from * this.#nodes.length + to
  }

  #subscriptionsOf(node: number): BusSubscriptions {
    const found = this.#nodes[node]
    if (found === undefined) throw new RangeError(`there is no node ${node}`)
    return found
  }
}
