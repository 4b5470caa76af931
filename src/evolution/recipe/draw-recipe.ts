import { defined, type Random } from '../../base/index.ts'
import { type Dial, snap } from './dial.ts'
import { type Ingredient, type IngredientLine } from './ingredient.ts'
import { ingredients } from './ingredients.ts'
import {
  type Comparison,
  comparisons,
  type Condition,
  inOrder,
  type Recipe,
  recipeDials,
  type RecipePrice,
  recipePrices,
  type RecipeReading,
  recipeSides,
} from './recipe.ts'

/** What recipes may be bred of. */
export type Ground = {
  /** Lengths of bars to look at, of `recipeMinutes`; one at least. Unit: minutes. */
  readonly minutes: readonly number[]
  /** Whether a recipe may sell short. */
  readonly mayShort: boolean
}

/** A recipe out of nothing: one or two conditions to go in, one or two to go out. */
export function drawRecipe(ground: Ground, random: Random): Recipe {
  const many = (): Condition[] =>
    Array.from({ length: 1 + random.below(2) }, () => drawCondition(random))
  const or0 = (chance: number, dial: Dial): number =>
    random.next() < chance ? drawValue(dial, random) : 0
  const { size, atrBars } = recipeDials
  return inOrder({
    version: 1,
    side: ground.mayShort ? pick(recipeSides, random) : 'long',
    minutes: pick(ground.minutes, random),
    entry: many(),
    exit: many(),
    stopAtr: or0(0.6, recipeDials.stopAtr),
    targetAtr: or0(0.3, recipeDials.targetAtr),
    atrBars: atrBars.usual,
    holdBars: or0(0.3, recipeDials.holdBars),
    size: size.usual,
  })
}

/** A condition over any ingredient, a little more often one of the kind that has many. */
export function drawCondition(random: Random): Condition {
  const ingredient = pick(ingredients, random)
  const line = pick(ingredient.lines, random)
  const of = drawReading(ingredient, line, random)
  const is = drawComparison(random)
  const { reads, beside = [] } = line
  if (reads === 'price') {
    const than = drawPrice(of, random)
    return {
      kind: 'pair',
      ...(random.next() < 0.5 ? { of, than } : { of: than, than: of }),
      is,
      factor: 1,
    }
  }
  if (typeof reads === 'string' || (beside.length > 0 && random.next() < 0.5))
    return { kind: 'lines', of, is, than: pick(beside, random) }
  return { kind: 'level', of, is, level: drawValue(reads, random) }
}

/** States are drawn twice as often as crossings. */
export function drawComparison(random: Random): Comparison {
  const chance = random.next()
  const at = chance < 2 / 3 ? chance * 3 : 2 + (chance - 2 / 3) * 6
  return comparisons[Math.min(3, Math.floor(at))] ?? 'above'
}

function drawReading(
  { name, dials }: Ingredient,
  { name: line }: IngredientLine,
  random: Random,
): RecipeReading {
  const parameters = dials.map((dial) => drawValue(dial, random))
  return { kind: 'reading', feature: name, parameters, line }
}

const priced: readonly (readonly [Ingredient, IngredientLine])[] = ingredients.flatMap(
  (ingredient) =>
    ingredient.lines.flatMap((line) =>
      line.reads === 'price' ? [[ingredient, line] as const] : [],
    ),
)

/** What a price is compared with: the close, another price, or a line that is one. */
function drawPrice(unlike: RecipeReading, random: Random): RecipeReading | RecipePrice {
  const chance = random.next()
  if (chance < 0.4) return { kind: 'price', of: 'close' }
  if (chance < 0.5) return { kind: 'price', of: pick(recipePrices, random) }
  const [ingredient, line] = pick(priced, random)
  const than = drawReading(ingredient, line, random)
  return JSON.stringify(than) === JSON.stringify(unlike) ? { kind: 'price', of: 'close' } : than
}

/** A step of a dial: half the time near the usual one, else anywhere. */
export function drawValue(dial: Dial, random: Random): number {
  const { low, high, usual } = dial
  const isNear = random.next() < 0.5
  if (isNear) return nudged(dial, usual, 0.15, random)
  return snap(
    dial,
    at(dial, random.next() * (spot(dial, high) - spot(dial, low)) + spot(dial, low)),
  )
}

/** A step of a dial near `value`. @param reach - Standard deviation, as a share of the dial. */
export function nudged(dial: Dial, value: number, reach: number, random: Random): number {
  const width = spot(dial, dial.high) - spot(dial, dial.low)
  return snap(dial, at(dial, spot(dial, value) + reach * width * random.normal()))
}

function spot({ isLog }: Dial, value: number): number {
  return isLog === true ? Math.log(value) : value
}

function at({ isLog }: Dial, place: number): number {
  return isLog === true ? Math.exp(place) : place
}

/** One of some, each as likely. There must be one. */
export function pick<T>(of: readonly T[], random: Random): T {
  return defined(of[random.below(of.length)], 'one to pick')
}
