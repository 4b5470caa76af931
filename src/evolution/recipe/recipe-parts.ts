import type { Condition, Recipe, RecipeReading } from './recipe.ts'

/** A condition of a recipe, and how it is called in what is printed: `entry1`, `exit2`. */
export type NamedCondition = { readonly name: string; readonly condition: Condition }

/** All conditions, those of the entry first, in order. */
export function conditionsOf({ entry, exit }: Recipe): readonly NamedCondition[] {
  const named = (word: string, conditions: readonly Condition[]): readonly NamedCondition[] =>
    conditions.map((condition, i) => ({ name: `${word}${i + 1}`, condition }))
  return [...named('entry', entry), ...named('exit', exit)]
}

/** A reading that a recipe asks for. */
export type NamedReading = {
  /** How it is called in what is printed. */
  readonly name: string
  /** What the names of its knobs begin with: two lines of one feature share theirs. */
  readonly owner: string
  readonly reading: RecipeReading
}

/** The readings of one condition: what is compared, and what with. */
export function namedReadings({ name, condition }: NamedCondition): readonly NamedReading[] {
  const { of } = condition
  const first = of.kind === 'reading' ? [{ name, owner: name, reading: of }] : []
  if (condition.kind === 'level') return first
  const other = `${name}Than`
  if (condition.kind === 'lines') {
    const reading = { ...condition.of, line: condition.than }
    return [...first, { name: other, owner: name, reading }]
  }
  const { than } = condition
  if (than.kind === 'price') return first
  return [...first, { name: other, owner: other, reading: than }]
}

/** Whether it holds at the one bar only at which it comes to be. */
export function isCrossing({ is }: Condition): boolean {
  return is.startsWith('crosses-')
}
