import { createHash } from 'node:crypto'
import { type Disk, DiskError, type DiskFile } from '../../kernel/index.ts'
import { type BackupManifest, manifestBytesMax, parseManifest } from './backup-manifest.ts'
import { damagedBackup } from './backup-error.ts'
import type { KeySource } from './seal-key.ts'
import { SealedReader } from './sealed-reader.ts'

/** Bytes of a SHA-256, which follows the manifest and every file. */
export const digestBytes = 32
const stepBytes = 1 << 18

type Place = { readonly name: string; readonly size: number; readonly start: number }

/**
 * An archive that was opened: length of the manifest u32, the manifest, its SHA-256, then each file
 * it lists, whole, and the SHA-256 of that.
 */
export class Archive {
  readonly path: string
  readonly manifest: BackupManifest
  readonly isEncrypted: boolean
  /** Bytes of all files in it. */
  readonly size: number
  readonly #reader: SealedReader
  readonly #places = new Map<string, Place>()

  /** @throws UserError `no-such-file`, `backup-damaged`, `backup-newer`, `backup-passphrase` */
  static open(disk: Disk, path: string, keys: KeySource): Archive {
    const reader = new SealedReader(disk, path, keys)
    try {
      return new Archive(reader)
    } catch (error) {
      reader.close()
      throw error
    }
  }

  private constructor(reader: SealedReader) {
    this.#reader = reader
    this.path = reader.path
    this.isEncrypted = reader.header.isEncrypted
    const { manifest, end } = readManifest(reader)
    this.manifest = manifest
    let start = end
    let size = 0
    for (const file of manifest.files) {
      this.#places.set(file.name, { ...file, start })
      start += file.size + digestBytes
      size += file.size
    }
    this.size = size
    if (start !== reader.header.size)
      throw damagedBackup(this.path, 'its files are not as long as its manifest says')
  }

  /**
   * Reads one file from its beginning to its end.
   *
   * @param take - Given piece after piece; each is valid until the next.
   * @throws UserError `backup-damaged` after the last piece, when its SHA-256 is not the one
   */
  read(name: string, take: (bytes: Uint8Array) => void): void {
    const place = this.#place(name)
    const hash = createHash('sha256')
    const step = new Uint8Array(stepBytes)
    for (let at = 0; at < place.size; ) {
      const bytes = step.subarray(0, Math.min(stepBytes, place.size - at))
      this.#reader.read(bytes, place.start + at)
      hash.update(bytes)
      take(bytes)
      at += bytes.length
    }
    const digest = new Uint8Array(digestBytes)
    this.#reader.read(digest, place.start + place.size)
    if (Buffer.compare(hash.digest(), digest) !== 0)
      throw damagedBackup(this.path, `${name} is not what was put in`)
  }

  /** The archive as a disk that cannot be written, for whoever reads a desk's folder. */
  disk(): Disk {
    const names = [...this.#places.keys()]
    const refuse = (): never => {
      throw new DiskError('EROFS', `${this.path} is only read`)
    }
    return {
      open: (path) => this.#file(this.#place(path), refuse),
      exists: (path) => this.#places.has(path),
      list: (folder) => {
        const inside = names.filter((name) => name.startsWith(`${folder}/`))
        return inside.map((name) => name.slice(folder.length + 1)).sort()
      },
      makeFolder: refuse,
      rename: refuse,
      remove: refuse,
      removeFolder: refuse,
      syncFolder: refuse,
    }
  }

  close(): void {
    this.#reader.close()
  }

  #file({ size, start }: Place, refuse: () => never): DiskFile {
    return {
      size: () => size,
      read: (into, position) => {
        const length = Math.max(0, Math.min(into.length, size - position))
        return length === 0 ? 0 : this.#reader.read(into.subarray(0, length), start + position)
      },
      write: refuse,
      allocate: refuse,
      truncate: refuse,
      sync: () => {},
      close: () => {},
    }
  }

  #place(name: string): Place {
    const place = this.#places.get(name)
    if (place === undefined) throw damagedBackup(this.path, `${name} is not in it`)
    return place
  }
}

function readManifest(reader: SealedReader): {
  readonly manifest: BackupManifest
  readonly end: number
} {
  const odd = damagedBackup(reader.path, 'its manifest cannot be read')
  const head = new Uint8Array(4)
  if (reader.read(head, 0) < head.length) throw odd
  const length = new DataView(head.buffer).getUint32(0, true)
  if (length > manifestBytesMax) throw odd
  const bytes = new Uint8Array(length + digestBytes)
  if (reader.read(bytes, head.length) < bytes.length) throw odd
  const text = bytes.subarray(0, length)
  if (Buffer.compare(createHash('sha256').update(text).digest(), bytes.subarray(length)) !== 0)
    throw odd
  const manifest = parseManifest(Buffer.from(text).toString('utf8'))
  if (manifest === undefined) throw odd
  return { manifest, end: head.length + bytes.length }
}
