import type { Disk } from '../kernel/index.ts'
import { JournalCursor, type JournalEntry } from './journal-cursor.ts'

/**
 * Every entry of the journal in `folder` after sequence `after`, in order, one block in memory at a
 * time. Ends where the last complete block does.
 *
 * @throws UserError `journal-damaged`, `journal-newer`
 */
export function* readJournal(folder: string, disk: Disk, after = 0): Generator<JournalEntry, void> {
  const cursor = new JournalCursor(disk, folder, after)
  try {
    for (let entry = cursor.next(); entry !== undefined; entry = cursor.next()) yield entry
  } finally {
    cursor.close()
  }
}
