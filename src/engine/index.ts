export {
  type Backtest,
  type BacktestOptions,
  type BacktestSetup,
  backtest,
  backtestControl,
  backtestReading,
  type RunStages,
  runHash,
  runResultOf,
} from './backtest.ts'
export { backtestCapital, type OtherCapital } from './backtest-capital.ts'
export { backtestNull, type NullChange, type RecordedTrial } from './backtest-null.ts'
export { type AgentFault, faultText } from './agent-faults.ts'
export { championName } from './champion-seat.ts'
export { Desk } from './desk.ts'
export type { ChampionPort, ChampionSource } from './desk-surroundings.ts'
export { DeskMemory } from './desk-memory.ts'
export type { DeskSetup } from './desk-setup.ts'
export { legsShareDefault } from './leg-desk.ts'
export { type Earned, streamNames } from './earned.ts'
export type { Scouted } from './swarm.ts'
export { type SwarmRules, swarmDefaults } from './swarm-rules.ts'
export { voicesJson } from './voice-rules.ts'
export type { GuardRules } from './guard-rules.ts'
export type { PlanStep } from './wind-down.ts'
export { type WindDownRules, windDownDefaults } from './wind-down-rules.ts'
export type { BesidePort } from './observed-columns.ts'
export { type DeskObserver, nobody } from './observer.ts'
export { usualPlace } from './place-of.ts'
export { RetoldPast } from './retold-past.ts'
export { runMarket } from './run-market.ts'
export { RunRecorder } from './run-recorder.ts'
export type { EquityCurve, FillRow, RunResult, Trade } from './run-result.ts'
export {
  type SettledTrial,
  type Trial,
  type TrialLedger,
  type TrialOutcome,
  trialOf,
} from './trial-ledger.ts'
export type { DeskProbe, DeskStage, Judged } from './desk-probe.ts'
export { FeedSilence } from './feed-silence.ts'
export { DeskRun } from './desk-run.ts'
export type { DeskRunOptions } from './desk-run-options.ts'
export { stateHash } from './state-hash.ts'
export {
  type AgentSource,
  headerJson,
  parseHeader,
  type RunHeader,
  type RunSource,
} from './run-header.ts'
export { type CurveRoom, curveRoom } from './curve-room.ts'
