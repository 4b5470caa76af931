/** Numbers in a vector. */
export const dimensions = 384

/** Entries that are looked at in one call of a kernel, and that share a chunk of its memory. */
export const chunkLength = 1_024

/** Bytes of a page of memory, the unit it grows by. */
export const pageBytes = 65_536

// Where things are in the memory of a kernel, in bytes: the first page is for what is asked and
// answered, then chunk after chunk of codes and rows.
/** Slots of up to `chunkLength` entries, 32 bits each. */
export const listAt = 0
/** Their whole dot products, 32 bits each. */
export const dotsAt = 4_096
/** Two queries in whole numbers of 16 bits: what is asked, and one entry held to others. */
export const askedAt = 8_192
export const heldAt = 9_216
/** The query as it was given, in doubles. */
export const givenAt = 10_240
/** Exact dot products, doubles. */
export const exactAt = 16_384
export const chunksAt: number = pageBytes
export const codesBytes: number = dimensions
export const rowBytes: number = 4 * dimensions
export const chunkBytes: number = chunkLength * (codesBytes + rowBytes)

/** Pages of a chunk, which fills them to the last byte. */
export const chunkPages: number = chunkBytes / pageBytes

/** More entries than this would need addresses of more than 31 bits. */
export const entriesMax = 1_000_000

/**
 * The arithmetic of the index and the memory it works in. What it does is either whole or in an
 * order that is fixed, so that every kernel gives the same bits.
 */
export type VectorKernel = {
  /** One memory seen five ways; all change when it grows. */
  readonly memory: () => KernelMemory
  /** Adds pages, which come as zeros. */
  readonly grow: (pages: number) => void
  /**
   * Whole dot products of the query at `queryAt` with the codes of the entries listed.
   *
   * @param count - Entries listed; as many as to the next multiple of four are read and written.
   */
  readonly dots: (queryAt: number, count: number) => void
  /** Writes the codes of the entry in `slot` to `queryAt` as a query. */
  readonly widen: (slot: number, queryAt: number) => void
  /**
   * Dot products of the query as given with the entries listed, in doubles: eight sums, of the
   * numbers 0, 8, 16… and 1, 9, 17… and so on, then (0+2)+(4+6) and (1+3)+(5+7), then both.
   */
  readonly exact: (count: number) => void
}

/** The memory of a kernel, by the width of what is read. */
export type KernelMemory = {
  readonly bytes: Int8Array
  readonly shorts: Int16Array
  readonly words: Int32Array
  readonly floats: Float32Array
  readonly doubles: Float64Array
}

/** Where the codes of the entry in `slot` begin, in bytes. */
export function codesAddress(slot: number): number {
  return chunksAt + (slot >> 10) * chunkBytes + (slot & 1_023) * codesBytes
}

/** Where the numbers of the entry in `slot` begin, in bytes. */
export function rowAddress(slot: number): number {
  return chunksAt + (slot >> 10) * chunkBytes + chunkLength * codesBytes + (slot & 1_023) * rowBytes
}

/** Every width of one buffer. */
export function memoryOf(buffer: ArrayBuffer): KernelMemory {
  return {
    bytes: new Int8Array(buffer),
    shorts: new Int16Array(buffer),
    words: new Int32Array(buffer),
    floats: new Float32Array(buffer),
    doubles: new Float64Array(buffer),
  }
}
