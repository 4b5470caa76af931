import { canonicalJson } from '../../base/index.ts'
import type { Condition, Recipe } from './recipe.ts'
import { conditionWords } from './recipe-words.ts'

const numbers = ['minutes', 'stopAtr', 'targetAtr', 'atrBars', 'holdBars', 'size'] as const

/** What is different in `after`, a phrase each: `entry without rsi(14) below 30`. */
export function recipeChange(before: Recipe, after: Recipe): readonly string[] {
  return [
    ...(before.side === after.side ? [] : [`${after.side} instead of ${before.side}`]),
    ...conditionChange('entry', before.entry, after.entry),
    ...conditionChange('exit', before.exit, after.exit),
    ...numbers.flatMap((name) =>
      before[name] === after[name] ? [] : [`${name} ${before[name]} to ${after[name]}`],
    ),
  ]
}

function conditionChange(
  name: string,
  before: readonly Condition[],
  after: readonly Condition[],
): readonly string[] {
  const missing = (of: readonly Condition[], from: readonly Condition[]): readonly Condition[] => {
    const there = new Set(from.map((condition) => canonicalJson(condition)))
    return of.filter((condition) => !there.has(canonicalJson(condition)))
  }
  return [
    ...missing(before, after).map((condition) => `${name} without ${conditionWords(condition)}`),
    ...missing(after, before).map((condition) => `${name} with ${conditionWords(condition)}`),
  ]
}
