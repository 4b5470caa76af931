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
