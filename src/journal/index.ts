export { ByteReader } from './byte-reader.ts'
export { ByteWriter } from './byte-writer.ts'
export { encodeEvent } from './encode-event.ts'
export { anchorBytes } from './anchor.ts'
export { type JournalFolders, journalFolders, journalsAmong } from './journal-folders.ts'
export type { JournalEntry } from './journal-cursor.ts'
export { acquireLock, type Lock, lockHolder, lockOwner, watchLock } from './lock.ts'
export { endProcess, mayBeAlive, type ProcessIdentity } from './process-identity.ts'
export { type JournalExtent, measureJournal } from './measure-journal.ts'
export { kindByte } from './event-kind.ts'
export { isDecision, MemoryJournal } from './memory-journal.ts'
export {
  type Formats,
  type Migration,
  presentFormats,
  rewriteJournal,
  stepsFrom,
} from './migration.ts'
export { openProjection, type Projection } from './projection.ts'
export { isDamagedDatabase } from './sqlite.ts'
export { runNames } from './run-names.ts'
export {
  hostAndPort,
  NatsBus,
  type NatsCounts,
  type NatsOptions,
  type NatsState,
} from './nats/index.ts'
export {
  compareWithJournal,
  type Comparison,
  copyProgress,
  type CopyProgress,
  DatabaseAway,
  databaseAway,
  type DatabaseFormats,
  databaseFormats,
  type FollowOptions,
  type FollowState,
  followJournal,
  journalName,
  migrateDatabase,
  openPostgres,
  pendingSteps,
  type PostgresPlace,
  type PostgresRow,
  type PostgresSql,
} from './postgres/index.ts'
export { JournalCursor } from './journal-cursor.ts'
export { readJournal } from './read-journal.ts'
export { formatVersion, segmentName, sha256 } from './segment-format.ts'
export { SegmentJournal, type SegmentJournalOptions } from './segment-journal.ts'
export { newestSnapshot, type Snapshot, writeSnapshot } from './snapshot.ts'
export {
  type JournalFault,
  type SegmentEnd,
  type Verification,
  verifyJournal,
} from './verify-journal.ts'
export {
  type Act,
  AuditBook,
  type AuditEntry,
  type AuditFormat,
  auditFormats,
  type AuditMark,
  type AuditRow,
  auditPlace,
  csvCell,
  type Door,
  exportAudit,
  type ExportVerification,
  plain,
  readAudit,
  verifyAuditExport,
} from './audit/index.ts'
export { AnalysisWriter, type ReadingRow } from './query/analysis-writer.ts'
export { analysisSchema, readableTables } from './query/analysis-schema.ts'
export {
  GuardedDatabase,
  type QueryAnswer,
  type QueryBounds,
  type QueryValue,
} from './query/guarded-database.ts'
export { type SealedEntries, SealedRecord } from './sealed-record.ts'
