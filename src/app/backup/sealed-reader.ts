import { UserError } from '../../base/index.ts'
import { type Disk, DiskError, type DiskFile } from '../../kernel/index.ts'
import { badPassphrase, damagedBackup } from './backup-error.ts'
import {
  archiveVersion,
  ChunkSeal,
  chunkBytes,
  parseSealedHeader,
  type SealedHeader,
  sealedBytes,
  sealedHeaderBytes,
  tagBytes,
} from './sealed-format.ts'
import type { KeySource } from './seal-key.ts'

/** Reads the content of an archive anywhere, opening one chunk at a time. Never writes. */
export class SealedReader {
  readonly path: string
  readonly header: SealedHeader
  readonly #file: DiskFile
  readonly #seal: ChunkSeal
  #chunk: Uint8Array = new Uint8Array(0)
  #number = -1

  /**
   * @param keys - Asked for the key if the archive is encrypted.
   * @throws UserError `no-such-file`, `backup-damaged`, `backup-newer`, `backup-passphrase`
   */
  constructor(disk: Disk, path: string, keys: KeySource) {
    this.path = path
    this.#file = openArchiveFile(disk, path)
    try {
      this.header = readHeader(this.#file, path)
      this.#seal = new ChunkSeal(this.header, this.#keyFrom(keys))
    } catch (error) {
      this.#file.close()
      throw error
    }
  }

  /** Bytes read; fewer than asked for at the end. @throws UserError `backup-damaged` */
  read(into: Uint8Array, position: number): number {
    const end = Math.min(this.header.size, position + into.length)
    for (let at = position; at < end; ) {
      const chunk = this.#load(Math.floor(at / chunkBytes))
      const part = chunk.subarray(at % chunkBytes, (at % chunkBytes) + end - at)
      into.set(part, at - position)
      at += part.length
    }
    return Math.max(0, end - position)
  }

  close(): void {
    this.#file.close()
  }

  #keyFrom(keys: KeySource): ReturnType<NonNullable<KeySource>> | undefined {
    if (!this.header.isEncrypted) {
      if (keys === undefined) return undefined
      // Whether it is encrypted, the archive itself says: who swapped it would say that it is not.
      throw badPassphrase(
        `${this.path} is not encrypted, so the passphrase proves nothing; if you made it so, ` +
          'leave the passphrase out',
      )
    }
    if (keys === undefined)
      throw badPassphrase(`${this.path} is encrypted; name its passphrase with --passphrase-file`)
    const key = keys(this.header.salt)
    if (Buffer.compare(key.check, this.header.check) === 0) return key
    throw badPassphrase(`the passphrase is not the one ${this.path} was made with`)
  }

  #load(number: number): Uint8Array {
    if (number === this.#number) return this.#chunk
    const { size, isEncrypted } = this.header
    const stride = chunkBytes + tagBytes(isEncrypted)
    const isLast = (number + 1) * chunkBytes >= size
    const length = isLast ? size - number * chunkBytes : chunkBytes
    const sealed = new Uint8Array(length + tagBytes(isEncrypted))
    const position = sealedHeaderBytes + number * stride
    const got = this.#file.read(sealed, position)
    const opened = this.#seal.open(sealed.subarray(0, got), { number, isLast })
    if (got < sealed.length || opened === undefined)
      throw damagedBackup(
        this.path,
        `bytes ${position} to ${position + sealed.length} are not what was written there`,
      )
    this.#chunk = opened
    this.#number = number
    return opened
  }
}

/** Whether an archive needs a passphrase. @throws as the reader does */
export function isEncryptedBackup(disk: Disk, path: string): boolean {
  const file = openArchiveFile(disk, path)
  try {
    return readHeader(file, path).isEncrypted
  } finally {
    file.close()
  }
}

function openArchiveFile(disk: Disk, path: string): DiskFile {
  if (!disk.exists(path))
    throw new UserError('no-such-file', `${path} does not exist; check the path.`)
  try {
    return disk.open(path)
  } catch (error) {
    if (!(error instanceof DiskError) || error.code !== 'EISDIR') throw error
    throw new UserError('no-such-file', `${path} is a folder; name a file in it.`)
  }
}

/** The header of an archive, and that the file is as long as it says. */
function readHeader(file: DiskFile, path: string): SealedHeader {
  const bytes = new Uint8Array(sealedHeaderBytes)
  const header = parseSealedHeader(bytes.subarray(0, file.read(bytes, 0)))
  if (typeof header === 'string') throw damagedBackup(path, header)
  if (header.version > archiveVersion)
    throw new UserError(
      'backup-newer',
      `${path} was made by a newer version of coinswarm; upgrade to restore it`,
    )
  const [size, due] = [file.size(), sealedBytes(header.size, header.isEncrypted)]
  if (size < due) throw damagedBackup(path, `it is cut short, ${size} of ${due} bytes`)
  if (size > due) throw damagedBackup(path, `${size - due} bytes were added at its end`)
  return header
}
