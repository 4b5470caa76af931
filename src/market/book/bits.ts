/**
 * The highest bit set at or below `from`; -1 when there is none.
 *
 * @param start - Word that the bits begin at; they are counted from there.
 */
export function bitBelow(bits: Int32Array, start: number, from: number): number {
  if (from < 0) return -1
  let word = start + (from >>> 5)
  let left = (bits[word] as number) & (-1 >>> (31 - (from & 31)))
  while (left === 0) {
    word -= 1
    if (word < start) return -1
    left = bits[word] as number
  }
  return (word - start) * 32 + 31 - Math.clz32(left)
}

/**
 * The lowest bit set at or above `from`; -1 when there is none.
 *
 * @param start - Word that the bits begin at; they are counted from there.
 * @param end - Word past the last.
 */
export function bitAbove(bits: Int32Array, start: number, end: number, from: number): number {
  let word = start + (from >>> 5)
  if (word >= end) return -1
  let left = (bits[word] as number) & (-1 << (from & 31))
  while (left === 0) {
    word += 1
    if (word >= end) return -1
    left = bits[word] as number
  }
  return (word - start) * 32 + 31 - Math.clz32(left & -left)
}

export function setBit(bits: Int32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31))
}

export function clearBit(bits: Int32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) & ~(1 << (at & 31))
}
