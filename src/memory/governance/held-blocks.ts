import type { Lock } from './record-entry.ts'
import type { Offer } from './vote-message.ts'

/** A block that had a quorum of prevotes in an epoch. */
export type Held = { readonly epoch: number; readonly hash: string; readonly lock: Lock }

/** The blocks of a slot: those that were offered lately, the one locked, the one to offer. */
export class HeldBlocks {
  readonly #bytes = new Map<string, Uint8Array>()
  #locked: Held | undefined
  #valid: Held | undefined

  /** No other is prevoted for without proof of a later quorum. */
  get locked(): Held | undefined {
    return this.#locked
  }

  /** The newest with a quorum of prevotes: what is offered when it is this manager's turn. */
  get valid(): Held | undefined {
    return this.#valid
  }

  get size(): number {
    return this.#bytes.size
  }

  know(hash: string, bytes: Uint8Array): void {
    this.#bytes.set(hash, bytes)
  }

  bytesOf(hash: string): Uint8Array | undefined {
    return this.#bytes.get(hash)
  }

  hold(held: Held): void {
    this.#valid = held
    this.know(held.hash, held.lock.block)
  }

  lock(held: Held): void {
    this.hold(held)
    this.#locked = held
  }

  /** Line 28 of the paper: not against what is locked, or proven to be later. */
  isFree({ validEpoch, prevote }: Offer): boolean {
    const locked = this.#locked
    return locked === undefined || locked.hash === prevote.hash || validEpoch >= locked.epoch
  }

  /** Forgets all but what is held and what stands in these offers. */
  keepOnly(offers: Iterable<Offer | undefined>): void {
    const kept = new Set([this.#locked?.hash, this.#valid?.hash])
    for (const offer of offers) kept.add(offer?.prevote.hash)
    for (const hash of this.#bytes.keys()) if (!kept.has(hash)) this.#bytes.delete(hash)
  }
}
