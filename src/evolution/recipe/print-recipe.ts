import { canonicalJson } from '../../base/index.ts'
import { printedCondition, printedReading } from './print-condition.ts'
import { conditionsOf, isCrossing, type NamedCondition, namedReadings } from './recipe-parts.ts'
import {
  inOrder,
  type Recipe,
  recipeDials,
  recipeHash,
  type RecipeSide,
  usesRange,
} from './recipe.ts'
import { type Knob, knobsOf } from './recipe-knobs.ts'
import { recipeWords } from './recipe-words.ts'

/** What the line that holds the recipe itself begins with. */
export const recipeMark = '// recipe '

/**
 * A recipe as a strategy file: the TypeScript a person would write, with every number as a
 * parameter. The same recipe gives the same bytes. The second line holds the recipe itself.
 */
export function printRecipe(given: Recipe): string {
  const recipe = inOrder(given)
  const lines = [
    '// Printed from a recipe. Whoever changes it has a strategy of their own.',
    `${recipeMark}${canonicalJson(recipe)}`,
    ...importLines(recipe),
    '',
    'const minuteUs = 60_000_000',
    '',
    'export const strategy = defineStrategy({',
    ...indented([
      `name: '${recipeName(recipe)}',`,
      `summary: '${recipeWords(recipe)}',`,
      `isLongOnly: ${recipe.side === 'long'},`,
      ...parameterLines(recipe),
      ...featureLines(recipe),
      ...stateLines(recipe),
      ...barLines(recipe),
    ]),
    '})',
  ]
  return `${lines.join('\n')}\n`
}

/** How a printed recipe is called: equal recipes alike. */
export function recipeName(recipe: Recipe): string {
  return `bred-${recipeHash(recipe).slice(0, 12)}`
}

function importLines(recipe: Recipe): readonly string[] {
  const conditions = conditionsOf(recipe)
  const features = new Set(
    conditions.flatMap((each) => namedReadings(each).map(({ reading }) => reading.feature)),
  )
  features.add('every')
  if (usesRange(recipe)) features.add('atr')
  return [
    `import { defineStrategy, real, whole } from 'coinswarm/agents'`,
    `import { ${[...features].sort().join(', ')} } from 'coinswarm/features'`,
  ]
}

function parameterLines(recipe: Recipe): readonly string[] {
  const size = { name: 'size', dial: recipeDials.size, value: recipe.size, of: 'share of equity' }
  return [
    'parameters: {',
    `  minutes: whole(${recipe.minutes}, { min: 1, max: 1440, help: 'length of its bars' }),`,
    ...[...knobsOf(recipe), size].map((knob) => `  ${parameterLine(knob)}`),
    '},',
  ]
}

function parameterLine({ name, dial, value, of }: Knob): string {
  const { low, high, perOne } = dial
  const kind = perOne === 1 ? 'whole' : 'real'
  const help = name === dial.name ? of : `${dial.name} of ${of}`
  return `${name}: ${kind}(${value}, { min: ${low}, max: ${high}, help: '${help}' }),`
}

function featureLines(recipe: Recipe): readonly string[] {
  const readings = conditionsOf(recipe).flatMap(namedReadings)
  const over = (call: string): string => `every(p.minutes * minuteUs, ${call})`
  return [
    'features: (p) => ({',
    ...readings.map((each) => `  ${each.name}: ${over(printedReading(each))},`),
    ...(usesRange(recipe) ? [`  range: ${over('atr(p.atrBars)')},`] : []),
    '}),',
  ]
}

/** What was so a bar ago, of conditions that must come to be; at first nothing comes to be. */
function stateLines(recipe: Recipe): readonly string[] {
  const crossings = conditionsOf(recipe).filter(({ condition }) => isCrossing(condition))
  if (crossings.length === 0) return []
  return [`init: () => ({ ${crossings.map(({ name }) => `${name}: true`).join(', ')} }),`]
}

function barLines(recipe: Recipe): readonly string[] {
  const conditions = conditionsOf(recipe)
  const crossings = conditions.filter(({ condition }) => isCrossing(condition))
  const state = crossings.length > 0 ? ', state' : ''
  return [
    `onBar: (view, p${state}) => {`,
    ...indented([
      ...(conditions.some((each) => namedReadings(each).length > 0)
        ? ['const f = view.features']
        : []),
      ...conditions.map(conditionLine),
      ...crossings.flatMap(crossingLines),
      ...decisionLines(recipe, conditions),
    ]),
    '},',
  ]
}

function conditionLine({ name, condition }: NamedCondition): string {
  const variable = isCrossing(condition) ? `${name}Now` : name
  return `const ${variable} = ${printedCondition(name, condition)}`
}

function crossingLines({ name }: NamedCondition): readonly string[] {
  return [`const ${name} = ${name}Now && !state.${name}`, `state.${name} = ${name}Now`]
}

function decisionLines(recipe: Recipe, all: readonly NamedCondition[]): readonly string[] {
  const named = (word: string): readonly string[] =>
    all.flatMap(({ name }) => (name.startsWith(word) ? [name] : []))
  const leaves = named('exit').join(' || ')
  return [
    `const enters = ${named('entry').join(' && ')}`,
    ...(leaves === '' ? [] : [`const leaves = ${leaves}`]),
    ...(recipe.side === 'both' ? turningLines : stayingLines(recipe.side, leaves !== '')),
    ...(usesRange(recipe) ? ['const range = f.range.value'] : []),
    'return {',
    ...indented([
      `action: ${actionOf(recipe.side)},`,
      'size: p.size,',
      `type: 'market',`,
      `intent: 'entry',`,
      'confidence: 0.52,',
      ...awayLine('stop', recipe, recipe.stopAtr),
      ...awayLine('target', recipe, recipe.targetAtr),
      ...(recipe.holdBars > 0 ? ['holdUs: p.holdBars * p.minutes * minuteUs,'] : []),
    ]),
    '}',
  ]
}

/** What leads out leads to the other side. */
const turningLines: readonly string[] = [
  'const side = leaves ? -1 : enters ? 1 : 0',
  'if (side === 0 || side * view.position > 0) return undefined',
]

function stayingLines(side: 'long' | 'short', hasExit: boolean): readonly string[] {
  const held = `view.position ${side === 'long' ? '>' : '<'} 0`
  if (!hasExit) return [`if (${held} || !enters) return undefined`]
  return [
    `if (${held})`,
    `  return leaves ? { action: 'close', confidence: 0.52 } : undefined`,
    'if (leaves || !enters) return undefined',
  ]
}

function actionOf(side: RecipeSide): string {
  if (side === 'both') return `side > 0 ? 'buy' : 'sell'`
  return side === 'long' ? `'buy'` : `'sell'`
}

/** A price some ranges from the close; below it never nearer to 0 than a hundredth of it. */
function awayLine(name: 'stop' | 'target', { side }: Recipe, distance: number): readonly string[] {
  if (distance === 0) return []
  const isBelow = (side === 'long') === (name === 'stop')
  const sign = side === 'both' ? (name === 'stop' ? '- side *' : '+ side *') : isBelow ? '-' : '+'
  const price = `view.close ${sign} p.${name}Atr * range`
  const mayFall = side === 'both' || isBelow
  return [`${name}: ${mayFall ? `Math.max(view.close / 100, ${price})` : price},`]
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}
