/** The unsigned 32-bit number at `at`. By bytes: no view to allocate for one number. */
export function u32(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
  const high = (bytes[at + 2] as number) | ((bytes[at + 3] as number) << 8)
  return low + high * 65_536
}

/** The double at `at`. */
export function f64(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 8).getFloat64(0, true)
}
