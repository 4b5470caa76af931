import { assert } from '../../base/index.ts'
import type { DiskFile } from '../../kernel/index.ts'
import {
  ChunkSeal,
  chunkBytes,
  type SealedHeader,
  sealedHeader,
  sealedHeaderBytes,
} from './sealed-format.ts'
import type { SealKey } from './seal-key.ts'

/** Writes the content of an archive in order, a chunk at a time; one chunk is in memory. */
export class SealedWriter {
  readonly #file: DiskFile
  readonly #seal: ChunkSeal
  readonly #size: number
  readonly #chunk = new Uint8Array(chunkBytes)
  #filled = 0
  #written = 0
  #number = 0
  #position = sealedHeaderBytes

  /** @param header - Its `size` is that of all that will be written. */
  constructor(file: DiskFile, header: SealedHeader, key: SealKey | undefined) {
    this.#file = file
    this.#seal = new ChunkSeal(header, key)
    this.#size = header.size
    file.write(sealedHeader(header), 0)
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + chunkBytes - this.#filled)
      this.#chunk.set(part, this.#filled)
      this.#filled += part.length
      this.#written += part.length
      at += part.length
      if (this.#filled === chunkBytes || this.#written === this.#size) this.#flush()
    }
  }

  /** Durable on return. */
  finish(): void {
    assert(this.#written === this.#size, 'an archive is not as long as its header says')
    this.#file.sync()
  }

  #flush(): void {
    const place = { number: this.#number, isLast: this.#written === this.#size }
    const sealed = this.#seal.seal(this.#chunk.subarray(0, this.#filled), place)
    this.#file.write(sealed, this.#position)
    this.#position += sealed.length
    this.#number += 1
    this.#filled = 0
  }
}
