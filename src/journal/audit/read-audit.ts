import type { Disk } from '../../kernel/index.ts'
import { JournalCursor } from '../journal-cursor.ts'
import { type AuditEntry, decodeAudit } from './audit-entry.ts'

/** One entry, with the hash that all before it and itself came to. */
export type AuditRow = {
  readonly sequence: number
  readonly entry: AuditEntry
  /** Hex. */
  readonly hash: string
}

/**
 * Every entry of an audit, in order, each hash checked.
 *
 * @throws UserError `journal-damaged`, `journal-newer`
 */
export function* readAudit(folder: string, disk: Disk, after = 0): Generator<AuditRow, void> {
  const cursor = new JournalCursor(disk, folder, after)
  try {
    for (let record = cursor.nextRecord(); record !== undefined; record = cursor.nextRecord()) {
      const decoded = decodeAudit(record.payload)
      if (!decoded.ok) throw cursor.damage(decoded.error)
      const { sequence, hash } = record
      yield { sequence, entry: decoded.value, hash: Buffer.from(hash).toString('hex') }
    }
  } finally {
    cursor.close()
  }
}
