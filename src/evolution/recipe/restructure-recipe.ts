import type { Random } from '../../base/index.ts'
import { drawComparison, drawCondition, drawValue, type Ground, pick } from './draw-recipe.ts'
import {
  type Condition,
  conditionsMax,
  inOrder,
  type Recipe,
  recipeDials,
  recipeSides,
} from './recipe.ts'

type Change = (recipe: Recipe, ground: Ground, random: Random) => Recipe

const sides = ['entry', 'exit'] as const

/** A condition more, one less, another in its place, the same the other way round. */
const changes: readonly Change[] = [
  (recipe, _, random) => onSide(recipe, random, (all) => [...all, drawCondition(random)]),
  (recipe, _, random) => onSide(recipe, random, (all) => without(all, random)),
  (recipe, _, random) =>
    onSide(recipe, random, (all) => [...without(all, random), drawCondition(random)]),
  (recipe, _, random) =>
    onSide(recipe, random, (all) => {
      const turned = random.below(Math.max(1, all.length))
      const is = drawComparison(random)
      return all.map((condition, i) => (i === turned ? { ...condition, is } : condition))
    }),
  (recipe, _, random) => switched(recipe, random),
  (recipe, ground, random) => ({ ...recipe, minutes: pick(ground.minutes, random) }),
  (recipe, ground, random) =>
    ground.mayShort && random.next() < 0.5
      ? { ...recipe, side: pick(recipeSides, random) }
      : onSide(recipe, random, (all) => [...all, drawCondition(random)]),
]

/** A recipe that differs from another by one change of what it is. It may be none that is whole. */
export function restructureRecipe(recipe: Recipe, ground: Ground, random: Random): Recipe {
  return inOrder(pick(changes, random)(recipe, ground, random))
}

/** A recipe of the conditions of two: each of either comes along by the toss of a coin. */
export function crossRecipes(one: Recipe, other: Recipe, random: Random): Recipe {
  const some = (a: readonly Condition[], b: readonly Condition[]): readonly Condition[] =>
    [...a, ...b].filter(() => random.next() < 0.5).slice(0, conditionsMax)
  const from = (): Recipe => (random.next() < 0.5 ? one : other)
  const risk = from()
  return inOrder({
    ...from(),
    entry: some(one.entry, other.entry),
    exit: some(one.exit, other.exit),
    ...{ stopAtr: risk.stopAtr, targetAtr: risk.targetAtr, atrBars: risk.atrBars },
    holdBars: from().holdBars,
  })
}

function onSide(
  recipe: Recipe,
  random: Random,
  change: (all: readonly Condition[]) => readonly Condition[],
): Recipe {
  const side = pick(sides, random)
  return { ...recipe, [side]: change(recipe[side]) }
}

function without(all: readonly Condition[], random: Random): readonly Condition[] {
  const dropped = random.below(Math.max(1, all.length))
  return all.filter((_, i) => i !== dropped)
}

/** A stop, a target or a longest time to hold, switched on or off. */
function switched(recipe: Recipe, random: Random): Recipe {
  const name = pick(['stopAtr', 'targetAtr', 'holdBars'] as const, random)
  return { ...recipe, [name]: recipe[name] === 0 ? drawValue(recipeDials[name], random) : 0 }
}
