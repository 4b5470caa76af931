import { ingredientOf, lineOf } from './ingredients.ts'
import { type Dial, isOn } from './dial.ts'
import {
  type Condition,
  conditionsMax,
  factorDial,
  type Recipe,
  recipeDials,
  recipeMinutes,
  type RecipePrice,
  type RecipeReading,
} from './recipe.ts'

/**
 * What is wrong with a recipe, in a sentence that begins with the place; `undefined` when nothing
 * is. Types are taken to be right: for bytes from outside there is `readRecipe`.
 */
export function recipeFault(recipe: Recipe): string | undefined {
  const { entry, exit, minutes, stopAtr, targetAtr, holdBars, atrBars, size } = recipe
  if (!recipeMinutes.includes(minutes)) return `minutes must be one of ${recipeMinutes.join(', ')}`
  if (entry.length < 1 || entry.length > conditionsMax)
    return `entry must have 1 to ${conditionsMax} conditions, had ${entry.length}`
  if (exit.length > conditionsMax)
    return `exit must have ${conditionsMax} conditions at most, had ${exit.length}`
  if (recipe.side === 'both' && exit.length === 0)
    return 'exit must have a condition where it is what leads to the other side'
  if (exit.length === 0 && stopAtr === 0 && holdBars === 0)
    return 'exit must have a condition where there is neither a stop nor a longest time to hold'
  const dials =
    offOrOn(recipeDials.stopAtr, stopAtr) ??
    offOrOn(recipeDials.targetAtr, targetAtr) ??
    offOrOn(recipeDials.holdBars, holdBars) ??
    dialFault(recipeDials.atrBars, atrBars) ??
    dialFault(recipeDials.size, size)
  return dials ?? conditionsFault('entry', entry) ?? conditionsFault('exit', exit)
}

function offOrOn(dial: Dial, value: number): string | undefined {
  return value === 0 ? undefined : dialFault(dial, value)
}

function dialFault(dial: Dial, value: number): string | undefined {
  const { name, low, high, perOne } = dial
  const steps = perOne === 1 ? 'whole' : `in steps of ${1 / perOne}`
  return isOn(dial, value) ? undefined : `${name} must be ${steps}, ${low} to ${high}, was ${value}`
}

function conditionsFault(name: string, conditions: readonly Condition[]): string | undefined {
  for (const [i, condition] of conditions.entries()) {
    const fault = conditionFault(condition)
    if (fault !== undefined) return `${name}[${i}]: ${fault}`
  }
  return undefined
}

function conditionFault(condition: Condition): string | undefined {
  if (condition.kind === 'pair') {
    const { of, than, factor } = condition
    const fault = priceFault(of) ?? priceFault(than) ?? dialFault(factorDial, factor)
    if (fault !== undefined) return fault
    const isSame = JSON.stringify(of) === JSON.stringify(than)
    return isSame ? 'a price must be compared with another' : undefined
  }
  const { of } = condition
  const fault = readingFault(of)
  if (fault !== undefined) return fault
  const { reads, beside = [] } = lineNamed(of) ?? { reads: 'other' }
  if (condition.kind === 'lines')
    return beside.includes(condition.than)
      ? undefined
      : `${of.feature}.${of.line} cannot be compared with line '${condition.than}'`
  if (typeof reads === 'string') return `${of.feature}.${of.line} has no level`
  return dialFault(reads, condition.level)
}

function priceFault(of: RecipeReading | RecipePrice): string | undefined {
  if (of.kind === 'price') return undefined
  const isPrice = lineNamed(of)?.reads === 'price'
  return readingFault(of) ?? (isPrice ? undefined : `${of.feature}.${of.line} is no price`)
}

function lineNamed({ feature, line }: RecipeReading): ReturnType<typeof lineOf> {
  const ingredient = ingredientOf(feature)
  return ingredient === undefined ? undefined : lineOf(ingredient, line)
}

function readingFault(reading: RecipeReading): string | undefined {
  const { feature, parameters, line } = reading
  const ingredient = ingredientOf(feature)
  if (ingredient === undefined) return `recipes know no feature '${feature}'`
  if (lineNamed(reading) === undefined) return `${feature} has no line '${line}' for recipes`
  const { dials } = ingredient
  if (parameters.length !== dials.length)
    return `${feature} takes ${dials.map(({ name }) => name).join(', ')}`
  for (const [i, dial] of dials.entries()) {
    const fault = dialFault(dial, parameters[i] ?? Number.NaN)
    if (fault !== undefined) return `${feature}: ${fault}`
  }
  return undefined
}
