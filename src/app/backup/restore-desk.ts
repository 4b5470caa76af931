import path from 'node:path'
import { UserError } from '../../base/index.ts'
import {
  auditPlace,
  formatVersion,
  journalFolders,
  journalsAmong,
  lockHolder,
  measureJournal,
  SegmentJournal,
} from '../../journal/index.ts'
import { type Disk, DiskError } from '../../kernel/index.ts'
import { type DeskPaths, deskPaths, pathsWith } from '../desk-folder.ts'
import { Archive } from './archive.ts'
import type { BackupManifest } from './backup-manifest.ts'
import { damagedBackup } from './backup-error.ts'
import { drawBeside } from './draw-archive-chance.ts'
import { type LeadingSettings, leadingSettings } from './leading-settings.ts'
import type { KeySource } from './seal-key.ts'
import { verifyArchive } from './verify-archive.ts'

/** What is restored, and where to. */
export type RestoreOptions = {
  readonly disk: Disk
  /** The archive. */
  readonly file: string
  /** The desk's folder: not there, or empty, as a volume is that was just mounted. */
  readonly folder: string
  readonly keys: KeySource
  /** Verify all, write nothing. */
  readonly isDryRun: boolean
  /** Told once all is verified, before anything is written. */
  readonly onVerified?: (leading: LeadingSettings) => void
  /** Told of bytes done out of bytes to do. */
  readonly onProgress: (done: number, total: number) => void
}

/**
 * Makes a desk's folder of an archive: all is verified first, written to a folder beside, opened
 * there by the code that opens a desk's journal, and only then given its name. An empty folder that
 * is there may be a mounted volume, which cannot be replaced: there all is written inside and moved
 * up, the journal last, so a desk is there whole or without a journal, and then none starts on it.
 *
 * @throws UserError `desk-in-use`, `folder-not-empty`, and what verifying throws; DiskError
 */
export function restoreDesk(options: RestoreOptions): BackupManifest {
  const { disk, folder, isDryRun, onProgress } = options
  requireFree(disk, folder)
  const archive = Archive.open(disk, options.file, options.keys)
  try {
    const total = (isDryRun ? 2 : 3) * archive.size
    verifyArchive(archive, (done) => onProgress(done, total))
    options.onVerified?.(leadingSettings(archive.manifest, archive.disk()))
    if (!isDryRun) put(options, archive)
    return archive.manifest
  } finally {
    archive.close()
  }
}

/** Reads all of an archive and says what is in it. Writes nothing. */
export function verifyBackup(
  options: Pick<RestoreOptions, 'disk' | 'file' | 'keys' | 'onProgress'>,
): BackupManifest {
  const archive = Archive.open(options.disk, options.file, options.keys)
  try {
    verifyArchive(archive, (done) => options.onProgress(done, 2 * archive.size))
    return archive.manifest
  } finally {
    archive.close()
  }
}

/** @param own - What this restore has made in it. */
function requireFree(disk: Disk, folder: string, own?: string): void {
  const holder = lockHolder(deskPaths(folder).lock)
  if (holder !== undefined)
    throw new UserError(
      'desk-in-use',
      `${folder} is in use by ${holder}; restore to another folder`,
    )
  if (disk.list(folder).some((name) => name !== ofVolume && name !== own))
    throw new UserError(
      'folder-not-empty',
      `${folder} is not empty; restore to a new folder with --desk, nothing is ever overwritten`,
    )
}

/** What a file system makes in its topmost folder by itself. */
const ofVolume = 'lost+found'

