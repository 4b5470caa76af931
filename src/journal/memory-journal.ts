import { createHash } from 'node:crypto'
import { defined } from '../base/index.ts'
import type { DeskEvent } from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import { ByteWriter } from './byte-writer.ts'
import { decodeEvent } from './decode-event.ts'
import { encodeEvent } from './encode-event.ts'
import type { JournalEntry } from './journal-cursor.ts'
import { u32 } from './little-endian.ts'

const chunkBytes = 1 << 20
const lengthBytes = 4

/**
 * A journal for backtests: the same events in the same bytes, in memory. Keeps a running SHA-256 of
 * the decision stream, which is what makes two runs comparable.
 */
export class MemoryJournal implements Journal {
  readonly #chunks: Uint8Array[] = []
  readonly #open = new ByteWriter(chunkBytes)
  readonly #hash = createHash('sha256')
  /** Decisions in the open chunk that are not hashed yet: [from, to), without a gap. */
  #from = 0
  #to = 0
  #sequence = 0

  get sequence(): number {
    return this.#sequence
  }

  get isReserveOnly(): boolean {
    return false
  }

  append(event: DeskEvent): number {
    const open = this.#open
    const at = open.skip(lengthBytes)
    encodeEvent(event, open)
    open.setU32(at, open.length - at - lengthBytes)
    if (isDecision(event.kind)) this.#decide(at, open.length)
    if (open.length >= chunkBytes) this.#seal()
    this.#sequence += 1
    return this.#sequence
  }

  commit(): void {}

  /**
   * SHA-256 so far, in hex, over every event but the header, the market, what is known beside it
   * and checkpoints: the same run read from another source hashes the same.
   */
  decisionHash(): string {
    this.#hashRun()
    return this.#hash.copy().digest('hex')
  }

  /** Everything appended so far, in order. */
  *entries(): Generator<JournalEntry, void> {
    let sequence = 0
    for (const chunk of [...this.#chunks, this.#open.written().slice()]) {
      for (let at = 0; at < chunk.length; ) {
        const from = at + lengthBytes
        at = from + u32(chunk, at)
        sequence += 1
        const decoded = decodeEvent(chunk, from, at)
        yield { sequence, event: defined(decoded.ok ? decoded.value : undefined, 'our own event') }
      }
    }
  }

  /** Decisions mostly follow one another, so they are hashed by the run, not one by one. */
  #decide(from: number, to: number): void {
    if (from !== this.#to) {
      this.#hashRun()
      this.#from = from
    }
    this.#to = to
  }

  #hashRun(): void {
    if (this.#to > this.#from)
      this.#hash.update(this.#open.written().subarray(this.#from, this.#to))
    this.#from = this.#to
  }

  #seal(): void {
    this.#hashRun()
    this.#from = 0
    this.#to = 0
    this.#chunks.push(this.#open.written().slice())
    this.#open.cut(0)
  }
}

/** Whether events of a kind are part of what two equal runs have in common. */
export function isDecision(kind: DeskEvent['kind']): boolean {
  return (
    kind !== 'bar-closed' &&
    kind !== 'run-started' &&
    kind !== 'market-referenced' &&
    kind !== 'outside-observed' &&
    kind !== 'checkpoint'
  )
}
