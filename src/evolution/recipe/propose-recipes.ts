import { Random } from '../../base/index.ts'
import { drawRecipe, type Ground, pick } from './draw-recipe.ts'
import { printRecipe } from './print-recipe.ts'
import { firstRecipe, type Recipe, recipeHash } from './recipe.ts'
import { recipeChange } from './recipe-change.ts'
import { recipeFault } from './recipe-fault.ts'
import { crossRecipes, restructureRecipe } from './restructure-recipe.ts'
import { type TriedRecipe, TriedRecipes, tuneRecipe } from './tune-recipe.ts'

/** How a recipe came about. */
export type Breeding = 'drawn' | 'tuned' | 'restructured' | 'crossed'

/** A recipe to be tried, and where it comes from. */
export type BredRecipe = {
  readonly recipe: Recipe
  /** The strategy file. */
  readonly source: string
  readonly how: Breeding
  /** What it was bred from, the one it is most like first; none of those drawn. */
  readonly parents: readonly Recipe[]
  /** What differs from the first parent. */
  readonly change: readonly string[]
}

export type BreedingOptions = {
  readonly seed: number
  /** Which time it is asked: another number draws others. */
  readonly cycle: number
  readonly count: number
  readonly ground: Ground
  /** What was tried so far, the oldest first. */
  readonly tried: readonly TriedRecipe[]
  /** Whether a strategy file was tried before, by whoever proposed it. */
  readonly isKnown: (source: string) => boolean
}

/** How often each way is taken, of 100, once something was tried. */
const shares: readonly (readonly [Breeding, number])[] = [
  ['tuned', 35],
  ['restructured', 35],
  ['crossed', 15],
  ['drawn', 15],
]
/** Tries at one proposal before breeding gives up. */
const attemptsMax = 60
/** Of how many tried ones the best becomes a parent. */
const rivals = 4

/**
 * Proposes recipes that were not tried before and are not alike. Seeded: the same options give the
 * same, and a smaller `count` the first of them. Fewer than `count` where nothing new is found.
 */
export function proposeRecipes(options: BreedingOptions): readonly BredRecipe[] {
  const { seed, cycle, count, tried, isKnown } = options
  const random = Random.stream(seed, `evolution/recipe/${cycle}`)
  const seen = new Set(tried.map(({ recipe }) => recipeHash(recipe)))
  const past = new TriedRecipes(tried)
  const proposed: BredRecipe[] = []
  for (let attempt = 0; proposed.length < count && attempt < count * attemptsMax; attempt += 1) {
    const bred = breed(options, past, random)
    const hash = recipeHash(bred.recipe)
    if (seen.has(hash) || recipeFault(bred.recipe) !== undefined) continue
    const source = printRecipe(bred.recipe)
    seen.add(hash)
    if (isKnown(source)) continue
    const [parent] = bred.parents
    const change = parent === undefined ? [] : recipeChange(parent, bred.recipe)
    proposed.push({ ...bred, source, change })
  }
  return proposed
}

type Bred = Pick<BredRecipe, 'recipe' | 'how' | 'parents'>

function breed({ tried, ground }: BreedingOptions, past: TriedRecipes, random: Random): Bred {
  const how = wayOf(random)
  if (how === 'drawn') return { recipe: drawRecipe(ground, random), how, parents: [] }
  const parent = parentOf(tried, ground, random)
  if (how === 'tuned') return { recipe: tuneRecipe(parent, past, random), how, parents: [parent] }
  if (how === 'restructured') {
    const recipe = restructureRecipe(parent, ground, random)
    return { recipe, how, parents: [parent] }
  }
  const other = parentOf(tried, ground, random)
  return { recipe: crossRecipes(parent, other, random), how, parents: [parent, other] }
}

function wayOf(random: Random): Breeding {
  let left = random.below(100)
  for (const [how, share] of shares) {
    if (left < share) return how
    left -= share
  }
  return 'drawn'
}

/** The best of some that did not fail; the first recipe of all where there is none. */
function parentOf(tried: readonly TriedRecipe[], { minutes }: Ground, random: Random): Recipe {
  const sound = tried.filter(({ loss }) => Number.isFinite(loss))
  if (sound.length === 0) {
    const isUsual = minutes.includes(firstRecipe.minutes)
    return isUsual ? firstRecipe : { ...firstRecipe, minutes: pick(minutes, random) }
  }
  const met = Array.from({ length: rivals }, () => pick(sound, random))
  return met.reduce((best, each) => (each.loss < best.loss ? each : best)).recipe
}
