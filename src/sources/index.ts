export {
  type CodeMoat,
  CodeMoatCursor,
  type CodeMoatName,
  codeMoat,
  codeMoatNames,
} from './commits/code-moat.ts'
export { type CommitLog, loadCommits, loadCommitsOf } from './commits/commit-log.ts'
export {
  coinOfRepository,
  defaultRepositories,
  languageOf,
  repositoryOfFile,
} from './commits/repositories.ts'
export { formatOf, type LoadedSource, loadSources } from './files/load-sources.ts'
export type { SourceColumn, SourceFormat } from './files/source-format.ts'
export { columnNamed, sourceTable } from './files/source-table.ts'
export { badWords, goodWords } from './files/word-score.ts'
export { type GeneratedSources, generatedSources } from './generated/generated-sources.ts'
export { GithubClient } from './github/github-client.ts'
export { dependencyEntropy, githubColumns, githubSource } from './github/github-source.ts'
export type { HttpPort } from './github/http-port.ts'
export { PolledSource, type SourceState } from './live/polled-source.ts'
export type { SourceFault } from './live/source-port.ts'
export { SourceScheduler } from './live/source-scheduler.ts'
export { alignColumn, ColumnCursor } from './observations/align-observations.ts'
export { type SourceAlarm, sourceAlarms } from './source-alarms.ts'
