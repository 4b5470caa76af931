import { UserError } from '../../base/index.ts'
import {
  formatVersion,
  type JournalExtent,
  measureJournal,
  segmentName,
} from '../../journal/index.ts'
import type { Archive } from './archive.ts'
import { damagedBackup } from './backup-error.ts'

/**
 * Reads all of an archive: every chunk, the SHA-256 of every file, the journal's chain from its
 * first block to its head, and that it is the head of the manifest. The journal may be of an older
 * format.
 *
 * @param onProgress - Told of the bytes done, of twice `archive.size`.
 * @throws UserError `backup-damaged`, `backup-newer`
 */
export function verifyArchive(archive: Archive, onProgress: (bytes: number) => void): void {
  const { manifest, path } = archive
  if (manifest.journalVersion > formatVersion)
    throw new UserError(
      'backup-newer',
      `the journal in ${path} is of a newer version of coinswarm; upgrade to restore it`,
    )
  let done = 0
  for (const { name } of manifest.files)
    archive.read(name, (bytes) => {
      done += bytes.length
      onProgress(done)
    })
  const { head, segments } = measured(archive)
  const isWhole = segments.every(({ segment, bytes }) => {
    const name = `journal/${segmentName(segment)}`
    return manifest.files.find((file) => file.name === name)?.size === bytes
  })
  const hash = Buffer.from(head.hash).toString('hex')
  if (!isWhole || head.sequence !== manifest.head.sequence || hash !== manifest.head.hash)
    throw damagedBackup(path, 'its journal does not end where its manifest says')
  onProgress(2 * archive.size)
}

function measured(archive: Archive): JournalExtent {
  const place = { disk: archive.disk(), folder: 'journal', anchor: 'anchor' }
  try {
    return measureJournal(place, archive.manifest.journalVersion)
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'journal-damaged') throw error
    const [why = ''] = error.message.split('; see all of it')
    throw damagedBackup(archive.path, why)
  }
}
