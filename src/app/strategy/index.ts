export { eventsOfDesk, eventsOfRun, type RunEvents } from './run-events.ts'
export { type RunTruth, truthOfRun } from './run-truth.ts'
export { askQueries, askQuery, queryLimits } from './ask-queries.ts'
export { analysesInForce } from './analyses-in-force.ts'
export { analyseRun } from './analyse-run.ts'
export { contextOfCycle, strategyFolder } from './cycle-context.ts'
export { readPrompts, writePrompts } from './prompt-files.ts'
export { withAnalysis } from './with-analysis.ts'
export { writeAnalysis } from './write-analysis.ts'
export { type BredVersion, breedStrategies } from './breed-strategies.ts'
export { idleChampion } from './champion-idle.ts'
export { ChampionKeeper } from './champion-keeper.ts'
export type { KeptVersions } from './champion-versions.ts'
export { EvolveRecord } from './evolve-record.ts'
export { SeatedVersion } from './seated-version.ts'
export {
  changeStrategies,
  type KeptStrategies,
  readStrategies,
  statesOf,
} from './desk-strategies.ts'
export { freezeStrategy, promoteStrategy, rollbackStrategy } from './settle-strategies.ts'
export {
  checkStrategySource,
  readStrategyFile,
  type StrategyCheck,
  writeNewStrategy,
} from './strategy-file.ts'
export { Box, type BoxResult, type BoxRules, boxRules } from './box.ts'
export type { BoxPlan, DescribedModule } from './box-messages.ts'
export { planForBox } from './box-plan.ts'
export { FrameReader } from './box-frames.ts'
export { startBoxProcess } from './start-box-process.ts'
export { confirmRun } from './confirm-run.ts'
export { BoxPool } from './box-pool.ts'
export { type TriedOut, TryOuts } from './try-outs.ts'
export { findThought, listThoughts, type NamedThought } from './thought-list.ts'
export { boxedAnalysis } from './boxed-analysis.ts'
export { barsOfDesk } from './desk-bars.ts'
export { evolveNightly, type RunningNight } from './evolve-nightly.ts'
export { evolveStrategies, type NightReport } from './evolve-strategies.ts'
export { type NightModel, openNightModel, replayedNightModel } from './night-model.ts'
