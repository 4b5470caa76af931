import { canonicalJson } from '../../base/index.ts'
import type { Disk } from '../../kernel/index.ts'
import type { AuditMark } from './audit-book.ts'
import type { AuditEntry } from './audit-entry.ts'
import { csvLine } from './csv.ts'
import { type AuditRow, readAudit } from './read-audit.ts'

export const auditFormats = ['csv', 'json'] as const
export type AuditFormat = (typeof auditFormats)[number]

type Column = keyof AuditEntry | 'sequence' | 'time' | 'hash'

/** The columns of an export, in order; `time` is `ts` for people and is not what is hashed. */
export const auditColumns: readonly Column[] = [
  'sequence',
  'time',
  'ts',
  'desk',
  'door',
  'actor',
  'act',
  'what',
  'reason',
  'stage',
  'outcome',
  'nonce',
  'hash',
]

/**
 * The whole audit as text that carries all that the chain of hashes is made of: `verifyAuditExport`
 * needs nothing else.
 *
 * @returns Piece after piece; at the end, where it ends.
 * @throws UserError `journal-damaged`, `journal-newer`
 */
export function* exportAudit(
  folder: string,
  disk: Disk,
  format: AuditFormat,
): Generator<string, AuditMark | undefined> {
  let last: AuditMark | undefined
  yield format === 'csv' ? csvLine(auditColumns) : '['
  for (const row of readAudit(folder, disk)) {
    const comma = last === undefined ? '\n' : ',\n'
    yield format === 'csv' ? csvLine(cellsOf(row)) : `${comma}${jsonOf(row)}`
    last = { sequence: row.sequence, hash: row.hash }
  }
  if (format === 'json') yield '\n]\n'
  return last
}

function cellsOf({ sequence, entry, hash }: AuditRow): readonly string[] {
  const cells: Readonly<Record<string, string | number>> = {
    ...entry,
    ...{ sequence, hash, time: timeOf(entry) },
  }
  return auditColumns.map((column) => String(cells[column] ?? ''))
}

function jsonOf({ sequence, entry, hash }: AuditRow): string {
  return canonicalJson({ ...entry, sequence, hash, time: timeOf(entry) })
}

function timeOf({ ts }: AuditEntry): string {
  return new Date(ts / 1_000).toISOString()
}
