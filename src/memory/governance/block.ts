import { declined, ok, type Result } from '../../base/index.ts'
import { ByteReader, ByteWriter } from '../../journal/index.ts'
import { hashBytesOf } from './ballot.ts'
import { proposalBounds } from './proposal.ts'

/** One proposal and what was come to about it. */
export type BlockEntry = {
  readonly proposal: Uint8Array
  readonly isAccepted: boolean
  readonly reasons: readonly string[]
}

/**
 * What managers vote on: a few proposals, each with its verdict and reasons, at one place of the
 * log.
 */
export type Block = {
  readonly slot: number
  /** Hash of the block before; empty for the first. */
  readonly previous: string
  readonly entries: readonly BlockEntry[]
}

/** Beyond these a block is not looked at. */
export const blockBounds = { entriesMax: 64, bytesMax: 262_144, reasonsMax: 16 } as const

const version = 1

export function encodeBlock({ slot, previous, entries }: Block): Uint8Array {
  const writer = new ByteWriter(256 + entries.length * 1_536)
  writer.u8(version)
  writer.f64(slot)
  writer.raw(hashBytesOf(previous))
  writer.u8(entries.length)
  for (const { proposal, isAccepted, reasons } of entries) {
    writer.setU32(writer.skip(4), proposal.length)
    writer.raw(proposal)
    writer.u8(isAccepted ? 1 : 0)
    writer.u8(reasons.length)
    for (const reason of reasons) writer.text(reason)
  }
  return writer.written()
}

/** A block from bytes of anybody. The proposals in it are not yet read. Never throws. */
export function decodeBlock(bytes: Uint8Array): Result<Block> {
  if (bytes.length > blockBounds.bytesMax) return declined('the block is too large')
  const reader = new ByteReader()
  reader.reset(bytes, 0, bytes.length)
  if (reader.u8() !== version) return declined('this is no block of a version known here')
  const slot = reader.count()
  const previous = hashRead(reader)
  const entries: BlockEntry[] = []
  const count = reader.u8()
  if (count < 1 || count > blockBounds.entriesMax) return declined('a block has 1 to 64 proposals')
  for (let i = 0; i < count; i += 1) entries.push(readEntry(reader))
  if (!reader.isComplete) return declined('the bytes of the block are cut short or malformed')
  return ok({ slot, previous, entries })
}

function readEntry(reader: ByteReader): BlockEntry {
  const length = reader.u32()
  if (length > proposalBounds.bytesMax) reader.spoil()
  const proposal = reader.raw(length)
  const isAccepted = reader.choice([false, true])
  const reasons: string[] = []
  const count = reader.u8()
  if (count > blockBounds.reasonsMax) reader.spoil()
  else for (let i = 0; i < count; i += 1) reasons.push(reader.text())
  return { proposal, isAccepted, reasons }
}

/** A hash as hex; empty for zeros. */
export function hashRead(reader: ByteReader): string {
  const { buffer, byteOffset, length } = reader.raw(32)
  const hex = Buffer.from(buffer, byteOffset, length).toString('hex')
  return /^0*$/.test(hex) ? '' : hex
}
