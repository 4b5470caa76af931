import { createHash } from 'node:crypto'
import path from 'node:path'
import { UserError } from '../../base/index.ts'
import { type Disk, DiskError, type DiskFile } from '../../kernel/index.ts'
import { Archive, digestBytes } from './archive.ts'
import { type BackupManifest, manifestText } from './backup-manifest.ts'
import { type BackupSource, backupSource, readSource } from './backup-source.ts'
import { type ArchiveChance, drawBeside } from './draw-archive-chance.ts'
import type { KeySource } from './seal-key.ts'
import { archiveVersion, type SealedHeader } from './sealed-format.ts'
import { SealedWriter } from './sealed-writer.ts'
import { verifyArchive } from './verify-archive.ts'

/** What a backup is made of. */
export type BackupOptions = {
  readonly disk: Disk
  /** The desk's folder. */
  readonly folder: string
  /** The archive to make. */
  readonly file: string
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean
  /** `undefined` makes an archive that is not encrypted. */
  readonly keys: KeySource
  readonly chance: ArchiveChance
  readonly version: string
  /** Told of bytes done out of bytes to do. */
  readonly onProgress: (done: number, total: number) => void
}

/** What became of it. */
export type BackupReport = {
  readonly file: string
  readonly bytes: number
  readonly isEncrypted: boolean
  readonly manifest: BackupManifest
}

/**
 * Makes an archive of a desk, which may be running: written beside its place, synced, read back
 * and verified whole, then renamed. Whatever fails, no file of that name is left half made.
 *
 * @throws UserError `backup-exists`, `no-journal`, `journal-damaged`; DiskError
 */
export function backupDesk(options: BackupOptions): BackupReport {
  const { disk, file, isForced } = options
  refuseExisting(options)
  const source = backupSource(disk, options.folder, {
    madeBy: options.version,
    isEncrypted: options.keys !== undefined,
  })
  const part = `${file}.part-${drawBeside()}`
  try {
    writeArchive(options, source, part)
    const bytes = readBack(options, part)
    if (!isForced) refuseExisting(options)
    disk.rename(part, file)
    disk.syncFolder(path.dirname(file))
    return { file, bytes, isEncrypted: options.keys !== undefined, manifest: source.manifest }
  } catch (error) {
    removeQuietly(disk, part)
    throw error
  }
}

function refuseExisting({ disk, file, isForced }: BackupOptions): void {
  if (isForced || !disk.exists(file)) return
  throw new UserError(
    'backup-exists',
    `${file} exists; name another file, or replace it with --force`,
  )
}

function writeArchive(options: BackupOptions, source: BackupSource, part: string): void {
  const { disk, keys, chance, onProgress } = options
  const manifest = Buffer.from(manifestText(source.manifest), 'utf8')
  const content = source.files.reduce((sum, { size }) => sum + size, 0)
  const size = 4 + manifest.length + content + digestBytes * (1 + source.files.length)
  const key = keys?.(chance.salt)
  const header: SealedHeader = {
    version: archiveVersion,
    isEncrypted: key !== undefined,
    size,
    salt: chance.salt,
    noncePrefix: chance.noncePrefix,
    check: key?.check ?? new Uint8Array(16),
  }
  using(disk.open(part), (opened) => {
    opened.truncate(0)
    const writer = new SealedWriter(opened, header, key)
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, manifest.length, true)
    writer.write(length)
    writer.write(manifest)
    writer.write(createHash('sha256').update(manifest).digest())
    let done = 0
    for (const file of source.files) {
      const hash = createHash('sha256')
      readSource(disk, file, (bytes) => {
        hash.update(bytes)
        writer.write(bytes)
        done += bytes.length
        onProgress(done, 3 * content)
      })
      writer.write(hash.digest())
    }
    writer.finish()
  })
}

/** @returns the size of the archive */
function readBack({ disk, keys, onProgress }: BackupOptions, part: string): number {
  const archive = Archive.open(disk, part, keys)
  try {
    verifyArchive(archive, (done) => onProgress(archive.size + done, 3 * archive.size))
  } finally {
    archive.close()
  }
  return using(disk.open(part), (opened) => opened.size())
}

function using<T>(file: DiskFile, run: (file: DiskFile) => T): T {
  try {
    return run(file)
  } finally {
    file.close()
  }
}

/** The reason for which it is removed is the one to be told. */
function removeQuietly(disk: Disk, file: string): void {
  try {
    if (disk.exists(file)) disk.remove(file)
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
  }
}
