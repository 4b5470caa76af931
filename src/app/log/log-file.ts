import path from 'node:path'
import { reasonOf } from '../../base/index.ts'
import { type Disk, type DiskFile, makeFolder, nodeDisk } from '../../kernel/index.ts'

type LogFileNeeds = {
  readonly path: string
  /** Above it the file is put aside and a new one begun. */
  readonly maxBytes: number
  /** Files put aside that are kept: `desk.log.1` is the newest. */
  readonly kept: number
  /** Told once when nothing can be written. */
  readonly onFault: (sentence: string) => void
  readonly disk?: Disk
}

/**
 * A file of lines, for its owner alone, which is put aside when it is full. It is not synced: a log
 * is for people, and what a desk must not lose stands in its journal. A disk that fails is told of
 * once, and the desk goes on.
 */
export class LogFile {
  readonly #needs: LogFileNeeds
  readonly #disk: Disk
  #file: DiskFile | undefined
  #size = 0
  #isTold = false

  /** @throws DiskError when it cannot be opened. */
  constructor(needs: LogFileNeeds) {
    this.#needs = needs
    this.#disk = needs.disk ?? nodeDisk
    if (needs.disk === undefined) makeFolder(path.dirname(needs.path))
    this.#open()
  }

  write(line: string): void {
    const bytes = new TextEncoder().encode(`${line}\n`)
    try {
      if (this.#size > 0 && this.#size + bytes.length > this.#needs.maxBytes) this.#turn()
      if (this.#file === undefined) this.#open()
      this.#file?.write(bytes, this.#size)
      this.#size += bytes.length
      this.#isTold = false
    } catch (error) {
      if (!this.#isTold) this.#needs.onFault(`The log cannot be written: ${reasonOf(error)}`)
      this.#isTold = true
    }
  }

  close(): void {
    this.#file?.close()
    this.#file = undefined
  }

  #open(): void {
    this.#file = this.#disk.open(this.#needs.path)
    this.#size = this.#file.size()
  }

  /** `desk.log` becomes `desk.log.1`, that `desk.log.2`, and the oldest goes. */
  #turn(): void {
    const { path: name, kept } = this.#needs
    this.close()
    const nth = (n: number): string => (n === 0 ? name : `${name}.${n}`)
    if (this.#disk.exists(nth(kept))) this.#disk.remove(nth(kept))
    for (let n = kept - 1; n >= 0; n -= 1)
      if (this.#disk.exists(nth(n))) this.#disk.rename(nth(n), nth(n + 1))
    this.#open()
  }
}
