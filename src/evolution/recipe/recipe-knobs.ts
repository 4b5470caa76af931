import { canonicalJson } from '../../base/index.ts'
import { capital, type Dial, isTurning, snap } from './dial.ts'
import { ingredientOf, lineOf } from './ingredients.ts'
import {
  type Condition,
  factorDial,
  inOrder,
  type Recipe,
  recipeDials,
  type RecipeNumber,
  type RecipePrice,
  type RecipeReading,
  usesRange,
} from './recipe.ts'

/** A number of a recipe that may be turned without changing what it is. */
export type Knob = {
  /** As in what is printed: `entry1Period`, `exit2Level`, `stopAtr`. */
  readonly name: string
  readonly dial: Dial
  readonly value: number
  /** What it is of: `rsi, entry 1`. */
  readonly of: string
}

/** Takes a knob and gives the value it should have. */
type Turn = (knob: Knob) => number

/** Every knob of a recipe, in an order that depends on its structure alone. */
export function knobsOf(recipe: Recipe): readonly Knob[] {
  const knobs: Knob[] = []
  turned(recipe, (knob) => {
    knobs.push(knob)
    return knob.value
  })
  return knobs
}

/** The recipe with other values of its knobs, each on the nearest step of its dial. */
export function withKnobs(recipe: Recipe, values: ArrayLike<number>): Recipe {
  let at = 0
  const changed = turned(recipe, ({ dial, value }) => {
    const given = values[at]
    at += 1
    return given === undefined ? value : snap(dial, given)
  })
  return inOrder(changed)
}

/** What two recipes have in common that differ in their knobs alone: a text, equal for both. */
export function structureOf(recipe: Recipe): string {
  // 0 is what is switched off, and that is structure.
  return canonicalJson(turned(recipe, () => 1))
}

function turned(recipe: Recipe, turn: Turn): Recipe {
  const each = (name: string, of: string, conditions: readonly Condition[]): Condition[] =>
    conditions.map((condition, i) =>
      turnedCondition(condition, `${name}${i + 1}`, `${of} ${i + 1}`, turn),
    )
  const own = (name: RecipeNumber, of: string): number => {
    const [dial, value] = [recipeDials[name], recipe[name]]
    // What is switched off is no knob: switching is a change of structure.
    return value === 0 ? 0 : turn({ name, dial, value, of })
  }
  return {
    ...recipe,
    entry: each('entry', 'entry', recipe.entry),
    exit: each('exit', 'exit', recipe.exit),
    stopAtr: own('stopAtr', 'stop, in average true ranges'),
    targetAtr: own('targetAtr', 'target, in average true ranges'),
    atrBars: usesRange(recipe) ? own('atrBars', 'window of the true range') : recipe.atrBars,
    holdBars: own('holdBars', 'longest time to hold, bars'),
  }
}

function turnedCondition(condition: Condition, name: string, of: string, turn: Turn): Condition {
  const reading = (side: RecipeReading, suffix: string): RecipeReading => {
    const dials = ingredientOf(side.feature)?.dials ?? []
    const parameters = side.parameters.map((value, i) => {
      const dial = dials[i]
      if (dial === undefined) return value
      const knob = `${name}${suffix}${capital(dial.name)}`
      return turn({ name: knob, dial, value, of: `${side.feature}, ${of}` })
    })
    return { ...side, parameters }
  }
  const either = <T extends RecipeReading | RecipePrice>(side: T, suffix: string): T =>
    side.kind === 'reading' ? { ...side, ...reading(side, suffix) } : side
  if (condition.kind === 'lines') return { ...condition, of: reading(condition.of, '') }
  if (condition.kind === 'level') {
    const side = reading(condition.of, '')
    const ingredient = ingredientOf(side.feature)
    const dial = ingredient === undefined ? undefined : lineOf(ingredient, side.line)?.reads
    if (typeof dial !== 'object' || !isTurning(dial)) return { ...condition, of: side }
    const value = condition.level
    const level = turn({ name: `${name}Level`, dial, value, of: `${side.feature}, ${of}` })
    return { ...condition, of: side, level }
  }
  const [first, second] = [either(condition.of, ''), either(condition.than, 'Than')]
  const value = condition.factor
  const factor = turn({ name: `${name}Factor`, dial: factorDial, value, of })
  return { ...condition, of: first, than: second, factor }
}
