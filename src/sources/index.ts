export { type CodeMoat, type CodeMoatName, codeMoat, codeMoatNames } from './commits/code-moat.ts'
export { type CommitLog, loadCommits } from './commits/commit-log.ts'
export { type SourceAlarm, sourceAlarms } from './source-alarms.ts'
