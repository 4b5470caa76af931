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
  readonly #open = new ByteWriter(1 << 16)
  readonly #hash = createHash('sha256')
  readonly #decisions = new ByteWriter(1 << 16)
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
    if (isDecision(event.kind)) this.#decide(event)
    if (open.length >= chunkBytes) this.#seal()
    this.#sequence += 1
    return this.#sequence
  }

  commit(): void {}

  /**
   * SHA-256 so far, in hex, over decisions, refusals, modes, orders and what became of them. Leaves
   * out the header, the market and checkpoints, so the same run read from another source hashes the
   * same.
   */
  decisionHash(): string {
    this.#flushDecisions()
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

  #decide(event: DeskEvent): void {
    encodeEvent(event, this.#decisions)
    if (this.#decisions.length >= 1 << 15) this.#flushDecisions()
  }

  #flushDecisions(): void {
    this.#hash.update(this.#decisions.written())
    this.#decisions.cut(0)
  }

  #seal(): void {
    this.#chunks.push(this.#open.written().slice())
    this.#open.cut(0)
  }
}

function isDecision(kind: DeskEvent['kind']): boolean {
  return (
    kind !== 'bar-closed' &&
    kind !== 'run-started' &&
    kind !== 'market-referenced' &&
    kind !== 'checkpoint'
  )
}
