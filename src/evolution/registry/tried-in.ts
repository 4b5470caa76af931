import { printRecipe } from '../recipe/print-recipe.ts'
import type { Recipe } from '../recipe/recipe.ts'
import { recipeOfSource } from '../recipe/recipe-of-source.ts'
import type { TriedRecipe } from '../recipe/tune-recipe.ts'
import { type StrategyRegistry, versionId } from './strategy-registry.ts'
import type { Version } from './version-book.ts'

/** What breeding may learn from. */
export type Tried = {
  /** Every strategy that was printed from a recipe, the oldest first. */
  readonly tried: readonly TriedRecipe[]
  /** The version a recipe is kept as; `undefined` for one that is not. */
  readonly idOf: (recipe: Recipe) => string | undefined
}

/** What breeding may learn from a registry. Of equals, the newest evidence called `loss` counts. */
export function triedIn(registry: StrategyRegistry): Tried {
  const tried = registry.book.versions.flatMap((version) => {
    if (version.module !== 'strategy') return []
    const recipe = recipeOfSource(registry.source(version.id))
    return recipe === undefined ? [] : [{ recipe, loss: lossOf(version) }]
  })
  const idOf = (recipe: Recipe): string | undefined =>
    registry.book.version(versionId('strategy', printRecipe(recipe)))?.id
  return { tried, idOf }
}

/** Less is better; NaN for what was never run, or came to nothing. */
function lossOf({ moves }: Version): number {
  const said = moves.findLast(({ evidence }) => 'loss' in evidence)?.evidence['loss']
  return typeof said === 'number' ? said : Number.NaN
}
