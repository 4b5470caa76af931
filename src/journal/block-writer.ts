import type { DeskEvent } from '../domain/index.ts'
import { ByteWriter } from './byte-writer.ts'
import { crc32 } from './crc32.ts'
import { encodeEvent } from './encode-event.ts'
import { blockHeaderBytes, blockMagic, recordHeaderBytes, sha256 } from './segment-format.ts'

/**
 * Gathers records and seals them as one block, the unit of commit:
 *
 * - header, 52 bytes: magic u32, length of the whole block u32, first sequence f64, records u32,
 *   hash of the block before (32)
 * - records: length of the payload u32, CRC-32 u32 of what follows, sequence f64, payload
 * - SHA-256 of header and records (32), which the next block repeats: the chain
 */
export class BlockWriter {
  readonly #writer = new ByteWriter(1 << 16)
  #first = 0
  #count = 0

  constructor() {
    this.#writer.skip(blockHeaderBytes)
  }

  /** Records gathered and not yet cleared. */
  get count(): number {
    return this.#count
  }

  append(sequence: number, event: DeskEvent): void {
    this.#append(sequence, (writer) => encodeEvent(event, writer))
  }

  /** A record whose payload is at hand: of a journal that is written again. */
  appendPayload(sequence: number, payload: Uint8Array): void {
    this.#append(sequence, (writer) => writer.raw(payload))
  }

  #append(sequence: number, write: (writer: ByteWriter) => void): void {
    const writer = this.#writer
    const at = writer.skip(recordHeaderBytes)
    write(writer)
    writer.setU32(at, writer.length - at - recordHeaderBytes)
    writer.setF64(at + 8, sequence)
    writer.setU32(at + 4, crc32(writer.bytes, at + 8, writer.length))
    if (this.#count === 0) this.#first = sequence
    this.#count += 1
  }

  /**
   * The finished block, valid until the next append. Does not clear, so that a refused write can be
   * tried again.
   */
  seal(previous: Uint8Array): { readonly bytes: Uint8Array; readonly hash: Uint8Array } {
    const writer = this.#writer
    const end = writer.length
    writer.setU32(0, blockMagic)
    writer.setU32(4, end + previous.length)
    writer.setF64(8, this.#first)
    writer.setU32(16, this.#count)
    writer.set(20, previous)
    const hash = sha256(writer.written())
    writer.raw(hash)
    const bytes = writer.written()
    writer.cut(end)
    return { bytes, hash }
  }

  clear(): void {
    this.#writer.cut(blockHeaderBytes)
    this.#count = 0
  }
}
