import type { Random } from '../base/index.ts'

type Change =
  | { readonly kind: 'write'; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly size: number }

/** The bytes of one simulated file: as seen now, as durable, and what lies between the two. */
export class SimulatedFile {
  readonly #seen = new Extent()
  readonly #durable = new Extent()
  #pending: Change[] = []

  get size(): number {
    return this.#seen.size
  }

  read(into: Uint8Array, position: number): number {
    return this.#seen.read(into, position)
  }

  content(): Uint8Array {
    return this.#seen.copy()
  }

  write(bytes: Uint8Array, position: number): void {
    this.#change({ kind: 'write', position, bytes: bytes.slice() })
  }

  truncate(size: number): void {
    this.#change({ kind: 'truncate', size })
  }

  sync(): void {
    for (const change of this.#pending) this.#durable.apply(change)
    this.#pending = []
  }

  /** Each un-synced change stays whole, stays in part or is lost. */
  crash(random: Random): void {
    for (const change of this.#pending) {
      const luck = random.below(3)
      if (luck === 0) this.#durable.apply(change)
      if (luck === 1 && change.kind === 'write') this.#durable.apply(torn(change, random))
    }
    this.#pending = []
    this.#seen.become(this.#durable)
  }

  replace(bytes: Uint8Array): void {
    this.#change({ kind: 'truncate', size: 0 })
    this.write(bytes, 0)
    this.sync()
  }

  flipBit(bit: number): void {
    const at = Math.floor(bit / 8)
    this.#seen.flip(at, 1 << (bit % 8))
    this.#durable.flip(at, 1 << (bit % 8))
  }

  #change(change: Change): void {
    this.#seen.apply(change)
    this.#pending.push(change)
  }
}

function torn(change: Change & { readonly kind: 'write' }, random: Random): Change {
  const from = random.below(change.bytes.length + 1)
  // Half the time the front of a write reaches the medium, half the time its back.
  return random.below(2) === 0
    ? { kind: 'write', position: change.position, bytes: change.bytes.subarray(0, from) }
    : { kind: 'write', position: change.position + from, bytes: change.bytes.subarray(from) }
}

/** A growing run of bytes; what was never written is zero. */
class Extent {
  #bytes = new Uint8Array(64)
  size = 0

  read(into: Uint8Array, position: number): number {
    const end = Math.min(this.size, position + into.length)
    if (end <= position) return 0
    into.set(this.#bytes.subarray(position, end))
    return end - position
  }

  copy(): Uint8Array {
    return this.#bytes.slice(0, this.size)
  }

  apply(change: Change): void {
    if (change.kind === 'truncate') {
      this.#resize(change.size)
      return
    }
    this.#resize(Math.max(this.size, change.position + change.bytes.length))
    this.#bytes.set(change.bytes, change.position)
  }

  become(other: Extent): void {
    this.#bytes = other.#bytes.slice()
    this.size = other.size
  }

  flip(at: number, mask: number): void {
    this.#bytes[at] = (this.#bytes[at] ?? 0) ^ mask
  }

  #resize(size: number): void {
    if (size > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(size, this.#bytes.length * 2))
      wider.set(this.#bytes.subarray(0, this.size))
      this.#bytes = wider
    }
    if (size < this.size) this.#bytes.fill(0, size, this.size)
    this.size = size
  }
}
