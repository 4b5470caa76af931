import { wasmSection, wasmText, wasmWhole } from '../../base/index.ts'

// A little assembler of WebAssembly: what the kernel needs of it and no more.

/** The operations that are used, by the names of the specification; numbers are LEB128. */
export const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  i32GeU: [0x4f],
  i32Add: [0x6a],
  i32Mul: [0x6c],
  i32And: [0x71],
  i32ShrU: [0x76],
  f64Add: [0xa0],
  v128Load: [0xfd, 0x00],
  /** Eight bytes as eight whole numbers of 16 bits. */
  v128Load8x8: [0xfd, 0x01],
  v128Store: [0xfd, 0x0b],
  shuffle: [0xfd, 0x0d],
  f64x2Lane: [0xfd, 0x21],
  v128Load64: [0xfd, 0x5d],
  f64x2FromF32: [0xfd, 0x5f],
  i32x4Add: [0xfd, 0xae, 0x01],
  /** Eight products of 16 bits, added in pairs. */
  i32x4Dot: [0xfd, 0xba, 0x01],
  f64x2Add: [0xfd, 0xf0, 0x01],
  f64x2Mul: [0xfd, 0xf2, 0x01],
} as const

export const type = { i32: 0x7f, v128: 0x7b } as const

/** A function that gives nothing: how many 32-bit arguments it has, its variables, its code. */
export type AssembledFunction = {
  readonly name: string
  readonly arguments: number
  readonly variables: readonly (readonly [count: number, type: number])[]
  readonly code: readonly number[]
}

/** A module of these functions and one memory of a page or more, all exported. */
export function assemble(functions: readonly AssembledFunction[]): Uint8Array<ArrayBuffer> {
  const count = functions.length
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...wasmSection(1, [
      count,
      ...functions.flatMap((of) => [
        ...[0x60, of.arguments, ...Array.from({ length: of.arguments }, () => type.i32), 0],
      ]),
    ]),
    ...wasmSection(3, [count, ...functions.map((_, at) => at)]),
    ...wasmSection(5, [1, 0, 1]),
    ...wasmSection(7, [
      count + 1,
      ...functions.flatMap((of, at) => [...wasmText(of.name), 0, at]),
      ...[...wasmText('memory'), 2, 0],
    ]),
    ...wasmSection(10, [count, ...functions.flatMap(bodyOf)]),
  ])
}

function bodyOf({ variables, code }: AssembledFunction): number[] {
  const body = [variables.length, ...variables.flat(), ...code, ...op.end]
  return [...wasmWhole(body.length), ...body]
}

export function get(variable: number): number[] {
  return [0x20, variable]
}

export function set(variable: number): number[] {
  return [0x21, variable]
}

/** Leaves the block that is `depth` further out. */
export function br(depth: number): number[] {
  return [0x0c, depth]
}

export function brIf(depth: number): number[] {
  return [0x0d, depth]
}

export function i32Const(value: number): number[] {
  return [0x41, ...wasmWhole(value, true)]
}

export function i32Load(offset: number): number[] {
  return [0x28, 2, ...wasmWhole(offset)]
}

export function f64Store(offset: number): number[] {
  return [0x39, 3, ...wasmWhole(offset)]
}

/** Where an operation on memory reads or writes; nothing is said of how it is aligned. */
export function at(offset: number): number[] {
  return [0, ...wasmWhole(offset)]
}

/** Four 32-bit lanes out of the eight of two vectors. */
export function lanes(...chosen: readonly number[]): number[] {
  return chosen.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3])
}
