import { describe, expect, it } from 'vitest'
import { SimulatedDisk } from '../kernel/index.ts'
import { BlockReader } from './block-reader.ts'
import { BlockWriter } from './block-writer.ts'
import { blockHeaderBytes, genesisHash, hashBytes, sha256 } from './segment-format.ts'

const path = 'journal/000001.seg'

/** A block of records of so many bytes each. */
function blockOf(sizes: readonly number[], first = 1): Uint8Array {
  const writer = new BlockWriter()
  sizes.forEach((size, n) => writer.appendPayload(first + n, new Uint8Array(size).fill(n + 1)))
  return writer.seal(genesisHash).bytes.slice()
}

/** The same bytes with a hash that fits them. */
function rehashed(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const changed = bytes.slice()
  change(new DataView(changed.buffer))
  changed.set(sha256(changed.subarray(0, -hashBytes)), changed.length - hashBytes)
  return changed
}

function readerOf(bytes: Uint8Array, position = 0): BlockReader {
  const disk = new SimulatedDisk()
  disk.replace(path, bytes)
  return new BlockReader(disk.open(path), position)
}

function whyOf(bytes: Uint8Array): string {
  const found = readerOf(bytes).next()
  return found.kind === 'broken' ? found.why : found.kind
}

/** A block of three records, the last of them without a payload, and where each begins. */
const three = blockOf([10, 5, 0])
const starts = [52, 78, 99]

describe('what is no block', () => {
  const lengthened = (length: number) => rehashed(three, (view) => view.setUint32(4, length, true))
  const shorter = blockHeaderBytes + hashBytes - 1
  it.each([
    ['is nothing', new Uint8Array(0), 'end'],
    ['is zeros', new Uint8Array(200), 'end'],
    ['is zeros with something behind', Uint8Array.of(...new Uint8Array(52), 7), 'end'],
    ['is a header without its last byte', three.subarray(0, 51), 'a block header is cut short'],
    ['is a byte', Uint8Array.of(9), 'a block header is cut short'],
    ['has another magic', rehashed(three, (view) => view.setUint8(0, 1)), 'no block starts here'],
    [
      'is too short for what every block has, though its hash holds',
      rehashed(three.slice(0, shorter), (view) => view.setUint32(4, shorter, true)),
      'a block has an impossible length',
    ],
    ['lacks its last byte', three.subarray(0, -1), 'a block is cut short'],
    ['is longer than its file', lengthened(three.length + 1), 'a block is cut short'],
    ['says that it is empty', lengthened(0), 'a block has an impossible length'],
  ])('%s', (_, bytes, why) => {
    expect(whyOf(bytes)).toBe(why)
  })

  it('is told by the first record that fails, or by its hash alone', () => {
    for (const [n, at] of starts.entries())
      for (const byte of [0, 4, 8, 15])
        expect([n, byte, whyOf(three.with(at + byte, (three[at + byte] ?? 0) ^ 0x21))]).toEqual([
          ...[n, byte, `record ${n + 1} of a block fails its checksum`],
        ])
    const payload = whyOf(three.with(78 + 16, 99))
    expect(payload).toBe('record 2 of a block fails its checksum')
    for (const at of [8, 20, 51, three.length - 1])
      expect(whyOf(three.with(at, (three[at] ?? 0) ^ 1))).toBe('a block fails its hash')
  })
})

describe('a block', () => {
  it('of no records at all is one', () => {
    const found = readerOf(blockOf([])).next()
    expect(found).toMatchObject({ kind: 'block', length: blockHeaderBytes + hashBytes })
  })

  it('that is longer than what is read at a time is read, and what follows it', () => {
    const [long, short] = [blockOf([300_000, 1]), blockOf([7], 3)]
    const reader = readerOf(Buffer.concat([short, long, short]))
    const found = Array.from({ length: 4 }, () => reader.next())
    expect(found.map((each) => (each.kind === 'block' ? each.length : each.kind))).toEqual([
      ...[short.length, long.length, short.length, 'end'],
    ])
  })

  it('is found wherever it lies to what is read at a time', () => {
    const block = blockOf([3])
    for (let before = (1 << 18) - 8; before <= (1 << 18) + 8; before += 1) {
      const reader = readerOf(Buffer.concat([new Uint8Array(before).fill(1), block]))
      expect(reader.seek(0)).toMatchObject({ offset: before, length: block.length })
      expect(reader.position).toBe(before + block.length)
    }
  })

  it('is found by looking back too', () => {
    const block = blockOf([3])
    const reader = readerOf(Buffer.concat([block, new Uint8Array(3), block]))
    expect(reader.seek(1)).toMatchObject({ offset: block.length + 3 })
    expect(reader.seek(0)).toMatchObject({ offset: 0 })
    const far = readerOf(Buffer.concat([block, new Uint8Array(1 << 19).fill(1), block]))
    expect(far.seek(1 << 19)).toMatchObject({ offset: block.length + (1 << 19) })
    expect(far.seek(0)).toMatchObject({ offset: 0 })
  })
})
