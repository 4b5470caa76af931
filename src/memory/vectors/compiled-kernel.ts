import {
  type AssembledFunction,
  assemble,
  at,
  br,
  brIf,
  f64Store,
  get,
  i32Const,
  i32Load,
  lanes,
  op,
  set,
  type,
} from './assemble.ts'
import {
  chunkBytes,
  chunkLength,
  chunksAt,
  codesAddress,
  codesBytes,
  dimensions,
  dotsAt,
  exactAt,
  givenAt,
  listAt,
  memoryOf,
  rowBytes,
  type VectorKernel,
} from './vector-kernel.ts'

// The arithmetic of the index in WebAssembly, assembled by hand, because JavaScript has no vectors
// of whole numbers: docs/decisions/0026-exact-search-of-vectors.md says what that gains.
// `plainKernel` is the same in TypeScript.

/** As much of WebAssembly as is used; the language's own library does not declare it. */
declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: Exports }
}

type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }
  /** The list, where the answers go, and the first byte after the list. */
  readonly dots: (query: number, list: number, out: number, end: number) => void
  readonly widen: (from: number, to: number) => void
  readonly exact: (list: number, out: number, end: number) => void
}

let compiled: object | undefined

/** The kernel in WebAssembly, with its own memory; `undefined` where there is none with SIMD. */
export function compiledKernel(): VectorKernel | undefined {
  if (typeof WebAssembly === 'undefined') return undefined
  if (compiled === undefined) {
    const program = assemble([dots, widen, exact])
    if (!WebAssembly.validate(program)) return undefined
    compiled = new WebAssembly.Module(program)
  }
  const { exports } = new WebAssembly.Instance(compiled)
  let memory = memoryOf(exports.memory.buffer)
  return {
    memory: () => memory,
    grow: (pages) => {
      exports.memory.grow(pages)
      memory = memoryOf(exports.memory.buffer)
    },
    dots: (queryAt, count) => exports.dots(queryAt, listAt, dotsAt, listAt + 4 * count),
    widen: (slot, queryAt) => exports.widen(codesAddress(slot), queryAt),
    exact: (count) => exports.exact(listAt, exactAt, listAt + 4 * count),
  }
}

/** Steps of eight numbers in a vector. */
const steps = Array.from({ length: dimensions / 8 }, (_, step) => step)
const four = [0, 1, 2, 3] as const

/**
 * Arguments and variables of `dots`, by number. Row after row: read in step, four rows would share
 * each read of the query, but memory would be read in four places at once, at half the speed.
 */
const d = { query: 0, list: 1, out: 2, end: 3, row: 4, sum: 5 } as const

const dots: AssembledFunction = {
  name: 'dots',
  arguments: 4,
  variables: [
    [1, type.i32],
    [4, type.v128],
  ],
  code: [
    ...[...op.block, ...op.loop],
    ...[...get(d.list), ...get(d.end), ...op.i32GeU, ...brIf(1)],
    ...four.flatMap((n) => [
      ...[...addressOf(d.list, 4 * n, codesBytes, chunksAt), ...set(d.row)],
      ...steps.flatMap((step) => [
        ...[...get(d.row), ...op.v128Load8x8, ...at(8 * step)],
        ...[...get(d.query), ...op.v128Load, ...at(16 * step), ...op.i32x4Dot],
        ...(step === 0 ? [] : [...get(d.sum + n), ...op.i32x4Add]),
        ...set(d.sum + n),
      ]),
    ]),
    // Lanes of four sums become four sums of lanes: first halves, then quarters.
    ...[...halved(0, 1), ...set(d.sum), ...halved(2, 3), ...set(d.sum + 1)],
    ...get(d.out),
    ...[...get(d.sum), ...get(d.sum + 1), ...op.shuffle, ...lanes(0, 2, 4, 6)],
    ...[...get(d.sum), ...get(d.sum + 1), ...op.shuffle, ...lanes(1, 3, 5, 7)],
    ...[...op.i32x4Add, ...op.v128Store, ...at(0)],
    ...[...get(d.list), ...i32Const(16), ...op.i32Add, ...set(d.list)],
    ...[...get(d.out), ...i32Const(16), ...op.i32Add, ...set(d.out)],
    ...[...br(0), ...op.end, ...op.end],
  ],
}

/**
 * Where something of the entry stands whose slot is read at `offset` after the place in the list:
 * `each` bytes an entry, from `from` on in the first chunk.
 */
function addressOf(list: number, offset: number, each: number, from: number): number[] {
  const slot = [...get(list), ...i32Load(offset)]
  return [
    ...[...slot, ...i32Const(10), ...op.i32ShrU, ...i32Const(chunkBytes), ...op.i32Mul],
    ...[...slot, ...i32Const(chunkLength - 1), ...op.i32And, ...i32Const(each), ...op.i32Mul],
    ...[...op.i32Add, ...i32Const(from), ...op.i32Add],
  ]
}

/** Of two sums a and b the lanes a0+a2, a1+a3, b0+b2, b1+b3. */
function halved(one: number, other: number): number[] {
  const both = [...get(d.sum + one), ...get(d.sum + other), ...op.shuffle]
  return [...both, ...lanes(0, 1, 4, 5), ...both, ...lanes(2, 3, 6, 7), ...op.i32x4Add]
}

const widen: AssembledFunction = {
  name: 'widen',
  arguments: 2,
  variables: [],
  code: steps.flatMap((step) => [
    ...[...get(1), ...get(0), ...op.v128Load8x8, ...at(8 * step)],
    ...[...op.v128Store, ...at(16 * step)],
  ]),
}

/** Arguments and variables of `exact`, by number. */
const e = { list: 0, out: 1, end: 2, row: 3, sum: 4 } as const

const exact: AssembledFunction = {
  name: 'exact',
  arguments: 3,
  variables: [
    [1, type.i32],
    [4, type.v128],
  ],
  code: [
    ...[...op.block, ...op.loop],
    ...[...get(e.list), ...get(e.end), ...op.i32GeU, ...brIf(1)],
    ...[...addressOf(e.list, 0, rowBytes, chunksAt + chunkLength * codesBytes), ...set(e.row)],
    ...steps.flatMap((step) => four.flatMap((n) => [...term(8 * step + 2 * n, e.sum + n)])),
    ...get(e.out),
    ...[...get(e.sum), ...get(e.sum + 1), ...op.f64x2Add],
    ...[...get(e.sum + 2), ...get(e.sum + 3), ...op.f64x2Add],
    ...[...op.f64x2Add, ...set(e.sum)],
    ...[...get(e.sum), ...op.f64x2Lane, 0, ...get(e.sum), ...op.f64x2Lane, 1, ...op.f64Add],
    ...f64Store(0),
    ...[...get(e.list), ...i32Const(4), ...op.i32Add, ...set(e.list)],
    ...[...get(e.out), ...i32Const(8), ...op.i32Add, ...set(e.out)],
    ...[...br(0), ...op.end, ...op.end],
  ],
}

/** Two numbers of the row from `number` on, times those of the query, into a sum of two lanes. */
function term(number: number, sum: number): number[] {
  return [
    ...[...get(e.row), ...op.v128Load64, ...at(4 * number), ...op.f64x2FromF32],
    ...[...i32Const(0), ...op.v128Load, ...at(givenAt + 8 * number), ...op.f64x2Mul],
    ...(number < 8 ? [] : [...get(sum), ...op.f64x2Add]),
    ...set(sum),
  ]
}
