/**
 * The file system as the journal sees it: small, synchronous, and replaceable, so that torn writes,
 * a full disk and a failing fsync can be injected. Every method may throw `DiskError`.
 */
export interface Disk {
  /** Opens for reading and writing, making the file when it is not there. */
  open(path: string): DiskFile
  exists(path: string): boolean
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(folder: string): readonly string[]
  makeFolder(path: string): void
  /** A file, or a folder with all in it. Atomic within one file system. */
  rename(from: string, to: string): void
  remove(path: string): void
  /** An empty folder, and only such a one. */
  removeFolder(path: string): void
  /** Makes names created or renamed in a folder durable. */
  syncFolder(path: string): void
}

export interface DiskFile {
  size(): number
  /** Bytes read; fewer than asked for at the end of the file. */
  read(into: Uint8Array, position: number): number
  write(bytes: Uint8Array, position: number): void
  /** Reserves space so that later writes below `size` cannot meet a full disk. */
  allocate(size: number): void
  truncate(size: number): void
  /** Data durable (fdatasync). After a failure the file must not be used again. */
  sync(): void
  close(): void
}

/** Why the disk refused. `code` as the system names it: `ENOSPC`, `EIO`, `EACCES`. */
export class DiskError extends Error {
  override readonly name = 'DiskError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
