import { expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { compiledKernel } from './compiled-kernel.ts'
import { plainKernel } from './plain-kernel.ts'
import {
  askedAt,
  chunkLength,
  chunkPages,
  codesAddress,
  dimensions,
  dotsAt,
  exactAt,
  givenAt,
  heldAt,
  listAt,
  rowAddress,
  type VectorKernel,
} from './vector-kernel.ts'

const slots = 1_500

/** Both kernels with the same two chunks of entries and the same query. */
function filledKernels(seed: number, code: (random: Random) => number): readonly VectorKernel[] {
  const kernels = [defined(compiledKernel(), 'WebAssembly'), plainKernel()]
  return kernels.map((kernel) => {
    const random = Random.fromSeed(seed)
    for (let chunk = 0; chunk * chunkLength < slots; chunk += 1) kernel.grow(chunkPages)
    const { bytes, shorts, floats, doubles } = kernel.memory()
    for (let slot = 0; slot < slots; slot += 1)
      for (let i = 0; i < dimensions; i += 1) {
        bytes[codesAddress(slot) + i] = code(random)
        floats[rowAddress(slot) / 4 + i] = random.normal() * 10_000
      }
    for (let i = 0; i < dimensions; i += 1) {
      shorts[askedAt / 2 + i] = code(random) * 258
      doubles[givenAt / 8 + i] = Math.fround(random.normal())
    }
    return kernel
  })
}

/** Lists `count` slots all over the memory. */
function list(kernel: VectorKernel, count: number): void {
  const { words } = kernel.memory()
  for (let n = 0; n < count; n += 1) words[listAt / 4 + n] = (n * 997) % slots
}

function bitsOf(values: Int32Array | Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex')
}

const codes: readonly ((random: Random) => number)[] = [
  (random) => random.below(255) - 127,
  // As far from zero as sums can come.
  () => 127,
  (random) => (random.below(2) === 0 ? 127 : -127),
]

it.each([0, 1, 2])('computes in plain TypeScript what it computes in WebAssembly: %i', (kind) => {
  const kernels = filledKernels(kind, defined(codes[kind], 'a kind of codes'))
  const seen = kernels.map((kernel) => {
    const { words, doubles } = kernel.memory()
    const said: string[] = []
    for (const count of [4, 8, 1_000, chunkLength]) {
      list(kernel, count)
      kernel.dots(askedAt, count)
      said.push(bitsOf(words.subarray(dotsAt / 4, dotsAt / 4 + count)))
      kernel.widen(count, heldAt)
      kernel.dots(heldAt, count)
      said.push(bitsOf(words.subarray(dotsAt / 4, dotsAt / 4 + count)))
      kernel.exact(count - 1)
      said.push(bitsOf(doubles.subarray(exactAt / 8, exactAt / 8 + count - 1)))
    }
    return said
  })
  expect(new Set(seen[0]).size).toBeGreaterThan(8)
  expect(seen[1]).toEqual(seen[0])
})

it('adds up whole products without a fault', () => {
  const [kernel] = filledKernels(3, defined(codes[0], 'codes'))
  const { bytes, shorts, words } = defined(kernel, 'a kernel').memory()
  list(defined(kernel, 'a kernel'), 8)
  kernel?.dots(askedAt, 8)
  for (let n = 0; n < 8; n += 1) {
    let wanted = 0n
    for (let i = 0; i < dimensions; i += 1) {
      const code = defined(bytes[codesAddress((n * 997) % slots) + i], 'a code')
      wanted += BigInt(code) * BigInt(defined(shorts[askedAt / 2 + i], 'a number'))
    }
    expect(words[dotsAt / 4 + n]).toBe(Number(wanted))
  }
})

it('keeps what stands in its memory when that grows', () => {
  for (const kernel of [defined(compiledKernel(), 'WebAssembly'), plainKernel()]) {
    kernel.grow(chunkPages)
    const before = kernel.memory()
    before.bytes[codesAddress(5)] = 42
    before.floats[rowAddress(chunkLength - 1) / 4 + dimensions - 1] = 1.5
    for (let n = 0; n < 5; n += 1) kernel.grow(chunkPages)
    const { bytes, floats } = kernel.memory()
    expect(bytes[codesAddress(5)]).toBe(42)
    expect(floats[rowAddress(chunkLength - 1) / 4 + dimensions - 1]).toBe(1.5)
    expect(bytes[codesAddress(5 * chunkLength)]).toBe(0)
  }
})
