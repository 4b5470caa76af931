import {
  type AuditFormat,
  type AuditMark,
  type AuditRow,
  auditPlace,
  exportAudit,
  type ExportVerification,
  readAudit,
  verifyJournal,
} from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'

/** Every act on the desk of a folder, oldest first. @throws UserError `journal-damaged` */
export function listAudit(desk: string): readonly AuditRow[] {
  return [...readAudit(auditPlace(desk).folder, nodeDisk)]
}

/** The audit of a desk as text that proves itself. @throws UserError `journal-damaged` */
export function exportDeskAudit(
  desk: string,
  format: AuditFormat,
): { readonly text: string; readonly entries: number; readonly head: AuditMark | undefined } {
  const pieces: string[] = []
  const writing = exportAudit(auditPlace(desk).folder, nodeDisk, format)
  let next = writing.next()
  for (; next.done !== true; next = writing.next()) pieces.push(next.value)
  const head = next.value
  return { text: pieces.join(''), entries: head?.sequence ?? 0, head }
}

/** Every byte of the audit of a desk, against its own head and one that was kept elsewhere. */
export function verifyDeskAudit(desk: string, kept?: AuditMark): ExportVerification {
  const { folder, anchor } = auditPlace(desk)
  if (!nodeDisk.exists(folder)) return { ok: true, entries: 0, head: undefined, faults: [] }
  const { events, head, faults } = verifyJournal(folder, anchor, nodeDisk)
  const found = faults.map(({ file, offset, message }) => `${file} at byte ${offset}: ${message}`)
  const lacks = kept === undefined || found.length > 0 ? [] : lacking(desk, kept)
  const all = [...found, ...lacks]
  return {
    ok: all.length === 0,
    entries: events,
    head: events === 0 ? undefined : head,
    faults: all,
  }
}

function lacking(desk: string, { sequence, hash }: AuditMark): readonly string[] {
  const row = listAudit(desk)[sequence - 1]
  return row?.hash === hash ? [] : [`entry ${sequence} is not the one whose hash was kept`]
}
