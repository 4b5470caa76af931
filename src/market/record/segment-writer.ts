import { createHash } from 'node:crypto'
import type { Disk, DiskFile } from '../../kernel/index.ts'
import { recordFrame, segmentHead } from './segment-frames.ts'
import type { SegmentHeader } from './segment-header.ts'
import {
  noCounts,
  type RecordCounts,
  type SegmentManifest,
  writeManifest,
} from './segment-manifest.ts'
import type { TickRecord } from './tick-record.ts'

/** One file of a recording while it grows. What a method that threw had written does not count. */
export class SegmentWriter {
  readonly path: string
  readonly #disk: Disk
  readonly #file: DiskFile
  readonly #header: SegmentHeader
  readonly #hash = createHash('sha256')
  readonly #counts: Record<keyof RecordCounts, number> = { ...noCounts }
  #bytes = 0
  #from = 0
  #to = 0

  /** @throws DiskError */
  constructor(disk: Disk, path: string, header: SegmentHeader) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    disk.makeFolder(folder)
    this.path = path
    this.#disk = disk
    this.#header = header
    this.#file = disk.open(path)
    try {
      this.#file.truncate(0)
      this.#write(segmentHead(header))
      this.#file.sync()
      disk.syncFolder(folder)
    } catch (error) {
      this.#file.close()
      throw error
    }
  }

  get bytes(): number {
    return this.#bytes
  }

  /** `tsInit` of the first record; 0 before it. */
  get from(): number {
    return this.#from
  }

  /** Adds records, durable after `sync`. @param records - At least one. @throws DiskError */
  append(records: readonly TickRecord[]): void {
    this.#write(recordFrame(records))
    if (this.#from === 0) this.#from = records[0]?.tsInit ?? 0
    this.#to = records.at(-1)?.tsInit ?? this.#to
    for (const { kind } of records) this.#counts[kind] += 1
  }

  /** @throws DiskError: the file must not be written any more. */
  sync(): void {
    this.#file.sync()
  }

  /** Ends the file. @throws DiskError: it is not sealed then. */
  seal(): SegmentManifest {
    const manifest: SegmentManifest = {
      schema: 1,
      ...this.#header,
      from: this.#from,
      to: this.#to,
      counts: { ...this.#counts },
      bytes: this.#bytes,
      sha256: this.#hash.digest('hex'),
      isRecovered: false,
    }
    try {
      // Behind the last whole frame half of one may stand that did not fit.
      this.#file.truncate(this.#bytes)
      this.#file.sync()
    } finally {
      this.#file.close()
    }
    writeManifest(this.#disk, this.path, manifest)
    return manifest
  }

  /** Leaves it as it is. */
  abandon(): void {
    this.#file.close()
  }

  #write(bytes: Uint8Array): void {
    this.#file.write(bytes, this.#bytes)
    this.#bytes += bytes.length
    this.#hash.update(bytes)
  }
}
