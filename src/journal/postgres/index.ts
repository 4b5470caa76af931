export { compareWithJournal, type Comparison } from './compare.ts'
export {
  databaseAway,
  type FollowOptions,
  type FollowState,
  followJournal,
} from './follow-journal.ts'
export { copyProgress, type CopyProgress, journalName } from './journal-copy.ts'
export {
  DatabaseAway,
  openPostgres,
  type PostgresPlace,
  type PostgresRow,
  type PostgresSql,
} from './postgres-sql.ts'
export { type DatabaseFormats, databaseFormats, migrateDatabase, pendingSteps } from './schema.ts'
