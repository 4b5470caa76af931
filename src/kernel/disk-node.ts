import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { type Disk, DiskError, type DiskFile } from './disk.ts'
import { makeFolder } from './make-folder.ts'

/** The machine's own disk, synchronous: a commit that returns is on stable storage. */
export const nodeDisk: Disk = {
  open: (path) => new NodeFile(path),
  exists: (path) => existsSync(path),
  list: (folder) => listed(folder),
  makeFolder: (path) => attempt('make folder', path, () => makeFolder(path)),
  rename: (from, to) => attempt('rename', from, () => renameSync(from, to)),
  remove: (path) => attempt('remove', path, () => unlinkSync(path)),
  removeFolder: (path) => attempt('remove folder', path, () => rmdirSync(path)),
  syncFolder: (path) => attempt('sync folder', path, () => syncFolder(path)),
}

const zeros = new Uint8Array(1 << 18)

class NodeFile implements DiskFile {
  readonly #path: string
  readonly #handle: number

  constructor(path: string) {
    this.#path = path
    this.#handle = attempt('open', path, () => opened(path))
  }

  size(): number {
    return attempt('size', this.#path, () => fstatSync(this.#handle).size)
  }

  read(into: Uint8Array, position: number): number {
    return attempt('read', this.#path, () => {
      let done = 0
      while (done < into.length) {
        const got = readSync(this.#handle, into, done, into.length - done, position + done)
        if (got === 0) break
        done += got
      }
      return done
    })
  }

  write(bytes: Uint8Array, position: number): void {
    attempt('write', this.#path, () => this.#writeAll(bytes, bytes.length, position))
  }

  /**
   * Writes real zeros: a hole would still need blocks later, and an overwrite of written blocks is
   * also the cheapest thing to sync, because no file metadata changes.
   */
  allocate(size: number): void {
    attempt('allocate', this.#path, () => {
      let position = fstatSync(this.#handle).size
      while (position < size) {
        const length = Math.min(zeros.length, size - position)
        this.#writeAll(zeros, length, position)
        position += length
      }
    })
  }

  truncate(size: number): void {
    attempt('truncate', this.#path, () => ftruncateSync(this.#handle, size))
  }

  sync(): void {
    attempt('sync', this.#path, () => fdatasyncSync(this.#handle))
  }

  close(): void {
    attempt('close', this.#path, () => closeSync(this.#handle))
  }

  #writeAll(bytes: Uint8Array, length: number, position: number): void {
    let done = 0
    while (done < length)
      done += writeSync(this.#handle, bytes, done, length - done, position + done)
  }
}

/** Reading and writing; reading alone where the medium allows no more (a mounted backup). */
function opened(path: string): number {
  if (!existsSync(path)) return openSync(path, 'w+', 0o600)
  try {
    return openSync(path, 'r+')
  } catch (error) {
    const code = codeOf(error)
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error
    return openSync(path, 'r')
  }
}

function listed(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return attempt('list', folder, () => readdirSync(folder).sort())
}

function syncFolder(path: string): void {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch (error) {
    // Windows opens no folder, and its file system orders renames by itself.
    if (codeOf(error) === 'EPERM' || codeOf(error) === 'EISDIR') return
    throw error
  }
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function attempt<T>(what: string, path: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof DiskError) throw error
    const code = codeOf(error)
    throw new DiskError(code, `cannot ${what} ${path} (${code})`)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN'
}
