import type { Comparison, Condition, Recipe, RecipePrice, RecipeReading } from './recipe.ts'

const words: Readonly<Record<Comparison, string>> = {
  above: 'above',
  below: 'below',
  'crosses-above': 'crosses above',
  'crosses-below': 'crosses below',
}

/** A condition as people say it: `rsi(14) below 30`. */
export function conditionWords(condition: Condition): string {
  const { of, is } = condition
  const start = `${sideWords(of)} ${words[is]}`
  if (condition.kind === 'level') return `${start} ${condition.level}`
  if (condition.kind === 'lines') return `${start} its ${condition.than}`
  const { factor, than } = condition
  return `${start} ${factor === 1 ? '' : `${factor} x `}${sideWords(than)}`
}

/** A recipe in one sentence. */
export function recipeWords(recipe: Recipe): string {
  const { side, entry, exit, stopAtr, targetAtr, holdBars, minutes } = recipe
  const out = [
    ...exit.map(conditionWords),
    ...(stopAtr > 0 ? [`${stopAtr} ranges against it`] : []),
    ...(targetAtr > 0 ? [`${targetAtr} ranges for it`] : []),
    ...(holdBars > 0 ? [`after ${holdBars} bars`] : []),
  ]
  const goes = `${side === 'short' ? 'Sells short' : 'Buys'} on ${barWords(minutes)} while`
  const leaves = side === 'both' ? 'short or out' : 'out'
  return `${goes} ${entry.map(conditionWords).join(' and ')}; ${leaves} at ${out.join(', or ')}.`
}

function barWords(minutes: number): string {
  if (minutes % 1_440 === 0) return `${minutes / 1_440} d bars`
  return minutes % 60 === 0 ? `${minutes / 60} h bars` : `${minutes} min bars`
}

function sideWords(side: RecipeReading | RecipePrice): string {
  if (side.kind === 'price') return side.of
  const { feature, parameters, line } = side
  const call = `${feature}(${parameters.join(', ')})`
  return line.toLowerCase() === feature.toLowerCase() ? call : `${call}.${line}`
}
