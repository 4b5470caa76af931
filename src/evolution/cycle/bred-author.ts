import { ok } from '../../base/index.ts'
import type { Ground } from '../recipe/draw-recipe.ts'
import { proposeRecipes } from '../recipe/propose-recipes.ts'
import { recipeWords } from '../recipe/recipe-words.ts'
import type { TriedRecipe } from '../recipe/tune-recipe.ts'
import type { Author } from './cycle-ports.ts'

export type BredAuthorOptions = {
  readonly seed: number
  readonly cycle: number
  readonly ground: Ground
  /** What was tried so far and what came of it, the oldest first. */
  readonly tried: readonly TriedRecipe[]
  /** Whether a strategy file was written before. */
  readonly isKnown: (source: string) => boolean
  /** A version that is on trial already, if one is. */
  readonly onTrial: string | undefined
}

/**
 * The author that needs no model: seeded mutation of structure and numbers. While a version is on
 * trial it changes nothing: every further candidate would only make the gate higher for all.
 */
export function bredAuthor(options: BredAuthorOptions): Author {
  const { onTrial } = options
  return {
    name: 'seeded mutation',
    decide: async () =>
      onTrial === undefined
        ? { kind: 'restructure', why: 'nothing is on trial; the gate decides what is any good' }
        : { kind: 'no-change', why: `${onTrial} is on trial; more candidates would cost trials` },
    write: async ({ parent }, _decision, count) =>
      ok(
        proposeRecipes({ ...options, count }).map(({ source, how, recipe, change }) => ({
          source,
          parent: parent.version,
          idea: `${how}: ${change.length > 0 ? change.join('; ') : recipeWords(recipe)}`.slice(
            0,
            300,
          ),
        })),
      ),
  }
}
