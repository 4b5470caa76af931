import { Random } from '../../src/base/index.ts'
import { dayUs, micros } from '../../src/domain/index.ts'
import { NatsBus } from '../../src/journal/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { encodeProposal } from '../../src/memory/index.ts'

/** Hears what every manager says it committed, and proposes. */
export class Watcher {
  readonly bus: NatsBus
  /** By manager and slot, the hash. */
  readonly committed: Map<number, Map<number, string>> = new Map()
  /** Slots that two managers know differently. */
  readonly split: string[] = []
  readonly #random = Random.fromSeed(7)
  #proposed = 0

  constructor(url: string) {
    this.bus = new NatsBus({ url, name: 'watcher', clock: liveClock })
    this.bus.subscribe('mem.audit', ({ bytes }) => this.#onNote(bytes))
  }

  /** The highest slot that so many managers know. */
  slotOf(managers: number): number {
    const highest = [...this.committed.values()]
      .map((slots) => Math.max(0, ...slots.keys()))
      .toSorted((a, b) => b - a)
    return highest[managers - 1] ?? 0
  }

  highestOf(manager: number): number {
    return Math.max(0, ...(this.committed.get(manager)?.keys() ?? []))
  }

  /** A pattern that deserves it, under a name of its own. */
  propose(): void {
    const returns = Array.from({ length: 120 }, () => 0.004 + (this.#random.next() - 0.5) * 0.02)
    this.#proposed += 1
    const pattern = `pattern-${this.#proposed}`
    const bytes = encodeProposal({
      ts: micros(1_700_000_000_000_000 + this.#proposed),
      ...{ proposer: 'test', change: { kind: 'add-pattern', pattern }, returns },
      spanUs: 365 * dayUs,
    })
    this.bus.publish('mem.propose', bytes)
  }

  #onNote(bytes: Uint8Array): void {
    const note: unknown = JSON.parse(Buffer.from(bytes).toString())
    if (!isCommitted(note)) return
    const slots = this.committed.get(note.manager) ?? new Map<number, string>()
    this.committed.set(note.manager, slots)
    for (const [id, others] of this.committed) {
      const other = others.get(note.slot)
      if (other !== undefined && other !== note.hash)
        this.split.push(
          `slot ${note.slot} is ${note.hash} for ${note.manager} and ${other} for ${id}`,
        )
    }
    slots.set(note.slot, note.hash)
  }
}

type Committed = { readonly manager: number; readonly slot: number; readonly hash: string }

function isCommitted(note: unknown): note is Committed {
  return typeof note === 'object' && note !== null && 'kind' in note && note.kind === 'committed'
}
