import { type BredRecipe, type Ground, proposeRecipes, triedIn } from '../../evolution/index.ts'
import { changeStrategies } from './desk-strategies.ts'
import { keepFirst } from './first-strategy.ts'

/** A strategy that was bred, and what it is kept as. */
export type BredVersion = Pick<BredRecipe, 'recipe' | 'how' | 'change'> & { readonly id: string }

/**
 * Proposes strategies without a model, from what this desk tried so far, and keeps them as drafts;
 * at first the strategy that all go back to as well.
 *
 * @param options.seed - With the strategies kept so far it decides what is proposed.
 * @throws UserError as `changeStrategies` does
 */
export function breedStrategies(
  desk: string,
  options: {
    readonly seed: number
    readonly count: number
    readonly ground: Ground
    readonly ts: number
  },
): readonly BredVersion[] {
  const { seed, count, ground, ts } = options
  return changeStrategies(desk, (registry) => {
    keepFirst(registry, ts)
    const { tried, idOf } = triedIn(registry)
    // As many looks as there are versions: the next call draws others.
    const cycle = registry.book.versions.length
    const bred = proposeRecipes({
      ...{ seed, cycle, count, ground, tried },
      isKnown: (source) => registry.has('strategy', source),
    })
    return bred.map(({ recipe, source, how, parents, change }) => {
      const known = parents.flatMap((parent) => idOf(parent) ?? [])
      const note = change.length === 0 ? how : `${how}: ${change.join('; ')}`
      const rest = { author: 'mutation', cycle: 0, ts, note: note.slice(0, 1_000) }
      const id = registry.add({ module: 'strategy', source, parents: known, ...rest })
      return { id, recipe, how, change }
    })
  })
}
