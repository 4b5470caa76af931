import type { Disk } from '../../kernel/index.ts'
import { decodeEntry, type RecordEntry } from './record-entry.ts'
import { damaged } from './manager-record.ts'
import { findBlock, headerBytes, readBlock } from './record-format.ts'

/**
 * What stands in the record of a manager, oldest first, up to the first block that is not whole:
 * for who only reads, while the manager may be writing. Nothing when there is no record.
 *
 * @param folder - Of the one manager, or of those that share a file.
 * @throws UserError `memory-record-damaged` where whole blocks stand behind one that is not.
 */
export function* readRecord(disk: Disk, folder: string): Generator<RecordEntry> {
  const path = `${folder}/votes.record`
  if (!disk.exists(path)) return
  const file = disk.open(path)
  try {
    for (let at = headerBytes; ; ) {
      const block = readBlock(file, at)
      if (block === undefined) {
        if (findBlock(file, at) !== undefined) throw damaged(path, at)
        return
      }
      for (const bytes of block.entries) {
        const entry = decodeEntry(bytes)
        if (entry !== undefined) yield entry
      }
      at = block.end
    }
  } finally {
    file.close()
  }
}
