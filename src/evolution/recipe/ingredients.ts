import type { Ingredient, IngredientLine } from './ingredient.ts'
import { levelIngredients } from './level-ingredients.ts'
import { priceIngredients } from './price-ingredients.ts'

/** What recipes are made of, by the name of its feature. */
export const ingredients: readonly Ingredient[] = [...priceIngredients, ...levelIngredients]

const byName: ReadonlyMap<string, Ingredient> = new Map(
  ingredients.map((ingredient) => [ingredient.name, ingredient]),
)

/** The ingredient of that name; `undefined` when recipes know none. */
export function ingredientOf(name: string): Ingredient | undefined {
  return byName.get(name)
}

/** A line of an ingredient that a condition may begin with, by its name. */
export function lineOf(ingredient: Ingredient, name: string): IngredientLine | undefined {
  return ingredient.lines.find((line) => line.name === name)
}
