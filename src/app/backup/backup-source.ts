import { canonicalJson } from '../../base/index.ts'
import {
  anchorBytes,
  auditPlace,
  type JournalExtent,
  journalsAmong,
  measureJournal,
  readJournal,
  segmentName,
} from '../../journal/index.ts'
import { type Disk, DiskError } from '../../kernel/index.ts'
import { pathsWith } from '../desk-folder.ts'
import { noJournal } from '../desk-journal.ts'
import { type BackupFile, type BackupManifest, plainFilePattern } from './backup-manifest.ts'

/** A file to be copied: bytes at hand, or so much of the beginning of a file that only grows. */
type SourceFile = BackupFile & { readonly from: Uint8Array | { readonly path: string } }

/** What of a desk's folder goes into an archive, as it stood at one moment. */
export type BackupSource = {
  readonly manifest: BackupManifest
  /** The files of the manifest, in its order. */
  readonly files: readonly SourceFile[]
}

/**
 * Looks through a desk's folder, of a running desk too. The journal goes as far as its last
 * complete block; the anchor is one that seals it there.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `journal-older`
 */
export function backupSource(
  disk: Disk,
  folder: string,
  { madeBy, isEncrypted }: { readonly madeBy: string; readonly isEncrypted: boolean },
): BackupSource {
  const [folders] = journalsAmong(disk.list(folder))
  if (folders === undefined) throw noJournal(folder)
  const { journal, anchor } = pathsWith(folder, folders)
  const { head, segments } = measureJournal({ disk, folder: journal, anchor })
  if (head.sequence === 0) throw noJournal(folder)
  const files = [
    ...segments.map(
      ({ segment, bytes }): SourceFile => ({
        name: `journal/${segmentName(segment)}`,
        size: bytes,
        from: { path: `${journal}/${segmentName(segment)}` },
      }),
    ),
    atHand('anchor/head.json', anchorBytes(head)),
    ...auditFiles(disk, folder),
    ...plainFiles(disk, folder),
    ...strategyFiles(disk, folder, isEncrypted),
  ]
  const manifest = {
    desk: deskKey(disk, journal),
    madeBy,
    journalVersion: folders.version,
    head: headText(head),
    files: files.map(({ name, size }) => ({ name, size })),
  }
  return { manifest, files }
}

/** Gives the bytes of a file, piece after piece, each valid until the next. @throws DiskError */
export function readSource(disk: Disk, file: SourceFile, take: (bytes: Uint8Array) => void): void {
  if (file.from instanceof Uint8Array) return take(file.from)
  const opened = disk.open(file.from.path)
  try {
    const step = new Uint8Array(1 << 18)
    for (let at = 0; at < file.size; ) {
      const bytes = step.subarray(0, Math.min(step.length, file.size - at))
      if (opened.read(bytes, at) < bytes.length)
        throw new DiskError('EIO', `${file.from.path} became shorter while it was copied`)
      take(bytes)
      at += bytes.length
    }
  } finally {
    opened.close()
  }
}

function atHand(name: string, bytes: Uint8Array): SourceFile {
  return { name, size: bytes.length, from: bytes }
}

function headText({ sequence, hash }: JournalExtent['head']): BackupManifest['head'] {
  return { sequence, hash: Buffer.from(hash).toString('hex') }
}

/** The audit is a journal as well: as far as its last complete entry, sealed there. */
function auditFiles(disk: Disk, desk: string): SourceFile[] {
  const { folder, anchor } = auditPlace(desk)
  if (!disk.exists(folder)) return []
  const { head, segments } = measureJournal({ disk, folder, anchor })
  const files = segments.map(({ segment, bytes }): SourceFile => {
    const name = segmentName(segment)
    return { name: `audit/${name}`, size: bytes, from: { path: `${folder}/${name}` } }
  })
  return [...files, atHand('audit-anchor/head.json', anchorBytes(head))]
}

/** Settings are small and may be replaced at any time: taken whole, now. Trials only grow. */
function plainFiles(disk: Disk, folder: string): SourceFile[] {
  const names = disk.list(folder).filter((name) => plainFilePattern.test(name))
  return names.map((name) => atHand(name, wholeFile(disk, `${folder}/${name}`)))
}

/**
 * Versions of strategies. The record first: a source is there before the record names it. The key
 * that signs steps leaves the folder only behind a passphrase.
 */
function strategyFiles(disk: Disk, desk: string, isEncrypted: boolean): SourceFile[] {
  const folder = `${desk}/strategies`
  const own = ['registry.record', 'states.json', 'cycles.jsonl', 'desk.pub']
  const all = isEncrypted ? [...own, 'desk.key'] : own
  const taken = all
    .filter((name) => disk.exists(`${folder}/${name}`))
    .map((name) => atHand(`strategies/${name}`, wholeFile(disk, `${folder}/${name}`)))
  const sources = disk.list(`${folder}/sources`).filter((name) => /^[0-9a-f]{64}\.ts$/.test(name))
  const texts = sources.map((name) =>
    atHand(`strategies/sources/${name}`, wholeFile(disk, `${folder}/sources/${name}`)),
  )
  return [...taken, ...texts]
}

/** All of a small file, of one that grows by lines up to its last whole one. */
function wholeFile(disk: Disk, path: string): Uint8Array {
  const file = disk.open(path)
  try {
    const bytes = new Uint8Array(file.size())
    const got = bytes.subarray(0, file.read(bytes, 0))
    return path.endsWith('.jsonl') ? wholeLines(got) : got
  } finally {
    file.close()
  }
}

/** Without the line that somebody is writing. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.lastIndexOf(10) + 1)
}

/** The key in the first record. A backup does not judge what it copies: 'unknown' will do. */
function deskKey(disk: Disk, journal: string): string {
  for (const { event } of readJournal(journal, disk)) {
    if (event.kind !== 'run-started') break
    const [, key] = /"desk":"([0-9a-f]{16})"/.exec(canonicalJson(event.header)) ?? []
    return key ?? 'unknown'
  }
  return 'unknown'
}
