import { type Disk, DiskError, type DiskFile } from '../kernel/index.ts'
import { type SegmentHeader, segmentHeader, segmentName } from './segment-format.ts'

const fileName = 'spare'

/**
 * The next segment, allocated before it is needed: space that a full disk cannot take away. Grown
 * in slices, each synced, so that no commit waits for a whole segment to be filled with zeros.
 */
export class SpareSegment {
  readonly #disk: Disk
  readonly #folder: string
  readonly #sliceBytes: number
  #file: DiskFile | undefined
  #size = 0

  constructor(disk: Disk, folder: string, sliceBytes: number) {
    this.#disk = disk
    this.#folder = folder
    this.#sliceBytes = sliceBytes
    if (disk.exists(this.#path)) this.#size = this.#open().size()
  }

  /** Bytes allocated and synced. */
  get size(): number {
    return this.#size
  }

  /** Grows to `size` bytes. @returns false when the disk is full; what was got is kept. */
  growTo(size: number): boolean {
    try {
      while (this.#size < size) {
        const file = this.#open()
        file.allocate(Math.min(size, this.#size + this.#sliceBytes))
        file.sync()
        this.#size = file.size()
      }
      return true
    } catch (error) {
      if (error instanceof DiskError && error.code === 'ENOSPC') return false
      throw error
    }
  }

  /** Makes the spare segment number `header.segment`, and starts over with nothing. */
  take(header: SegmentHeader): { readonly file: DiskFile; readonly capacity: number } {
    const taken = { file: this.#open(), capacity: this.#size }
    taken.file.write(segmentHeader(header), 0)
    taken.file.sync()
    this.#disk.rename(this.#path, `${this.#folder}/${segmentName(header.segment)}`)
    this.#disk.syncFolder(this.#folder)
    this.#file = undefined
    this.#size = 0
    return taken
  }

  close(): void {
    this.#file?.close()
  }

  /**
   * A full disk may refuse even an empty file, so it is opened when it is to grow. Its name is made
   * durable at once: a power cut must not take the room away.
   */
  #open(): DiskFile {
    if (this.#file !== undefined) return this.#file
    const isNew = !this.#disk.exists(this.#path)
    this.#file = this.#disk.open(this.#path)
    if (isNew) this.#disk.syncFolder(this.#folder)
    return this.#file
  }

  get #path(): string {
    return `${this.#folder}/${fileName}`
  }
}
