import { assert, defined } from '../../base/index.ts'
import { entryLevels, quantise } from './quantise.ts'
import {
  chunkLength,
  chunkPages,
  codesAddress,
  dimensions,
  entriesMax,
  type KernelMemory,
  rowAddress,
  type VectorKernel,
} from './vector-kernel.ts'

/** Bounds of what stands in a chunk, and how many entries do. */
export type ChunkSummary = {
  held: number
  earliest: number
  latest: number
  scaleMost: number
  errorMost: number
}

/** From `since` up to, not including, `until`. */
type TimeRange = { readonly since: number; readonly until: number }

const emptyChunk: ChunkSummary = {
  held: 0,
  earliest: Number.POSITIVE_INFINITY,
  latest: Number.NEGATIVE_INFINITY,
  scaleMost: 0,
  errorMost: 0,
}

/** The time in the column of a slot that holds no entry: before nothing, after nothing. */
const never = Number.NaN

/**
 * The entries by slot: their numbers and codes in the memory of the kernel, the rest in columns.
 * A slot that was given back is used again; columns are read by index, and may be replaced by
 * longer ones whenever an entry comes.
 */
export class VectorStore {
  readonly kernel: VectorKernel
  /** Slots used so far, those given back among them. */
  slots = 0
  ids: Float64Array = new Float64Array(chunkLength)
  /** Microseconds; not a number where there is no entry. */
  knownAt: Float64Array = new Float64Array(chunkLength)
  scale: Float32Array = new Float32Array(chunkLength)
  /** Length of what the codes leave out, rounded up. */
  error: Float32Array = new Float32Array(chunkLength)
  inverseLength: Float64Array = new Float64Array(chunkLength)
  readonly #slotOf = new Map<number, number>()
  readonly #free: number[] = []
  readonly #chunks: ChunkSummary[] = []

  constructor(kernel: VectorKernel) {
    this.kernel = kernel
  }

  get size(): number {
    return this.#slotOf.size
  }

  get memory(): KernelMemory {
    return this.kernel.memory()
  }

  /** Bytes of the memory of the kernel and of the columns. */
  get bytes(): number {
    const columns = [this.ids, this.knownAt, this.scale, this.error, this.inverseLength]
    const held = columns.reduce((sum, column) => sum + column.byteLength, 0)
    return this.memory.bytes.byteLength + held
  }

  slotOf(id: number): number | undefined {
    return this.#slotOf.get(id)
  }

  /** Whether there is an entry in the slot. */
  isHeld(slot: number): boolean {
    return (this.knownAt[slot] as number) === this.knownAt[slot]
  }

  /** Takes an entry. @returns Its slot. */
  add(id: number, vector: Float32Array, knownAt: number): number {
    assert(!this.#slotOf.has(id), `entry ${id} is there already`)
    const slot = this.#free.pop() ?? this.#nextSlot()
    const { bytes, floats } = this.memory
    const { scale, error, inverseLength } = quantise(vector, entryLevels, bytes, codesAddress(slot))
    floats.set(vector, rowAddress(slot) / 4)
    this.ids[slot] = id
    this.knownAt[slot] = knownAt
    this.scale[slot] = scale
    // Up by more than 32 bits round off.
    this.error[slot] = error * 1.000001 + 1e-9
    this.inverseLength[slot] = inverseLength
    this.#sum(slot)
    this.#slotOf.set(id, slot)
    return slot
  }

  /** Takes the entry out. What stood in its slot stays until the slot is released and used. */
  delete(id: number): number | undefined {
    const slot = this.#slotOf.get(id)
    if (slot === undefined) return undefined
    this.#slotOf.delete(id)
    this.knownAt[slot] = never
    this.summaryOf(slot).held -= 1
    return slot
  }

  /** Lets another entry have the slot. */
  release(slot: number): void {
    this.#free.push(slot)
  }

  /** What is known of all entries of the chunk that a slot is in. */
  summaryOf(slot: number): ChunkSummary {
    return defined(this.#chunks[slot >> 10], 'a chunk')
  }

  /** Whether the entries of the chunk from `start` on were known in a range of time. */
  timesMeet(start: number, { since, until }: TimeRange): 'all' | 'some' | 'none' {
    const { earliest, latest, held } = this.summaryOf(start)
    if (held === 0 || latest < since || earliest >= until) return 'none'
    const isWithin = earliest >= since && latest < until
    return isWithin && held === Math.min(chunkLength, this.slots - start) ? 'all' : 'some'
  }

  /** Bounds only widen: those of an entry that was deleted stay, and are bounds still. */
  #sum(slot: number): void {
    const chunk = this.summaryOf(slot)
    const knownAt = this.knownAt[slot] as number
    chunk.held += 1
    chunk.earliest = Math.min(chunk.earliest, knownAt)
    chunk.latest = Math.max(chunk.latest, knownAt)
    chunk.scaleMost = Math.max(chunk.scaleMost, this.scale[slot] as number)
    chunk.errorMost = Math.max(chunk.errorMost, this.error[slot] as number)
  }

  #nextSlot(): number {
    assert(this.slots < entriesMax, `more than ${entriesMax} entries`)
    if (this.slots % chunkLength === 0) {
      this.kernel.grow(chunkPages)
      this.#chunks.push({ ...emptyChunk })
    }
    if (this.slots === this.ids.length) this.#widenColumns(2 * this.slots)
    this.slots += 1
    return this.slots - 1
  }

  #widenColumns(length: number): void {
    this.ids = longer(this.ids, new Float64Array(length))
    this.knownAt = longer(this.knownAt, new Float64Array(length))
    this.scale = longer(this.scale, new Float32Array(length))
    this.error = longer(this.error, new Float32Array(length))
    this.inverseLength = longer(this.inverseLength, new Float64Array(length))
  }
}

/** Whether these are as many finite numbers as a vector has. */
export function isVector(vector: Float32Array): boolean {
  return vector.length === dimensions && vector.every(Number.isFinite)
}

function longer<T extends Float32Array | Float64Array>(column: T, into: T): T {
  into.set(column)
  return into
}
