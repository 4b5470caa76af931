import { jsonOf } from '../../base/index.ts'
import { printRecipe, recipeMark } from './print-recipe.ts'
import { readRecipe } from './read-recipe.ts'
import type { Recipe } from './recipe.ts'

/**
 * The recipe that a strategy file was printed from; `undefined` for a file written by hand, or one
 * changed since. What the line of the recipe claims counts only where printing gives these bytes.
 */
export function recipeOfSource(source: string): Recipe | undefined {
  const line = source.split('\n', 2)[1]
  if (line?.startsWith(recipeMark) !== true) return undefined
  const read = readRecipe(jsonOf(line.slice(recipeMark.length)))
  return read.ok && printRecipe(read.value) === source ? read.value : undefined
}
