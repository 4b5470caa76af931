import type { DeskMessage, DeskSnapshot } from '../../../src/app/desk-view.ts'
import { arrangeSnapshot, mergeUpdate } from './merge-update.ts'

/** How the page stands to the desk. */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | Lost
  | { readonly kind: 'locked'; readonly reason: string }

/** The stream has ended, or is silent. */
export type Lost = {
  readonly kind: 'lost'
  /** Wall time of the next try, ms UTC. */
  readonly retryAt: number
  /** Wall time at which the desk last said something; `undefined`: it never did. */
  readonly heardAt: number | undefined
  /** What the desk said when it closed the stream; empty when it said nothing. */
  readonly farewell: string
}

/** All the page knows. Tables read it through `useDesk`, charts listen to it themselves. */
export class DeskStore {
  #desk: DeskSnapshot | undefined
  #link: Link = { kind: 'connecting' }
  readonly #listeners = new Set<() => void>()

  get desk(): DeskSnapshot | undefined {
    return this.#desk
  }

  get link(): Link {
    return this.#link
  }

  receive(message: DeskMessage): void {
    if (message.kind === 'snapshot') this.#desk = arrangeSnapshot(message.snapshot)
    else if (message.kind === 'update' && this.#desk !== undefined)
      this.#desk = mergeUpdate(this.#desk, message.update)
    else return
    this.#tell()
  }

  setLink(link: Link): void {
    this.#link = link
    this.#tell()
  }

  /** Calls back after every change. Returns a way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
