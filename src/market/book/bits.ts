/** The highest set bit at or below `from`; -1 when there is none. */
export function bitBelow(bits: Int32Array, from: number): number {
  if (from < 0) return -1
  let word = from >>> 5
  let left = (bits[word] as number) & (-1 >>> (31 - (from & 31)))
  while (left === 0) {
    word -= 1
    if (word < 0) return -1
    left = bits[word] as number
  }
  return word * 32 + 31 - Math.clz32(left)
}

/** The lowest set bit at or above `from`; -1 when there is none. */
export function bitAbove(bits: Int32Array, from: number): number {
  let word = from >>> 5
  if (word >= bits.length) return -1
  let left = (bits[word] as number) & (-1 << (from & 31))
  while (left === 0) {
    word += 1
    if (word >= bits.length) return -1
    left = bits[word] as number
  }
  return word * 32 + 31 - Math.clz32(left & -left)
}
