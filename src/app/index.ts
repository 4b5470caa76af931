export { backupDesk } from './backup/backup-desk.ts'
export type { BackupManifest } from './backup/backup-manifest.ts'
export { drawArchiveChance } from './backup/draw-archive-chance.ts'
export { passphraseMin, readPassphrase } from './backup/read-passphrase.ts'
export type { LeadingSettings } from './backup/leading-settings.ts'
export { restoreDesk, verifyBackup } from './backup/restore-desk.ts'
export { type KeySource, passphraseKey } from './backup/seal-key.ts'
export { isEncryptedBackup } from './backup/sealed-reader.ts'
export { migrateDeskFolder, migrateDeskFolderBack } from './migrate-desk-folder.ts'
export {
  type Configuration,
  type ConfigurationFlag,
  type ConfigurationSources,
  loadConfiguration,
  unreadSettings,
} from './configuration.ts'
export {
  type DatabaseMigration,
  type DatabaseStatus,
  databaseStatus,
  followDesk,
  migrateDeskDatabase,
} from './database/desk-database.ts'
export { type MadeKeys, makeManagerKeys } from './node/make-manager-keys.ts'
export { type ManagerNews, type ManagerReport, runManager } from './node/run-manager.ts'
export { configurationDocument } from './configuration-document.ts'
export { type Setting, settings } from './configuration-setting.ts'
export type { AgentSetting, ConfigurationValues } from './configuration-values.ts'
export { type CheckedFile, checkData, type DataCheckReport } from './data-check.ts'
export { type DataExportReport, exportData } from './data-export.ts'
export { type DataFetchReport, fetchData } from './data-fetch.ts'
export { type CalibrateReport, calibrateExchange } from './calibrate-exchange.ts'
export type { CalibratedSettings } from './calibrated-settings.ts'
export { type BookLevel, type BookReport, type BookVenue, watchBook } from './data-book.ts'
export { type DataRecordReport, recordData } from './data-record.ts'
export { importData } from './data-import.ts'
export { type TieredPart, tierData } from './data-tier.ts'
export { type DataPart, listData, listRecorded, type RecordedPart } from './data-list.ts'
export type {
  BarPoint,
  DecisionRow,
  DeskFeed,
  DeskHeader,
  DeskMessage,
  DeskSnapshot,
  DeskStatus,
  DeskUpdate,
  EquityPoint,
  FillPoint,
  JournalRow,
  OrderRow,
  PositionRow,
} from './desk-view.ts'
export { readOwnSecret } from './read-own-secret.ts'
export * from './watching.ts'
export { followDeskNotices } from './notice/follow-desk.ts'
export type { Notice, NoticeChannel, NoticeSent } from './notice/notice.ts'
export { acknowledgeNotice, listNotices, silenceNotices } from './notice/notice-commands.ts'
export { NoticeDesk } from './notice/notice-desk.ts'
export { isQuiet } from './notice/quiet-hours.ts'
export { programBeside } from './program-beside.ts'
export type { NoticeRow } from './notice/notice-state.ts'
export { type DoctorOptions, type DoctorReport, examine } from './doctor.ts'
export type { DoctorCheck, DoctorQuestion, Finding } from './doctor-question.ts'
export { compareReadings, type ReadingFigures } from './compare-readings.ts'
export { limitsOf, setupOf } from './desk-setup-of.ts'
export {
  type ExchangeErrorRow,
  exchangeErrors,
  exchangeErrorsDocument,
  venueCode,
} from './exchange-errors.ts'
export {
  type IndicatorReadings,
  indicatorNamed,
  indicatorsDocument,
  listIndicators,
  readIndicator,
} from './indicators.ts'
export {
  loadAgent,
  loadAgentKind,
  loadOutsideAgent,
  outsideNamesOf,
  refuseOutside,
} from './load-agent.ts'
export { type GithubReport, GithubWatch } from './sources/ask-github.ts'
export { defaultRepositoryNames, readGithubToken } from './sources/github-settings.ts'
export type { ColumnReport } from './sources/column-report.ts'
export { openGenerated, openSources, type OpenSources } from './sources/open-sources.ts'
export { generatedOutside, outsideOf } from './sources/outside-of.ts'
export { sourcesIn } from './sources/source-settings.ts'
export { sourcesDocument } from './sources/sources-document.ts'
export {
  type MoatReport,
  type SourcesReport,
  sourcesReport,
} from './sources/sources-report.ts'
export { type MarketChoice, openMarket } from './open-market.ts'
export { type FillSource, fillSourceOf, openTape } from './open-tape.ts'
export { type JudgedBacktest, judgeBacktest } from './run-backtest.ts'
export { pause } from './pause.ts'
export { randomRunsFor } from './random-traders.ts'
export { type ScreenRun, screenSweep } from './sweep/screen/screen-sweep.ts'
export { type GateOptions, type GateReport, gateTotal, runGate } from './gate/run-gate.ts'
export { type NullsOptions, type NullsReport, nullsTotal, runNulls } from './run-nulls.ts'
export { TrialFile } from './trial-file.ts'
export { backtestSheet, nullRows, type RivalGround, runRivals } from './report/backtest-sheet.ts'
export { deskSheet } from './report/desk-sheet.ts'
export { complianceFiles, complianceJson, complianceLines } from './trail/compliance-json.ts'
export { complianceReport } from './trail/compliance-report.ts'
export { compliancePaper } from './trail/compliance-tables.ts'
export { drawPaper } from './trail/draw-paper.ts'
export { taxCsv } from './trail/trail-csv.ts'
export { taxJson, taxLines } from './trail/tax-json.ts'
export { taxReport } from './trail/tax-report.ts'
export { taxPaper } from './trail/tax-tables.ts'
export { capacityRuns } from './report/run-capacity.ts'
export { exportJournal, requireDesk, verifyDeskJournal } from './desk-journal.ts'
export { deskPaths, deskSecret } from './desk-folder.ts'
export { PaperDesk } from './paper-desk.ts'
export { recordDesk } from './desk-recorder.ts'
export { MarketWatch, type WatchedDesk } from './market-watch.ts'
export { watchDesk } from './watch-desk.ts'
export { measureRealityGap, type RealityGapReport } from './reality-gap.ts'
export { type Replay, replayJournal } from './replay-journal.ts'
export { readFaultPlan } from './read-fault-plan.ts'
export { loopbackUrl, type Rehearsal, rehearsalAt } from './rehearsal.ts'
export { passphraseOf, vaultBackend } from './open-key.ts'
export { readKeyFile } from './read-key-file.ts'
export { ownPid, startVenueProcess } from './start-venue-process.ts'
export {
  canProveKeys,
  checkVault,
  hasVault,
  type KeyRow,
  listVault,
  proveVenueKey,
} from './vault.ts'
export { repeatEvery } from './repeat-every.ts'
export {
  type DialectName,
  dialectNames,
  ServedExchange,
  type ServedExchangeOptions,
} from './served-exchange.ts'
export { marketOfVenue } from './choose-live-market.ts'
export { marketOfRehearsal } from './desk-gateway.ts'
export { intervalUsOf } from './data-time.ts'
export { type GoNoGo, goNoGo } from './go-no-go/go-no-go.ts'
export { clockFinding, keysFinding } from './go-no-go/venue-checks.ts'
export { lengthText } from './go-no-go/stages.ts'
export { DelayedFeed } from './emotionless/delayed-feed.ts'
export { mayActByHand } from './emotionless/hand-act.ts'
export { type WeeklyReport, weeklyReport } from './emotionless/weekly-report.ts'
export { weeklyLines } from './emotionless/weekly-summary.ts'
export { operatingFinding, operatingQuestion } from './operating-cost.ts'
export { type Alert, AlertBoard } from './control/alert.ts'
export { deskHealth } from './health/desk-health.ts'
export { managerHealth } from './health/manager-health.ts'
export { ActLog, type WantedAct } from './control/act-log.ts'
export { askControl, type DeskReply } from './control/ask-desk.ts'
export { answerTo } from './control/control-socket.ts'
export { ControlDoors, killBySignal } from './control/control-doors.ts'
export {
  type ControlAnswer,
  type ControlRequest,
  type ControlState,
  keptReason,
  parseControlRequest,
} from './control/control-request.ts'
export { byHandRefused, DeskControl } from './control/desk-control.ts'
export { controlledRun, notAsleep } from './control/controlled-run.ts'
export { exportDeskAudit, listAudit, verifyDeskAudit } from './control/desk-audit.ts'
export { notedDesk, noteDesk } from './control/desk-note.ts'
export { killFileStands, leaveKillFile } from './control/kill-file.ts'
export { openActLog } from './control/open-control.ts'
export { personHere } from './control/person-here.ts'
export { isBack, moveStoppedDesk, stoppedDesk } from './control/stopped-desk.ts'
export { endDesk, lockedBy } from './control/take-over.ts'
export { keyUseListener, keyUseWriter, writeAct } from './control/write-act.ts'
export { HardwareSwitch } from './hardware/hardware-switch.ts'
export { serialSwitch } from './hardware/serial-switch.ts'
export { ExperimentFile } from './experiment/experiment-file.ts'
export { type ExperimentPlan, planExperiment } from './experiment/plan-experiment.ts'
export { registerExperiment } from './experiment/register-experiment.ts'
export { experimentTotal, runExperiment } from './experiment/run-experiment.ts'
export { runSweep, type SweepOptions, type SweepRun } from './sweep/run-sweep.ts'
export type { SweepDefinition } from './sweep/sweep-definition.ts'
export { type JudgedSweep, judgeSweep } from './sweep/judge-sweep.ts'
export { sharedStretches } from './sweep/sweep-plan.ts'
export { ThreadRunner } from './sweep/thread-runner.ts'
export { type Certificate, certificateOf } from './soundness/certificate.ts'
export { verdictFinding } from './soundness/certificate-finding.ts'
export { keepCertificate } from './soundness/certificate-folder.ts'
export { runSoundness, type SoundnessReport, soundnessTotal } from './soundness/run-soundness.ts'
export {
  type LoadedStrategy,
  loadStrategy,
  settingsHash,
  type StrategyName,
} from './soundness/strategy-identity.ts'
export { thresholdsOf } from './soundness/thresholds-of.ts'
export { runWalkForward, type WalkResult, walkTotal } from './walkforward/run-walkforward.ts'
export { type KeptProposal, proposalsOf } from './proposal/proposal-folder.ts'
export { auditManagers, type ManagersAudit } from './memory/managers-audit.ts'
export { type AgentState, agentStatesOf } from './memory/agent-states.ts'
export { agreeDaily } from './memory/agree-daily.ts'
export { PlanGovernor } from './memory/govern-plans.ts'
export { LineFiles } from './llm/line-files.ts'
export { modelQuestion, reviewerQuestion } from './llm/model-question.ts'
export { modelServer } from './llm/model-server.ts'
export { openModel, openReplayedModel } from './llm/open-model.ts'
export { planDaily } from './proposal/plan-daily.ts'
export { proposeForDesk } from './proposal/propose.ts'
export { AgentMeter } from './agent-meter.ts'
export { runSwarm, speaksIn, type SwarmRun, withSwarm } from './run-swarm.ts'
export { swarmAgents, swarmLooksAt, swarmSeats } from './swarm-seats.ts'
export {
  ablateMemory,
  type MemoryAblation,
  type MemoryArm,
  memoryArms,
} from './memory/ablate-memory.ts'
export { MemoryBeside, type MemoryFeed } from './memory/memory-beside.ts'
export type { MemoryTold } from './memory/memory-told.ts'
export { tellMemory } from './memory/tell-memory.ts'
export { memoryOfDesk, memoryOfRun } from './memory/run-memory.ts'
export type { RunMemory } from './memory/memory-reader.ts'
export { searchMemoryInDatabase } from './memory/search-in-database.ts'
export {
  type EpisodeRow,
  type MemoryQuestion,
  memoryStats,
  type MemoryStats,
  episodeRow,
  searchMemory,
  shownInMemory,
} from './memory/memory-view.ts'
export { ablateSwarm, type Ablation, ablationRuns } from './swarm-ablation.ts'
export type { SwarmWindow } from './swarm-windows.ts'
export type { RiskView } from './risk-view.ts'
export type { RosterRow, SwarmUpdate, SwarmView } from './swarm-view.ts'
export { swarmView } from './swarm-view-builder.ts'
export { swarmColumns } from './swarm-columns.ts'
export {
  type DeskRecords,
  deskRecords,
  settingLines,
  type SettingLine,
} from './desk-records.ts'
export { pageOf, type Span } from './record/page-of.ts'
export type { AuditLine, AuditProof } from './record/record-reader.ts'
export type { ObservationLine, PlanLine } from './record/evolved-lines.ts'
export { RecordsBeside } from './record/records-beside.ts'
export type { BookDepth, BookFeed } from './record/book-depth.ts'
export { type LatencyTold, LatencyWatch } from './record/latency-watch.ts'
export type { ExperimentLine, TrialsLine } from './record/research-lines.ts'
export { type RunLine, RunShelf } from './record/run-shelf.ts'
export type { SourcesTold } from './record/source-lines.ts'
export type { NightCandidate, NightCheck, NightLine } from './record/night-lines.ts'
export type { StrategyDetail, StrategyStep } from './record/strategy-detail.ts'
export type { StrategyLine } from './record/strategy-lines.ts'
export type { ThoughtDetail, ThoughtLine } from './record/thought-lines.ts'
export { PastBeside, type PastFeed, type PastReach } from './past/past-beside.ts'
export * from './strategy/index.ts'
export { drawToken } from './token/draw-token.ts'
export { base32, codeStepUs, stepOfCode, stepUpCode, stepUpSecret } from './token/step-up-code.ts'
export { TokenBook, type TokenRow, type TokenScope, tokenScopes } from './token/token-book.ts'
export { openTelegramSetup, type TelegramSetup } from './telegram/open-telegram.ts'
export { TelegramMemory } from './telegram/telegram-memory.ts'
export { askAboutDesk } from './telegram/ask-about-desk.ts'
