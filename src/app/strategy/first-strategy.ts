import { firstRecipe, printRecipe, type StrategyRegistry } from '../../evolution/index.ts'

/** Who keeps the first strategy, and why. */
const beginning = { actor: 'coinswarm', reason: 'the first strategy' } as const

/**
 * Keeps the strategy that all that is bred goes back to, where a desk has it not yet.
 *
 * @returns Its id.
 */
export function keepFirst(registry: StrategyRegistry, ts: number): string {
  const source = printRecipe(firstRecipe)
  const known = registry.idOf('strategy', source)
  if (known !== undefined) return known
  const { actor: author, reason: note } = beginning
  return registry.add({ module: 'strategy', source, parents: [], author, cycle: 0, ts, note })
}

/** The same, and where nothing is the control yet this is: it is never rewritten. */
export function freezeFirst(registry: StrategyRegistry, ts: number): void {
  if (registry.book.control('strategy') !== undefined) return
  registry.freeze(keepFirst(registry, ts), { ts, ...beginning })
}
