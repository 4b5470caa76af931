import { defined, type Random } from '../../base/index.ts'
import { type SearchParameter, type SearchTrial, suggestParzen } from '../../quant/index.ts'
import type { Dial } from './dial.ts'
import { nudged } from './draw-recipe.ts'
import type { Recipe } from './recipe.ts'
import { knobsOf, structureOf, withKnobs } from './recipe-knobs.ts'

/** A recipe that was tried, and what came of it: less is better, NaN where it failed. */
export type TriedRecipe = { readonly recipe: Recipe; readonly loss: number }

/** With fewer trials of one structure there is nothing to learn from. */
const trialsMin = 6
/** How far one knob is nudged: standard deviation, as a share of its dial. */
const reach = 0.1

/** What was tried, sorted by structure. */
export class TriedRecipes {
  readonly #byStructure = new Map<string, TriedRecipe[]>()

  constructor(tried: readonly TriedRecipe[]) {
    for (const each of tried) {
      const structure = structureOf(each.recipe)
      const alike = this.#byStructure.get(structure)
      if (alike === undefined) this.#byStructure.set(structure, [each])
      else alike.push(each)
    }
  }

  /** Those that differ from `recipe` in their numbers alone, the oldest first. */
  alike(recipe: Recipe): readonly TriedRecipe[] {
    return this.#byStructure.get(structureOf(recipe)) ?? []
  }
}

/**
 * The same structure with other numbers: by a tree-structured Parzen estimator over what was tried
 * of that structure, or, as long as that is little, by nudging some of them.
 */
export function tuneRecipe(recipe: Recipe, tried: TriedRecipes, random: Random): Recipe {
  const alike = tried.alike(recipe)
  if (alike.length < trialsMin) return nudgeRecipe(recipe, random)
  const space = knobsOf(recipe).map(({ dial }) => searchOf(dial))
  const trials = alike.map((each): SearchTrial => {
    const knobs = knobsOf(each.recipe)
    return { point: Float64Array.from(knobs, onSearch), value: each.loss }
  })
  const point = suggestParzen(space, trials, random, { startCount: trialsMin })
  return withKnobs(
    recipe,
    knobsOf(recipe).map(({ dial }, i) => (point[i] ?? 0) / dial.perOne),
  )
}

/** The same recipe with one to three knobs moved a little. */
function nudgeRecipe(recipe: Recipe, random: Random): Recipe {
  const knobs = knobsOf(recipe)
  const values = knobs.map(({ value }) => value)
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const at = random.below(knobs.length)
    const { dial, value } = defined(knobs[at], 'a knob')
    values[at] = nudged(dial, values[at] ?? value, reach, random)
  }
  return withKnobs(recipe, values)
}

/** A dial counted in its steps, so that every suggestion is on one. */
function searchOf(dial: Dial): SearchParameter {
  const { low, high, perOne, isLog = false } = dial
  return {
    kind: 'whole',
    low: Math.round(low * perOne),
    high: Math.round(high * perOne),
    isLog,
  }
}

function onSearch({ dial, value }: { readonly dial: Dial; readonly value: number }): number {
  return Math.round(value * dial.perOne)
}
