import type { DeskEvent } from '../../domain/index.ts'
import type { Disk } from '../../kernel/index.ts'
import { decodeEvent } from '../decode-event.ts'
import { JournalCursor, type JournalEntry } from '../journal-cursor.ts'
import { newer } from '../journal-error.ts'

/** A stretch of a journal, read and understood. */
export type JournalBatch = {
  readonly entries: readonly JournalEntry[]
  readonly payloads: readonly Uint8Array[]
  /** Of the block of each, hexadecimal. */
  readonly hashes: readonly string[]
}

const bytesMax = 4_194_304

/**
 * The next `most` records at the cursor, or four megabytes of them; none when there are no more for
 * now.
 *
 * @throws UserError `journal-damaged`, `journal-newer`
 */
export function nextBatch(cursor: JournalCursor, folder: string, most: number): JournalBatch {
  const entries: JournalEntry[] = []
  const payloads: Uint8Array[] = []
  const hashes: string[] = []
  for (let bytes = 0; entries.length < most && bytes < bytesMax; ) {
    const record = cursor.nextRecord()
    if (record === undefined) break
    const payload = Buffer.from(record.payload)
    const decoded = decodeEvent(payload, 0, payload.length)
    if (!decoded.ok) {
      if (decoded.error.kind === 'newer') throw newer(folder)
      throw cursor.damage(decoded.error.message)
    }
    entries.push({ sequence: record.sequence, event: decoded.value })
    payloads.push(payload)
    hashes.push(Buffer.from(record.hash).toString('hex'))
    bytes += payload.length
  }
  return { entries, payloads, hashes }
}

/** Hash of the block of one record, hexadecimal; `undefined` when the journal does not reach it. */
export function hashAt(disk: Disk, folder: string, sequence: number): string | undefined {
  const cursor = new JournalCursor(disk, folder, sequence - 1)
  try {
    const record = cursor.nextRecord()
    return record === undefined ? undefined : Buffer.from(record.hash).toString('hex')
  } finally {
    cursor.close()
  }
}

/** Orders that events are about. */
export function ordersOf(events: readonly DeskEvent[]): readonly number[] {
  const ids = new Set<number>()
  for (const event of events)
    if (event.kind === 'submit') ids.add(event.order.orderId)
    else if ('orderId' in event) ids.add(event.orderId)
  return [...ids]
}
