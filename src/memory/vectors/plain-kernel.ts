import {
  codesAddress,
  dimensions,
  dotsAt,
  exactAt,
  givenAt,
  type KernelMemory,
  listAt,
  memoryOf,
  pageBytes,
  rowAddress,
  type VectorKernel,
} from './vector-kernel.ts'

/**
 * The kernel in TypeScript: what `compiledKernel` is held against, bit by bit, and what computes
 * where there is no WebAssembly.
 */
export function plainKernel(): VectorKernel {
  let buffer = new ArrayBuffer(pageBytes)
  let used = 1
  let memory = memoryOf(buffer)
  return {
    memory: () => memory,
    grow: (pages) => {
      used += pages
      if (used * pageBytes <= buffer.byteLength) return
      // Twice as much, so that adding one by one does not copy all each time.
      const larger = new ArrayBuffer(Math.max(used * pageBytes, 2 * buffer.byteLength))
      new Uint8Array(larger).set(new Uint8Array(buffer))
      buffer = larger
      memory = memoryOf(buffer)
    },
    dots: (queryAt, count) => {
      for (let n = 0; n < count; n += 1) {
        const slot = memory.words[listAt / 4 + n] as number
        memory.words[dotsAt / 4 + n] = wholeDot(memory, queryAt / 2, codesAddress(slot))
      }
    },
    widen: (slot, queryAt) => {
      const { bytes, shorts } = memory
      const codesAt = codesAddress(slot)
      for (let i = 0; i < dimensions; i += 1) shorts[queryAt / 2 + i] = bytes[codesAt + i] as number
    },
    exact: (count) => {
      for (let n = 0; n < count; n += 1) {
        const slot = memory.words[listAt / 4 + n] as number
        memory.doubles[exactAt / 8 + n] = exactDot(memory, givenAt / 8, rowAddress(slot) / 4)
      }
    },
  }
}

/** At most 384 x 32,767 x 127, which 32 bits hold. */
function wholeDot({ shorts, bytes }: KernelMemory, query: number, codes: number): number {
  let sum = 0
  for (let i = 0; i < dimensions; i += 1)
    sum += (shorts[query + i] as number) * (bytes[codes + i] as number)
  return sum
}

/** In the order of the two lanes and four sums of the compiled kernel. */
function exactDot({ doubles, floats }: KernelMemory, query: number, row: number): number {
  const product = (i: number): number =>
    (doubles[query + i] as number) * (floats[row + i] as number)
  let [s0, s1, s2, s3] = [product(0), product(1), product(2), product(3)]
  let [s4, s5, s6, s7] = [product(4), product(5), product(6), product(7)]
  for (let i = 8; i < dimensions; i += 8) {
    s0 += product(i)
    s1 += product(i + 1)
    s2 += product(i + 2)
    s3 += product(i + 3)
    s4 += product(i + 4)
    s5 += product(i + 5)
    s6 += product(i + 6)
    s7 += product(i + 7)
  }
  return s0 + s2 + (s4 + s6) + (s1 + s3 + (s5 + s7))
}
