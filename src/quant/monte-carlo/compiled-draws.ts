import { wasmSection, wasmText, wasmWhole } from '../../base/index.ts'
import { blockLength, type DrawProgram } from './draw-program.ts'
import { inside, width } from './ziggurat.ts'

// The inner loop of the draws in WebAssembly, assembled by hand, because JavaScript has no 64-bit
// words: docs/decisions/0014-normals-in-wasm.md says what that gains. `plainDraws` is the same in
// TypeScript, draw by draw. Every operation is exact or correctly rounded, so the draws are the
// same on every machine.

/** As much of WebAssembly as is used; the language's own library does not declare it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: Exports }
}

type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer }
  /** Draws from byte `from` up to byte `to` of the drawn; gives where it stopped. */
  readonly run: (from: number, to: number) => number
}

/** Where things are in its memory, in bytes. */
const placeAt = 32
const layerAt = 40
const insideAt = 64
const widthAt = insideAt + 8 * inside.length
const drawnAt = widthAt + 8 * width.length

/** The operations of WebAssembly that are used, by the names of its specification. */
const op = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  get: 0x20,
  set: 0x21,
  i64Load: 0x29,
  f64Load: 0x2b,
  i32Store: 0x36,
  i64Store: 0x37,
  f64Store: 0x39,
  i32Const: 0x41,
  i64Const: 0x42,
  i32GeS: 0x4e,
  f64Ge: 0x66,
  i32Add: 0x6a,
  i32And: 0x71,
  i32Shl: 0x74,
  i64Mul: 0x7e,
  i64Xor: 0x85,
  i64Shl: 0x86,
  i64ShrS: 0x87,
  i64Rotl: 0x89,
  f64Abs: 0x99,
  f64Mul: 0xa2,
  i32WrapI64: 0xa7,
  f64FromI64: 0xb9,
} as const
const i32 = 0x7f
const i64 = 0x7e
const f64 = 0x7c
const nothing = 0x40

/** The arguments and variables of the function, by number: four words of state, and the rest. */
const v = {
  from: 0,
  to: 1,
  a: 2,
  b: 3,
  c: 4,
  d: 5,
  word: 6,
  shifted: 7,
  place: 8,
  layer: 9,
} as const

/** The program in WebAssembly; `undefined` where there is none, as in Node without a compiler. */
export function compiledDraws(): DrawProgram | undefined {
  if (typeof WebAssembly === 'undefined') return undefined
  const exported = new WebAssembly.Instance(new WebAssembly.Module(program())).exports
  const { buffer } = exported.memory
  new Float64Array(buffer, insideAt, inside.length).set(inside)
  new Float64Array(buffer, widthAt, width.length).set(width)
  return {
    state: new Int32Array(buffer, 0, 8),
    drawn: new Float64Array(buffer, drawnAt, blockLength),
    stoppedPlace: new Float64Array(buffer, placeAt, 1),
    stoppedLayer: new Int32Array(buffer, layerAt, 1),
    run: (from, to) => exported.run(8 * from, 8 * to) >> 3,
  }
}

/** The module: one function, one page of memory, both exported. */
function program(): Uint8Array<ArrayBuffer> {
  const code = [
    ...[4, ...[4, i64], ...[2, i64], ...[1, f64], ...[1, i32]],
    ...[v.a, v.b, v.c, v.d].flatMap((word, i) => [
      ...[op.i32Const, 0, op.i64Load, 3, 8 * i],
      ...[op.set, word],
    ]),
    ...[op.block, nothing, op.loop, nothing],
    ...[op.get, v.from, op.get, v.to, op.i32GeS, op.brIf, 1],
    ...oneDraw(),
    ...[op.br, 0, op.end, op.end],
    ...[v.a, v.b, v.c, v.d].flatMap((word, i) => [
      ...[op.i32Const, 0, op.get, word, op.i64Store, 3, 8 * i],
    ]),
    ...[op.get, v.from, op.end],
  ]
  const body = [...wasmWhole(code.length), ...code]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...wasmSection(1, [1, 0x60, 2, i32, i32, 1, i32]),
    ...wasmSection(3, [1, 0]),
    ...wasmSection(5, [1, 0, 1]),
    ...wasmSection(7, [2, ...wasmText('run'), 0, 0, ...wasmText('memory'), 2, 0]),
    ...wasmSection(10, [1, ...body]),
  ])
}

/** One word of xoshiro256**, and the draw it makes; leaves the loop at one to be looked at. */
function oneDraw(): number[] {
  const mix = (into: number, other: number): number[] => [
    ...[op.get, into, op.get, other, op.i64Xor, op.set, into],
  ]
  return [
    // word = rotl(b * 5, 7) * 9
    ...[op.get, v.b, op.i64Const, 5, op.i64Mul, op.i64Const, 7, op.i64Rotl],
    ...[op.i64Const, 9, op.i64Mul, op.set, v.word],
    ...[op.get, v.b, op.i64Const, 17, op.i64Shl, op.set, v.shifted],
    ...[...mix(v.c, v.a), ...mix(v.d, v.b), ...mix(v.b, v.c), ...mix(v.a, v.d)],
    ...mix(v.c, v.shifted),
    ...[op.get, v.d, op.i64Const, 45, op.i64Rotl, op.set, v.d],
    // place = word >> 11, layer = word & 255
    ...[op.get, v.word, op.i64Const, 11, op.i64ShrS, op.f64FromI64, op.set, v.place],
    ...[
      op.get,
      v.word,
      op.i32WrapI64,
      op.i32Const,
      ...wasmWhole(255, true),
      op.i32And,
      op.set,
      v.layer,
    ],
    // The draw to be looked at.
    ...[op.get, v.place, op.f64Abs, ...ofLayer(insideAt), op.f64Ge],
    ...[op.if, nothing],
    ...[op.i32Const, 0, op.get, v.place, op.f64Store, 3, placeAt],
    ...[op.i32Const, 0, op.get, v.layer, op.i32Store, 2, layerAt],
    ...[op.br, 2, op.end],
    // drawn[from] = place * width[layer]
    ...[op.get, v.from, op.get, v.place, ...ofLayer(widthAt)],
    ...[op.f64Mul, op.f64Store, 3, ...wasmWhole(drawnAt)],
    ...[op.get, v.from, op.i32Const, 8, op.i32Add, op.set, v.from],
  ]
}

/** The entry of a table at `at` for the layer of this draw. */
function ofLayer(at: number): number[] {
  return [op.get, v.layer, op.i32Const, 3, op.i32Shl, op.f64Load, 3, ...wasmWhole(at)]
}
