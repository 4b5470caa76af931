export type { BiasStage } from './bias/bias-stage.ts'
export { biasTests } from './bias/bias-tests.ts'
export { lookAheadRuns } from './bias/look-ahead.ts'
export { type CheckRow, notRun } from './check-row.ts'
export { calibrate, type Calibration } from './calibrate/calibrate.ts'
export type { OwnFill } from './calibrate/follow-own.ts'
export { alphaOfLook, type Spending, spendings } from './experiment/alpha-spending.ts'
export { type Correction, correctFamily, corrections } from './experiment/correct-family.ts'
export {
  type ForecastQuestion,
  type LagPoint,
  lagCurve,
  testForecast,
} from './experiment/forecast-claim.ts'
export { dailyReturns } from './experiment/daily-returns.ts'
export type {
  ClaimReport,
  ExperimentReport,
  ExperimentRow,
  SourceReport,
  UnaskedSubject,
} from './experiment/experiment-report.ts'
export { type ForecastLoss, forecastLosses } from './experiment/forecast-losses.ts'
export { claimWords } from './experiment/claim-words.ts'
export { type ExperimentPage, renderExperiment } from './experiment/render-experiment.ts'
export { columnsAt, type WeekGrid, weekGrid } from './experiment/outside-grid.ts'
export { type Pairs, pairedEffect } from './experiment/paired-effect.ts'
export { shiftTest } from './experiment/shift-test.ts'
export type { TestedClaim } from './experiment/tested-claim.ts'
export { type ExperimentVerdict, overallVerdict, verdictOf } from './experiment/verdict-of.ts'
export { type VolatilityCells, volatilityCells } from './experiment/volatility-cells.ts'
export { weekShifts } from './experiment/week-shifts.ts'
export {
  compareWithRandom,
  type RandomComparison,
  type Standing,
  unlikeTurnover,
} from './metrics/compare-with-random.ts'
export type { CostFigures } from './metrics/cost-figures.ts'
export { marketRemarks, volumeSentences } from './metrics/data-remarks.ts'
export { type CurveFigures, curveFigures } from './metrics/curve-figures.ts'
export type { Drawdown, Drawdowns } from './metrics/drawdowns.ts'
export type { ExposureFigures } from './metrics/exposure-figures.ts'
export {
  type Excess,
  type HoldControl,
  holdControl,
  type TakerCosts,
} from './metrics/hold-control.ts'
export { type Metrics, measure } from './metrics/measure.ts'
export type { YearOfReturns } from './metrics/monthly-returns.ts'
export type { SampledReturns, Sampling } from './metrics/sample-returns.ts'
export {
  type ControlsSummary,
  type CurveSummary,
  type Summary,
  summarise,
  summariseControls,
} from './metrics/summarise.ts'
export {
  asleepAmong,
  asleepCount,
  shortSentences,
  withoutStandings,
} from './metrics/run-sentences.ts'
export { isOpen, type TradeFigures } from './metrics/trade-figures.ts'
export { type Evidence, verdict } from './metrics/verdict.ts'
export type { NullStage } from './nulls/null-stage.ts'
export { nullRuns, nullTests } from './nulls/null-tests.ts'
export { blockReturns } from './overfitting/block-returns.ts'
export { fingerprintOf } from './overfitting/fingerprint.ts'
export { independentTrials } from './overfitting/independent-trials.ts'
export {
  type OverfittingFigures,
  overfittingFigures,
  type TrialEvidence,
} from './overfitting/overfitting-figures.ts'
export { type OverfittingRow, overfittingRows } from './overfitting/overfitting-rows.ts'
export {
  type ComparedTrial,
  type SelectionFigures,
  selectionFigures,
} from './overfitting/selection-figures.ts'
export { selectionRows, selectionSentences } from './overfitting/selection-rows.ts'
export { summariseSelection } from './overfitting/summarise-selection.ts'
export {
  type OverfittingSummary,
  summariseOverfitting,
} from './overfitting/summarise-overfitting.ts'
export type { RunDescription } from './report/about-list.ts'
export { halfLifeText } from './report/capacity-section.ts'
export { renderReport } from './report/render-report.ts'
export { collectOrders } from './reality-gap/collect-orders.ts'
export { type Bounds, defaultBounds, type GapFigures } from './reality-gap/gap-figures.ts'
export { type GapGroup, measureGap, type RealityGap } from './reality-gap/measure-gap.ts'
export type { OrderGap } from './reality-gap/order-gap.ts'
export { type RandomRates, randomRates } from './random-control.ts'
export { DecisionTimes, idleControl } from './soundness/decision-times.ts'
export { determinism } from './soundness/determinism.ts'
export { economicRealism } from './soundness/economic-realism.ts'
export { endure } from './soundness/endurance.ts'
export { latency } from './soundness/latency.ts'
export { type Endurance, memoryStability } from './soundness/memory-stability.ts'
export { renderSoundness, type SoundnessPage } from './soundness/render-soundness.ts'
export { robustness } from './soundness/robustness.ts'
export { safetyInvariants } from './soundness/safety-invariants.ts'
export { type ScenarioRun, sizeHeld } from './soundness/scenario-check.ts'
export type {
  SoundnessCategory,
  SoundnessCheck,
  SoundnessStatus,
} from './soundness/soundness-check.ts'
export { defaultThresholds, type SoundnessThresholds } from './soundness/soundness-thresholds.ts'
export {
  type Soundness,
  soundnessOf,
  type SoundnessVerdict,
} from './soundness/soundness-verdict.ts'
export { expectancyInterval, statisticalSanity } from './soundness/statistical-sanity.ts'
export { WatchedAgent } from './soundness/watched-agent.ts'
export { standings, type Standing as SweepStanding, steadiest } from './sweep/stability.ts'
export { parametersAt, parseAxis, type SweepAxis } from './sweep/sweep-axis.ts'
export { gridPoints, gridSize } from './sweep/sweep-grid.ts'
export {
  figureOf,
  lossOf,
  type Objective,
  objectiveNames,
} from './sweep/sweep-objective.ts'
export {
  type SearchName,
  searchNames,
  type SearchOptions,
  type SweepSearch,
  sweepSearch,
} from './sweep/sweep-search.ts'
export { pruningBounds, pruningStages, type SweepTrial } from './sweep/sweep-trial.ts'
export { bestByRatio, ratioOf } from './gate/choose-forward.ts'
export { repeatedRows } from './gate/every-trial.ts'
export { type GateEvidence, gateRows, gateThresholds, gateVerdict } from './gate/gate-rows.ts'
export { type ScreenFill, type ScreenTerms } from './screen/screen-book.ts'
export { screenLimits } from './screen/screen-limits.ts'
export { ScreenMarket } from './screen/screen-market.ts'
export { screenMetrics } from './screen/screen-metrics.ts'
export { ScreenRun } from './screen/screen-run.ts'
export { screenRuns, screenVariants } from './screen/screen-variants.ts'
export { type Capacity, capacityCapitals, capacityCurve, marketSize } from './tearsheet/capacity.ts'
export type { Rival } from './tearsheet/rival-comparison.ts'
export { summariseTearSheet } from './tearsheet/summarise-tear-sheet.ts'
export {
  type NotRun,
  type TearSheet,
  type TearSheetInput,
  tearSheet,
} from './tearsheet/tear-sheet.ts'
export { parameterText } from './sweep/axis-label.ts'
export { renderSweep, type SweepPage } from './sweep/render-sweep.ts'
export { type Choice, type ChoiceRule, chooseStanding } from './walkforward/choose-standing.ts'
export { combinatorialWindows } from './walkforward/combinatorial-windows.ts'
export type { Degradation } from './walkforward/degradation.ts'
export { equalWindows } from './walkforward/equal-windows.ts'
export { joinRuns } from './walkforward/join-runs.ts'
export { meanOf } from './walkforward/mean-of.ts'
export { nestWindows } from './walkforward/nest-windows.ts'
export { partOfRun } from './walkforward/part-of-run.ts'
export type { PathSpread } from './walkforward/path-spread.ts'
export { renderWalk } from './walkforward/render-walk.ts'
export { rankKept } from './walkforward/rank-kept.ts'
export {
  type WalkForward,
  walkForward,
  type WalkRun,
} from './walkforward/walk-forward.ts'
export type { WalkFold } from './walkforward/walk-fold.ts'
export type { Span, WalkPlan, WalkWindow, WarmSpan } from './walkforward/walk-plan.ts'
export { type WalkOptions, walkWindows } from './walkforward/walk-windows.ts'
export {
  formatDuration,
  formatPercent,
  formatPlain,
  formatSigned,
  formatSignedPercent,
  plural,
} from './format-figure.ts'
