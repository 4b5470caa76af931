import { secondUs } from '../../domain/index.ts'
import { blockBounds } from './block.ts'

/** Proposals that wait at once, and bytes of one block that are theirs. */
const waitingMax = 1_024
const blockBytesMax = 200_000
/** What will be refused is agreed upon too, as long as it does not come in floods. */
const refusedMax = 64
const refusedUs = 10 * secondUs

type Waiting = { readonly bytes: Uint8Array; readonly heardUs: number; readonly isOwn: boolean }

type Arrival = {
  readonly bytes: Uint8Array
  readonly hash: string
  /** Whether it was proposed here, so that it is told to the others again. */
  readonly isOwn: boolean
  /** Whether it would be refused as things stand. */
  readonly isRefusable: boolean
}

/** Proposals that were heard of and not yet decided on. */
export class WaitingProposals {
  readonly #waiting = new Map<string, Waiting>()
  #refused = 0
  #refusedSinceUs = 0

  get size(): number {
    return this.#waiting.size
  }

  has(hash: string): boolean {
    return this.#waiting.has(hash)
  }

  /** @returns why it may not wait; `undefined` when it does. */
  add(arrival: Arrival, nowUs: number): string | undefined {
    const { bytes, hash, isOwn, isRefusable } = arrival
    if (this.#waiting.size >= waitingMax) return 'too many proposals wait already'
    if (isRefusable && !this.#mayRefuse(nowUs))
      return 'too many proposals were refused lately; propose it again in ten seconds'
    this.#waiting.set(hash, { bytes, heardUs: nowUs, isOwn })
    return undefined
  }

  #mayRefuse(nowUs: number): boolean {
    if (nowUs - this.#refusedSinceUs > refusedUs) {
      this.#refusedSinceUs = nowUs
      this.#refused = 0
    }
    this.#refused += 1
    return this.#refused <= refusedMax
  }

  remove(hash: string): void {
    this.#waiting.delete(hash)
  }

  /** What fits into one block, oldest first. */
  next(): readonly Uint8Array[] {
    const chosen: Uint8Array[] = []
    let room = blockBytesMax
    for (const { bytes } of this.#waiting.values()) {
      room -= bytes.length + 1_024
      if (room < 0 || chosen.length >= blockBounds.entriesMax) break
      chosen.push(bytes)
    }
    return chosen
  }

  /** Those proposed here, to be told again. */
  own(): readonly Uint8Array[] {
    return [...this.#waiting.values()].filter(({ isOwn }) => isOwn).map(({ bytes }) => bytes)
  }

  /** Takes out what has waited for longer than `deadlineUs`. */
  lapse(deadlineUs: number, nowUs: number): readonly string[] {
    const lapsed: string[] = []
    for (const [hash, { heardUs }] of this.#waiting) {
      if (nowUs - heardUs <= deadlineUs) break
      this.#waiting.delete(hash)
      lapsed.push(hash)
    }
    return lapsed
  }

  /** When the oldest has waited that long; infinity when nothing waits. */
  lapseUs(deadlineUs: number): number {
    for (const { heardUs } of this.#waiting.values()) return heardUs + deadlineUs + 1
    return Number.POSITIVE_INFINITY
  }
}
