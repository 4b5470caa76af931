import { UserError } from '../../base/index.ts'
import { formatVersion, verifyJournal } from '../../journal/index.ts'
import type { Archive } from './archive.ts'
import { damagedBackup } from './backup-error.ts'

/**
 * Reads all of an archive: every chunk, the SHA-256 of every file, the journal's chain from its
 * first block to its head, and that it is the head of the manifest.
 *
 * @param onProgress - Told of the bytes done, of twice `archive.size`.
 * @throws UserError `backup-damaged`, `journal-newer`, `journal-older`
 */
export function verifyArchive(archive: Archive, onProgress: (bytes: number) => void): void {
  const { manifest, path } = archive
  let done = 0
  for (const { name } of manifest.files)
    archive.read(name, (bytes) => {
      done += bytes.length
      onProgress(done)
    })
  if (manifest.journalVersion > formatVersion)
    throw new UserError(
      'backup-newer',
      `the journal in ${path} is of a newer version of coinswarm; upgrade to restore it`,
    )
  const { ok, faults, head } = verifyJournal('journal', 'anchor', archive.disk())
  const first = faults[0]
  if (!ok) throw damagedBackup(path, `${first?.file} at byte ${first?.offset}: ${first?.message}`)
  if (head.sequence !== manifest.head.sequence || head.hash !== manifest.head.hash)
    throw damagedBackup(path, 'its journal does not end where its manifest says')
  onProgress(2 * archive.size)
}
