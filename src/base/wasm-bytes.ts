// How a module of WebAssembly is written, as far as the modules assembled by hand here need it.

/** A part of a module, behind its number and length. */
export function wasmSection(id: number, bytes: readonly number[]): number[] {
  return [id, ...wasmWhole(bytes.length), ...bytes]
}

/** The name of an export. */
export function wasmText(name: string): number[] {
  return [name.length, ...Array.from(name, (letter) => letter.charCodeAt(0))]
}

/** A whole number in groups of seven bits, LEB128. @param isSigned - Keeps the last sign bit 0. */
export function wasmWhole(value: number, isSigned = false): number[] {
  const bytes: number[] = []
  let rest = value
  for (const last = isSigned ? 63 : 127; rest > last; rest >>= 7) bytes.push((rest & 127) | 128)
  return [...bytes, rest]
}
