import { SealedRecord } from '../../journal/index.ts'
import type { Disk } from '../../kernel/index.ts'
import { damaged, foreign } from './manager-record.ts'
import { decodeEntry, type RecordEntry } from './record-entry.ts'
import { headerBytes } from './record-format.ts'

/**
 * What stands in the record of a manager, oldest first, up to the first block that is not whole:
 * for who only reads, while the manager may be writing. Nothing when there is no record.
 *
 * @param folder - Of the one manager, or of those that share a file.
 * @throws UserError `memory-record-damaged` where whole blocks stand behind one that is not.
 */
export function* readRecord(disk: Disk, folder: string): Generator<RecordEntry> {
  const isEntry = (bytes: Uint8Array): boolean => decodeEntry(bytes) !== undefined
  const reader = { header: headerBytes, isEntry, foreign, damaged }
  for (const { entries } of SealedRecord.read(disk, `${folder}/votes.record`, reader))
    for (const bytes of entries) {
      const entry = decodeEntry(bytes)
      if (entry !== undefined) yield entry
    }
}
