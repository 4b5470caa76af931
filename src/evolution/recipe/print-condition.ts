import { ingredientOf, lineOf } from './ingredients.ts'
import { capital, isTurning } from './dial.ts'
import type { NamedReading } from './recipe-parts.ts'
import type { Condition, RecipePrice, RecipeReading } from './recipe.ts'

/** The call that makes a feature, with its arguments as parameters of the strategy. */
export function printedReading({ owner, reading }: NamedReading): string {
  const { feature, parameters, line } = reading
  const ingredient = ingredientOf(feature)
  const passed = (ingredient?.dials ?? []).map(({ name }) => `p.${owner}${capital(name)}`)
  const call = `${feature}(${passed.join(', ')})`
  const isFirst = ingredient?.make(parameters).lines[0]?.name === line
  return isFirst ? call : `${call}.line('${line}')`
}

/** A condition as an expression over `f`, `view` and `p`; of a crossing, what must come to be. */
export function printedCondition(name: string, condition: Condition): string {
  const sign = condition.is.endsWith('above') ? '>' : '<'
  return `${printedSide(name, condition.of)} ${sign} ${printedOther(name, condition)}`
}

function printedOther(name: string, condition: Condition): string {
  const other = `${name}Than`
  if (condition.kind === 'lines') return `f.${other}.value`
  if (condition.kind === 'pair') return `p.${name}Factor * ${printedSide(other, condition.than)}`
  const ingredient = ingredientOf(condition.of.feature)
  const dial = ingredient === undefined ? undefined : lineOf(ingredient, condition.of.line)?.reads
  const isKnob = typeof dial === 'object' && isTurning(dial)
  return isKnob ? `p.${name}Level` : String(condition.level)
}

function printedSide(name: string, side: RecipeReading | RecipePrice): string {
  return side.kind === 'price' ? `view.${side.of}` : `f.${name}.value`
}
