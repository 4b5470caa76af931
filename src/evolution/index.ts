export type { AgentChange, Finding, FindingKind, Observed } from './finding.ts'
export type { ContextColumn, Plan, PlanEvidence, PlanRequest } from './plan.ts'
export { planWeights } from './planner.ts'
export { reflect } from './reflection.ts'
export {
  findingProposal,
  isUnchanged,
  planProposal,
  type Proposal,
  type ProposalTerms,
} from './proposal.ts'
export type { Ground } from './recipe/draw-recipe.ts'
export { printRecipe, recipeName } from './recipe/print-recipe.ts'
export { type BredRecipe, type Breeding, proposeRecipes } from './recipe/propose-recipes.ts'
export { readRecipe } from './recipe/read-recipe.ts'
export { firstRecipe, type Recipe, recipeMinutes } from './recipe/recipe.ts'
export { recipeChange } from './recipe/recipe-change.ts'
export { recipeOfSource } from './recipe/recipe-of-source.ts'
export { recipeWords } from './recipe/recipe-words.ts'
export type { TriedRecipe } from './recipe/tune-recipe.ts'
export { renamedStrategy } from './recipe/renamed-strategy.ts'
export { diffHunks, lineDiff } from './registry/line-diff.ts'
export { lineage } from './registry/lineage.ts'
export { type ModuleKind, moduleKinds } from './registry/module-kind.ts'
export type { Evidence } from './registry/registry-fact.ts'
export type { RegistryKeys } from './registry/signed-fact.ts'
export { StateShelf } from './registry/state-shelf.ts'
export { type Rollback, sourceMax, StrategyRegistry } from './registry/strategy-registry.ts'
export { triedIn } from './registry/tried-in.ts'
export type { Version } from './registry/version-book.ts'
export { type VersionState, versionStates } from './registry/version-state.ts'
export {
  type AnalysisGiven,
  type AnalysisModule,
  type AnalysisReport,
  type AnalysisRunner,
  marketAnalysis,
  nativeRunner,
  runAnalysis,
  tradesAnalysis,
} from './analysis/index.ts'
export {
  type Box,
  type IsolateRules,
  type OpenIsolate,
  openIsolate,
} from './box/isolate.ts'
export { askAnalysis } from './box/analysis-isolate.ts'
export { type BoxedModule, boxedModule } from './box/boxed-kind.ts'
export { BoxFault } from './box/box-fault.ts'
export { checkStrategy, type StrategyFault } from './box/check-strategy.ts'
export { BoxMemory } from './box/box-memory.ts'
export { layout } from './box/layout.ts'
export { stripTypes } from './box/strip-types.ts'
export {
  type BudgetTold,
  contextHash,
  type CycleContext,
  type PaperTest,
  type VersionTold,
} from './context/cycle-context.ts'
export { type CyclePrompt, cyclePrompt } from './context/context-text.ts'
export { type Observation, ObservationBook } from './observation/observation-book.ts'
export { type PromptSet, promptSet } from './prompt/prompt-set.ts'
export { type PromptLayer, promptLayers, shippedPrompts } from './prompt/shipped-prompts.ts'
export { bredAuthor } from './cycle/bred-author.ts'
export type { CheckStep, CycleEvent, CycleOutcome } from './cycle/cycle-event.ts'
export type {
  Author,
  AuthorContext,
  Candidate,
  Checked,
  CycleRecord,
  Decision,
  Draft,
  GateAnswer,
  Workshop,
} from './cycle/cycle-ports.ts'
export { judgeLanes, type Lane, type LaneMove } from './cycle/judge-lanes.ts'
export { laneRules } from './cycle/lane-verdict.ts'
export { type CycleEnd, runCycle } from './cycle/run-cycle.ts'
export { type LaneRun, runLane } from './cycle/run-lane.ts'
export { type AuthorWords, modelAuthor } from './cycle/model-author.ts'
export { modelReview } from './cycle/model-reviewer.ts'
export { contractText } from './prompt/contract-text.ts'