function put({ disk, folder, onProgress }: RestoreOptions, archive: Archive): void {
  const { journalVersion } = archive.manifest
  const isThere = disk.exists(folder)
  const where = `${folder}${isThere ? '/' : '.'}restoring-${drawBeside()}`
  const beside = pathsWith(where, journalFolders(journalVersion))
  try {
    write(disk, archive, beside, (done) => onProgress(2 * archive.size + done, 3 * archive.size))
    openAsDesk(disk, archive, beside)
    requireFree(disk, folder, path.basename(where))
    if (isThere) return moveUp(disk, beside, folder)
    disk.rename(beside.folder, folder)
    disk.syncFolder(path.dirname(folder))
  } catch (error) {
    clearQuietly(disk, beside)
    throw error
  }
}

/** Each step is durable before the next: lost power leaves no journal without its anchor. */
function moveUp(disk: Disk, beside: DeskPaths, folder: string): void {
  const journals = journalsAmong(disk.list(beside.folder)).map(({ journal }) => journal)
  const others = disk.list(beside.folder).filter((name) => !journals.includes(name))
  for (const names of [others, journals]) {
    for (const name of names) disk.rename(`${beside.folder}/${name}`, `${folder}/${name}`)
    disk.syncFolder(folder)
  }
  disk.removeFolder(beside.folder)
  disk.syncFolder(folder)
}

function write(
  disk: Disk,
  archive: Archive,
  beside: DeskPaths,
  onProgress: (done: number) => void,
): void {
  const { folder: audit, anchor: auditAnchor } = auditPlace(beside.folder)
  const strategies = archive.manifest.files.some(({ name }) => name.startsWith('strategies/'))
    ? strategyFolders(beside.folder)
    : []
  const own = [beside.journal, beside.anchor, audit, auditAnchor]
  const folders = [...own, ...strategies.toReversed(), beside.folder]
  for (const folder of folders) disk.makeFolder(folder)
  let done = 0
  for (const { name } of archive.manifest.files) {
    const file = disk.open(pathOf(beside, name))
    try {
      let at = 0
      archive.read(name, (bytes) => {
        file.write(bytes, at)
        at += bytes.length
        done += bytes.length
        onProgress(done)
      })
      file.sync()
    } finally {
      file.close()
    }
  }
  for (const folder of folders) disk.syncFolder(folder)
}

/** The inner one first. */
function strategyFolders(desk: string): readonly string[] {
  return [`${desk}/strategies/sources`, `${desk}/strategies`]
}

function pathOf(beside: DeskPaths, name: string): string {
  const [first = '', rest] = name.split('/')
  if (rest === undefined || first.startsWith('audit') || first === 'strategies')
    return `${beside.folder}/${name}`
  return `${first === 'journal' ? beside.journal : beside.anchor}/${rest}`
}

/**
 * What was written, read from the disk, is the journal it should be, and a desk can open it; one of
 * an older format is migrated first.
 */
function openAsDesk(disk: Disk, { manifest, path: from }: Archive, desk: DeskPaths): void {
  const place = { disk, folder: desk.journal, anchor: desk.anchor }
  const { hash } = measureJournal(place, manifest.journalVersion).head
  if (Buffer.from(hash).toString('hex') !== manifest.head.hash)
    throw damagedBackup(from, `${desk.journal} does not read as it was written`)
  if (manifest.journalVersion < formatVersion) return
  // A small reserve: the desk makes its own at its first start.
  SegmentJournal.open({ ...place, segmentBytes: 4_096, sliceBytes: 4_096 }).close()
}

/** Takes away what this restore has made, and nothing else. */
function clear(disk: Disk, { folder, journal, anchor }: DeskPaths): void {
  const { folder: audit, anchor: auditAnchor } = auditPlace(folder)
  const own = [journal, anchor, audit, auditAnchor, ...strategyFolders(folder)]
  for (const each of [...own, folder]) {
    if (!disk.exists(each)) continue
    for (const name of disk.list(each)) disk.remove(`${each}/${name}`)
    disk.removeFolder(each)
  }
}

/** The reason for which it is cleared is the one to be told. */
function clearQuietly(disk: Disk, beside: DeskPaths): void {
  try {
    clear(disk, beside)
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
  }
}
