export { AuditBook, type AuditBookOptions, type AuditMark } from './audit-book.ts'
export {
  type Act,
  acts,
  type AuditEntry,
  type Door,
  doors,
  plain,
  type Stage,
  textMax,
} from './audit-entry.ts'
export { auditFailed, type AuditPlace, auditPlace } from './audit-place.ts'
export { type AuditFormat, auditFormats, exportAudit } from './export-audit.ts'
export { type AuditRow, readAudit } from './read-audit.ts'
export { type ExportVerification, verifyAuditExport } from './verify-audit-export.ts'
